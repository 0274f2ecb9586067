using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>A stereo output through ALSA: headphones, the Pi's jack, any plugin.</summary>
public sealed class AlsaPlaybackDevice : IPlaybackDevice
{
    private const int BufferedPeriods = 3;
    private const int StereoChannels = 2;
    private const int WaitMs = 100;

    private readonly AlsaPcm pcm;
    private readonly AlsaSamples samples;
    private readonly int channels;
    private readonly byte[] buffer;
    private volatile bool isStopping;

    private AlsaPlaybackDevice(string name, AlsaPcm pcm, AlsaGrant grant)
    {
        (Name, this.pcm, samples, channels) = (name, pcm, grant.Samples, grant.Channels);
        (RateHz, PeriodFrames) = (grant.RateHz, grant.PeriodFrames);
        buffer = new byte[PeriodFrames * channels * samples.Bytes];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int RateHz { get; }

    /// <inheritdoc/>
    public int PeriodFrames { get; }

    /// <summary>Opens a PCM; of more than two channels the first two are used.</summary>
    /// <param name="name">ALSA's name for it.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="periodFrames">Frames of one write, about.</param>
    /// <exception cref="RecorderException">The library or the device is missing, or it cannot do what is asked.</exception>
    public static AlsaPlaybackDevice Open(string name, int rateHz, int periodFrames)
    {
        var (pcm, grant) = AlsaSetup.Open(new AlsaWish(
            name, AlsaLibrary.Playback, (uint)rateHz, MustHaveRate: true, StereoChannels, (uint)periodFrames, (uint)(BufferedPeriods * periodFrames)));
        return new AlsaPlaybackDevice(name, pcm, grant);
    }

    /// <inheritdoc/>
    public void Start()
    {
        if (AlsaLibrary.Prepare(pcm) is var error and < 0)
            throw AlsaSetup.Refused(Name, $"does not start ({AlsaSetup.Describe(error)})", "unplug it and plug it in again");
    }

    /// <inheritdoc/>
    public unsafe bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        samples.Join(left, right, buffer, channels);
        for (var done = 0; done < left.Length && !isStopping;)
        {
            nint count;
            fixed (byte* start = buffer)
                count = AlsaLibrary.Write(pcm, start + done * channels * samples.Bytes, (nuint)(left.Length - done));
            if (count > 0)
                done += (int)count;
            else if (count is AlsaLibrary.Overrun or AlsaLibrary.Suspended)
                _ = AlsaLibrary.Prepare(pcm);
            else if (count is not (0 or AlsaLibrary.TryAgain) || AlsaLibrary.Wait(pcm, WaitMs) == AlsaLibrary.NoDevice)
                return false;
        }
        return !isStopping;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        isStopping = true;
        _ = AlsaLibrary.Drop(pcm);
    }

    /// <inheritdoc/>
    public void Dispose() => pcm.Dispose();
}
