using System.Diagnostics;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>The inputs of an ALSA PCM: a USB interface, a loopback, or any plugin.</summary>
/// <remarks>
/// The kernel's buffer holds 500 ms, so that capture rides out what keeps its thread from running. When it runs over all the
/// same, the loss is the time since the last read at the nominal rate, and what was waiting in the buffer then.
/// </remarks>
public sealed class AlsaCaptureDevice : ICaptureDevice
{
    private const int BuffersPerSecond = 2;
    private const int PeriodsPerSecond = 200;
    private const int WaitMs = 100;
    private const uint DefaultRateHz = 48000;

    private readonly AlsaPcm pcm;
    private readonly AlsaSamples samples;
    private readonly byte[] buffer;
    private long readAtTicks;
    private long waitingFrames;
    private volatile bool isStopping;

    private AlsaCaptureDevice(string name, AlsaPcm pcm, AlsaSamples samples, CaptureFormat format)
    {
        (Name, this.pcm, this.samples, Format) = (name, pcm, samples, format);
        buffer = new byte[format.PeriodFrames * format.Channels * samples.Bytes];
        InputNames = [.. Enumerable.Range(1, format.Channels).Select(i => "In " + i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public CaptureFormat Format { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc/>
    public bool IsPaced => true;

    /// <summary>Opens a PCM with all its channels in the best format it has.</summary>
    /// <param name="name">ALSA's name for it: hw:X18, plughw:1,0, a plugin of asound.conf.</param>
    /// <param name="rateHz">The rate wanted; null is 48 kHz.</param>
    /// <exception cref="RecorderException">The library or the device is missing, or it cannot do what is asked.</exception>
    public static AlsaCaptureDevice Open(string name, int? rateHz = null)
    {
        var wantedHz = (uint?)rateHz ?? DefaultRateHz;
        var (pcm, grant) = AlsaSetup.Open(new AlsaWish(
            name, AlsaLibrary.Capture, wantedHz, MustHaveRate: rateHz is not null, null, wantedHz / PeriodsPerSecond, wantedHz / BuffersPerSecond));
        // Converters of 24 bits often come in words of 32.
        var format = grant.Samples.Format == SampleFormat.S32 && grant.SignificantBits is > 0 and <= 24 ? SampleFormat.S24 : grant.Samples.Format;
        return new AlsaCaptureDevice(name, pcm, grant.Samples, new CaptureFormat(grant.Channels, grant.RateHz, format, grant.PeriodFrames));
    }

    /// <inheritdoc/>
    public void Start()
    {
        var error = AlsaLibrary.Prepare(pcm);
        if (error >= 0)
            error = AlsaLibrary.Start(pcm);
        if (error < 0)
            throw AlsaSetup.Refused(Name, $"does not start ({AlsaSetup.Describe(error)})", "unplug it and plug it in again");
        readAtTicks = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public unsafe CaptureResult Read(PlanarWords destination)
    {
        var wanted = Math.Min(destination.Frames, Format.PeriodFrames);
        var lost = 0L;
        while (!isStopping)
        {
            nint count;
            fixed (byte* start = buffer)
                count = AlsaLibrary.Read(pcm, start, (nuint)wanted);
            if (count > 0)
            {
                samples.Split(buffer, destination.Slice(0, (int)count));
                readAtTicks = Stopwatch.GetTimestamp();
                waitingFrames = Math.Max(0, AlsaLibrary.Available(pcm));
                return new(lost > 0 ? CaptureStatus.Overrun : CaptureStatus.Frames, (int)count, lost, ExactLoss: lost == 0);
            }
            if (count is AlsaLibrary.Overrun or AlsaLibrary.Suspended)
                lost += Restart((int)count);
            else if (count == AlsaLibrary.NoDevice || (count is not (0 or AlsaLibrary.TryAgain)) || AlsaLibrary.Wait(pcm, WaitMs) == AlsaLibrary.NoDevice)
                return new(CaptureStatus.Gone, 0, lost, ExactLoss: lost == 0);
        }
        return new(CaptureStatus.Frames, 0, lost, ExactLoss: lost == 0);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        isStopping = true;
        _ = AlsaLibrary.Drop(pcm);
    }

    /// <inheritdoc/>
    public void Dispose() => pcm.Dispose();

    private long Restart(int error)
    {
        if (error == AlsaLibrary.Suspended && AlsaLibrary.Resume(pcm) == AlsaLibrary.TryAgain)
            _ = AlsaLibrary.Wait(pcm, WaitMs);
        _ = AlsaLibrary.Prepare(pcm);
        _ = AlsaLibrary.Start(pcm);
        var now = Stopwatch.GetTimestamp();
        var lost = waitingFrames + (long)(Stopwatch.GetElapsedTime(readAtTicks, now).TotalSeconds * Format.RateHz);
        (readAtTicks, waitingFrames) = (now, 0);
        return lost;
    }
}
