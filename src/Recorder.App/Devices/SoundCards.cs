using Recorder.Core.Ports;
using Recorder.Linux.Audio;
using Recorder.Linux.Audio.Cards;

namespace Recorder.App.Devices;

/// <summary>The sound cards of the machine, or of a test.</summary>
internal interface ISoundCards
{
    /// <summary>Another number whenever a card came or went; asking allocates nothing.</summary>
    long Fingerprint { get; }

    /// <summary>All PCM devices that are there now.</summary>
    /// <param name="countsChannels">Whether each is opened for a moment and asked for its inputs and outputs.</param>
    IReadOnlyList<PresentInterface> List(bool countsChannels = false);

    /// <summary>Opens inputs; not started yet.</summary>
    /// <param name="pcmName">ALSA's name.</param>
    /// <param name="rateHz">The rate that it must have; null is 48 kHz or the nearest.</param>
    /// <exception cref="Core.Faults.RecorderException">It is missing or refused.</exception>
    ICaptureDevice OpenInputs(string pcmName, int? rateHz);

    /// <summary>Opens an output; not started yet.</summary>
    /// <exception cref="Core.Faults.RecorderException">It is missing or refused.</exception>
    IPlaybackDevice OpenOutput(string pcmName, int rateHz, int periodFrames);
}

/// <summary>Those of ALSA.</summary>
/// <param name="areHeard">Whether somebody listens along to their inputs.</param>
internal sealed class AlsaSoundCards(bool areHeard = true) : ISoundCards
{
    /// <inheritdoc/>
    public long Fingerprint => AlsaCards.Fingerprint;

    /// <inheritdoc/>
    public IReadOnlyList<PresentInterface> List(bool countsChannels = false) => AlsaCards.List(countsChannels);

    /// <inheritdoc/>
    public ICaptureDevice OpenInputs(string pcmName, int? rateHz) => AlsaCaptureDevice.Open(pcmName, rateHz, isHeard: areHeard);

    /// <inheritdoc/>
    public IPlaybackDevice OpenOutput(string pcmName, int rateHz, int periodFrames) => AlsaPlaybackDevice.Open(pcmName, rateHz, periodFrames);
}
