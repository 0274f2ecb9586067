using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>An output through ALSA: headphones, the Pi's jack, all outputs of an interface, any plugin.</summary>
public sealed class AlsaPlaybackDevice : IPlaybackDevice
{
    private const int BufferedPeriods = 3;
    private const int StereoChannels = 2;
    private const int WaitMs = 100;

    private readonly AlsaPcm pcm;
    private readonly AlsaSamples samples;
    private readonly int channels;
    private readonly byte[] buffer;
    private readonly bool isInPlace;
    private readonly int bufferFrames;
    private readonly AlsaClock clock;
    private int underruns;
    private volatile bool isStopping;

    private AlsaPlaybackDevice(string name, AlsaPcm pcm, AlsaGrant grant)
    {
        (Name, this.pcm, samples, channels) = (name, pcm, grant.Samples, grant.Channels);
        (RateHz, PeriodFrames, bufferFrames, isInPlace) = (grant.RateHz, grant.PeriodFrames, grant.BufferFrames, grant.IsInPlace);
        buffer = new byte[PeriodFrames * channels * samples.Bytes];
        clock = new AlsaClock(pcm);
        Identity = AlsaCards.IdentityOf(pcm, name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What tells its card from others; of a PCM without a card its name.</summary>
    public InterfaceIdentity Identity { get; }

    /// <inheritdoc/>
    public int RateHz { get; }

    /// <inheritdoc/>
    public int PeriodFrames { get; }

    /// <summary>Opens a PCM with all its channels, or with two where it can have any number of them or is a television's.</summary>
    /// <param name="name">ALSA's name for it.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="periodFrames">Frames of one write, about.</param>
    /// <exception cref="RecorderException">The library or the device is missing, or it cannot do what is asked.</exception>
    public static AlsaPlaybackDevice Open(string name, int rateHz, int periodFrames)
    {
        var stereo = new AlsaWish(
            name, AlsaLibrary.Playback, (uint)rateHz, MustHaveRate: true, StereoChannels, (uint)periodFrames, (uint)(BufferedPeriods * periodFrames));
        try
        {
            var whole = Open(stereo with { Channels = null });
            // Its driver has eight channels, and what hangs at its end two loudspeakers that may refuse any more.
            if (whole.channels <= StereoChannels || !whole.IsTelevision)
                return whole;
            whole.Dispose();
        }
        catch (RecorderException)
        {
            // Some take no more than two at this rate, or for as short a period.
        }
        return Open(stereo);
    }

    private bool IsTelevision => $"{Identity.CardId} {Identity.Name} {Identity.LongName}".Contains("hdmi", StringComparison.OrdinalIgnoreCase);

    private static AlsaPlaybackDevice Open(AlsaWish wish)
    {
        var (pcm, grant) = AlsaSetup.Open(wish);
        return new AlsaPlaybackDevice(wish.Name, pcm, grant);
    }

    /// <inheritdoc/>
    public int Pairs => Math.Max(1, channels / 2);

    /// <inheritdoc/>
    public int Underruns => Volatile.Read(ref underruns);

    /// <inheritdoc/>
    public void Start()
    {
        if (Begin() is var error and < 0)
            throw AlsaSetup.Refused(Name, $"does not start ({AlsaSetup.Describe(error)})", "unplug it and plug it in again");
    }

    /// <inheritdoc/>
    public bool TryStartWith(ICaptureDevice inputs) =>
        inputs is AlsaCaptureDevice capture && Prepare() == 0 && capture.TryStartWith(pcm);

    // By the driver's position alone: what lies behind it is the same at any time, and is measured once.
    /// <inheritdoc/>
    public PlaybackDelay? ReadDelay() => clock.Read(out var roomFrames, out _, out var atTicks) == 0 && roomFrames <= bufferFrames
        ? new PlaybackDelay(bufferFrames - roomFrames, atTicks)
        : null;

    /// <inheritdoc/>
    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Write(left, right, default);

    /// <inheritdoc/>
    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues)
    {
        samples.Join(left, right, in cues, buffer, channels);
        for (var done = 0; done < left.Length && !isStopping;)
        {
            var count = Put(done, left.Length - done);
            if (count > 0)
            {
                done += count;
                continue;
            }
            if (count is AlsaLibrary.Overrun or AlsaLibrary.Suspended)
            {
                Volatile.Write(ref underruns, underruns + 1);
                count = Begin();
                // The silence was played out of the same memory. What follows it rises out of it.
                samples.Join(left, right, in cues, buffer, channels, fadeFrom: done);
            }
            if (count is not (0 or AlsaLibrary.TryAgain) || AlsaLibrary.Wait(pcm, WaitMs) == AlsaLibrary.NoDevice)
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
    public void Dispose()
    {
        clock.Dispose();
        pcm.Dispose();
    }

    private int Begin() => Prepare() is var error and < 0 ? error : AlsaLibrary.Start(pcm);

    // Silence first, as much as is always waiting to be played: so nothing is heard before the mix, and the first period is not late.
    private int Prepare()
    {
        var error = AlsaLibrary.Prepare(pcm);
        if (error < 0)
            return error;
        Array.Clear(buffer);
        for (var silent = 0; silent < bufferFrames - PeriodFrames;)
        {
            var count = Put(0, Math.Min(PeriodFrames, bufferFrames - PeriodFrames - silent));
            if (count <= 0)
                break;
            silent += count;
        }
        return 0;
    }

    private unsafe int Put(int fromFrame, int frames)
    {
        fixed (byte* start = buffer)
        {
            var from = start + fromFrame * channels * samples.Bytes;
            return (int)(isInPlace ? AlsaLibrary.WriteInPlace(pcm, from, (nuint)frames) : AlsaLibrary.Write(pcm, from, (nuint)frames));
        }
    }
}
