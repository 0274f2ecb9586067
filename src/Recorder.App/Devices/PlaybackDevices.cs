using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Audio;
using Recorder.Simulation.Playback;

namespace Recorder.App.Devices;

/// <summary>From words to an opened output.</summary>
internal static class PlaybackDevices
{
    private const string Alsa = "alsa:";

    /// <summary>Opens an output that runs at the interface's rate; without a name one that nobody hears, so that the meters of the mix move all the same.</summary>
    /// <exception cref="RecorderException">The words name none, or it is missing or refused.</exception>
    public static IPlaybackDevice Open(string? output, int rateHz, int periodFrames) => output switch
    {
        null => new SilentPlaybackDevice(rateHz, periodFrames, TimeProvider.System),
        { Length: > 5 } when output.StartsWith(Alsa, StringComparison.Ordinal) => AlsaPlaybackDevice.Open(output[Alsa.Length..], rateHz, periodFrames),
        _ => throw new RecorderException(FaultKind.WrongWords, $"'{output}' is no output; nothing was started; name one as alsa:NAME."),
    };
}
