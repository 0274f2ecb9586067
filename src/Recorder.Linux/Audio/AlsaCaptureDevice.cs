using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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
    private const uint MostChannels = 64;

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
        AlsaPcm pcm;
        try
        {
            AlsaLibrary.Silence();
            var error = AlsaLibrary.Open(out pcm, name, AlsaLibrary.Capture, AlsaLibrary.NonBlocking);
            if (error < 0)
                throw Refused(name, $"cannot be opened ({Describe(error)})", "plug it in, or choose one that 'arecord -L' lists");
        }
        catch (DllNotFoundException missing)
        {
            throw new RecorderException(FaultKind.Device,
                "ALSA's library is not installed; nothing was recorded; install the Debian package libasound2.", missing);
        }
        try
        {
            return Configure(name, pcm, (uint?)rateHz ?? DefaultRateHz, mustHaveRate: rateHz is not null);
        }
        catch
        {
            pcm.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Start()
    {
        var error = AlsaLibrary.Prepare(pcm);
        if (error >= 0)
            error = AlsaLibrary.Start(pcm);
        if (error < 0)
            throw Refused(Name, $"does not start ({Describe(error)})", "unplug it and plug it in again");
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

    private static AlsaCaptureDevice Configure(string name, AlsaPcm pcm, uint rateHz, bool mustHaveRate)
    {
        Check(AlsaLibrary.NewParameters(out var parameters), "has no configuration");
        using (parameters)
        {
            Check(AlsaLibrary.FillParameters(pcm, parameters), "has no configuration");
            _ = AlsaLibrary.SetResampling(pcm, parameters, 0);
            Check(AlsaLibrary.SetAccess(pcm, parameters, AlsaLibrary.InterleavedReadWrite), "gives no interleaved frames");
            var samples = AlsaSamples.Known.FirstOrDefault(known => AlsaLibrary.TestFormat(pcm, parameters, known.AlsaFormat) == 0)
                ?? throw Refused(name, "has no sample format we read", "use plughw: in its name");
            Check(AlsaLibrary.SetFormat(pcm, parameters, samples.AlsaFormat), "refuses its own sample format");
            Check(AlsaLibrary.GetMostChannels(parameters, out var channels), "has no channels");
            channels = Math.Min(channels, MostChannels);
            Check(AlsaLibrary.SetChannelsNear(pcm, parameters, ref channels), "refuses its own channels");
            var actualRateHz = rateHz;
            Check(AlsaLibrary.SetRateNear(pcm, parameters, ref actualRateHz, 0), "refuses every rate");
            if (mustHaveRate && actualRateHz != rateHz)
                throw Refused(name, $"does not run at {rateHz} Hz", $"choose {actualRateHz} Hz");
            nuint periodFrames = actualRateHz / PeriodsPerSecond;
            nuint bufferFrames = actualRateHz / BuffersPerSecond;
            Check(AlsaLibrary.SetBufferNear(pcm, parameters, ref bufferFrames), "refuses every buffer");
            Check(AlsaLibrary.SetPeriodNear(pcm, parameters, ref periodFrames, 0), "refuses every period");
            Check(AlsaLibrary.Apply(pcm, parameters), "refuses its configuration");
            // Converters of 24 bits often come in words of 32.
            var format = samples.Format == SampleFormat.S32 && AlsaLibrary.GetSignificantBits(parameters) is > 0 and <= 24
                ? SampleFormat.S24
                : samples.Format;
            return new AlsaCaptureDevice(name, pcm, samples, new CaptureFormat((int)channels, (int)actualRateHz, format, (int)periodFrames));
        }

        void Check(int result, string what)
        {
            if (result < 0)
                throw Refused(name, $"{what} ({Describe(result)})", "try plughw: in its name");
        }
    }

    private static string Describe(int error) => Marshal.PtrToStringUTF8(AlsaLibrary.Describe(error)) ?? "unknown error";

    private static RecorderException Refused(string name, string what, string remedy) =>
        new(FaultKind.Device, $"Interface {name} {what}; nothing was recorded; {remedy}.");
}
