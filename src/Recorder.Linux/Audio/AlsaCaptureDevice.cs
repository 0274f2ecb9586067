using System.Diagnostics;
using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>The inputs of an ALSA PCM: a USB interface, a loopback, or any plugin.</summary>
/// <remarks>
/// Design: the driver's buffer holds 500 ms, or what it can, so that capture rides out what keeps its thread from running.
/// The stream never stops by itself when that is not enough: it runs on over what was not read. Its position then tells to
/// the frame how much is gone, and that is looked at after the frames were copied, so that none is taken for another that was
/// written over it meanwhile. A stream that stopped all the same (a driver's own trouble, a suspended machine) is begun anew;
/// only its clock can tell then how much lies between.
/// </remarks>
public sealed class AlsaCaptureDevice : ICaptureDevice
{
    private const int BuffersPerSecond = 2;
    private const int HeardPeriodsPerSecond = 200;

    // Most of what capture costs is waking up. A tenth of the driver's buffer still leaves it the rest for what holds it up.
    private const int UnheardPeriodsPerSecond = 20;
    private const int WaitMs = 100;
    private const uint DefaultRateHz = 48000;

    // Read again this far from where the driver is writing over, so that it does not catch up at once.
    private const int MarginsPerSecond = 100;

    private readonly string pcmName;
    private readonly AlsaPcm pcm;
    private readonly AlsaSamples samples;
    private readonly AlsaClock clock;
    private readonly bool isInPlace;
    private readonly bool hasPosition;
    private readonly byte[] buffer;
    private BufferTurns turns;
    private long passedFrames;
    private bool hasRestarted;
    private volatile bool isStopping;

    private AlsaCaptureDevice(string name, AlsaPcm pcm, in AlsaGrant grant, CaptureFormat format)
    {
        (pcmName, this.pcm, samples, isInPlace, Format) = (name, pcm, grant.Samples, grant.IsInPlace, format);
        RatesHz = grant.RatesHz;
        Identity = AlsaCards.IdentityOf(pcm, name);
        clock = new AlsaClock(pcm);
        turns = new BufferTurns(format.RateHz, format.BufferFrames);
        hasPosition = AlsaLibrary.TypeOf(pcm) is not (AlsaLibrary.NullType or AlsaLibrary.FileType);
        buffer = new byte[isInPlace ? 0 : format.PeriodFrames * format.Channels * samples.Bytes];
        InputNames = [.. Enumerable.Range(1, format.Channels).Select(i => "In " + i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public string Name => Identity.Name;

    /// <inheritdoc/>
    public InterfaceIdentity Identity { get; }

    /// <inheritdoc/>
    public CaptureFormat Format { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> RatesHz { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc/>
    public bool IsPaced => true;

    /// <summary>Opens a PCM with all its channels in the best format it has.</summary>
    /// <param name="name">ALSA's name for it: hw:X18, plughw:1,0, a plugin of asound.conf.</param>
    /// <param name="rateHz">The rate wanted; null is 48 kHz.</param>
    /// <param name="periodFrames">Frames from one wake-up to the next; null is 5 ms, or 50 ms where nobody listens along. The driver's buffer does not depend on it.</param>
    /// <param name="isHeard">Whether somebody listens along.</param>
    /// <exception cref="RecorderException">The library or the device is missing, or it cannot do what is asked.</exception>
    public static AlsaCaptureDevice Open(string name, int? rateHz = null, int? periodFrames = null, bool isHeard = true)
    {
        var wantedHz = (uint?)rateHz ?? DefaultRateHz;
        var (pcm, grant) = AlsaSetup.Open(new AlsaWish(
            name, AlsaLibrary.Capture, wantedHz, MustHaveRate: rateHz is not null, null,
            (uint?)periodFrames ?? wantedHz / (uint)(isHeard ? HeardPeriodsPerSecond : UnheardPeriodsPerSecond), wantedHz / BuffersPerSecond));
        // Converters of 24 bits often come in words of 32.
        var format = grant.Samples.Format == SampleFormat.S32 && grant.SignificantBits is > 0 and <= 24 ? SampleFormat.S24 : grant.Samples.Format;
        return new AlsaCaptureDevice(name, pcm, grant, new CaptureFormat(grant.Channels, grant.RateHz, format, grant.PeriodFrames, grant.BufferFrames));
    }

    /// <inheritdoc/>
    public void Start()
    {
        if (Begin() is var error and < 0)
            throw AlsaSetup.Refused(pcmName, $"does not start ({AlsaSetup.Describe(error)})", "unplug it and plug it in again");
    }

    /// <inheritdoc/>
    public CaptureResult Read(PlanarWords destination)
    {
        var lost = 0L;
        // Frames trickle in, and each look at the driver costs more than the few that came since the last one: less than a period
        // is left until it is whole, or until the driver had its say.
        var (least, hasWaited) = (Math.Min(destination.Frames, Format.PeriodFrames), false);
        while (!isStopping)
        {
            var count = (int)Math.Clamp(AlsaLibrary.Available(pcm), int.MinValue, int.MaxValue);
            if (hasPosition && count > Format.BufferFrames)
            {
                lost += Skip(count);
                continue;
            }
            if (count > 0 && turns.IsDue(Stopwatch.GetTimestamp()))
                lost += MissedTurns();
            if (count > 0 && count >= least)
            {
                count = Copy(destination.Slice(0, Math.Min(count, Math.Min(destination.Frames, Format.PeriodFrames))));
                if (count > 0)
                    return Judge(destination, count, ref lost);
            }
            if (count is AlsaLibrary.Overrun or AlsaLibrary.Suspended)
                count = Restart(count);
            if (count is < 0 and not AlsaLibrary.TryAgain)
                return new(CaptureStatus.Gone, 0, lost);
            // Whoever asked looks after other things now and then, also when nothing comes.
            if (hasWaited)
            {
                lost += MissedTurns();
                break;
            }
            (hasWaited, least) = (AlsaLibrary.Wait(pcm, WaitMs) <= 0, 1);
        }
        return new(lost > 0 ? CaptureStatus.Overrun : CaptureStatus.Frames, 0, lost);
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

    /// <summary>
    /// Begins at the same moment as a prepared output, which is bound to it for no longer than that: an output that stops
    /// because it has nothing to play would stop the inputs with it. False where the driver cannot; then nothing was begun.
    /// </summary>
    internal bool TryStartWith(AlsaPcm output)
    {
        if (AlsaLibrary.Prepare(pcm) < 0 || AlsaLibrary.Link(pcm, output) < 0)
            return false;
        var error = AlsaLibrary.Start(pcm);
        _ = AlsaLibrary.Unlink(output);
        return error == 0;
    }

    private int Begin()
    {
        var error = AlsaLibrary.Prepare(pcm);
        return error < 0 ? error : AlsaLibrary.Start(pcm);
    }

    private int Restart(int error)
    {
        if (error == AlsaLibrary.Suspended && AlsaLibrary.Resume(pcm) == AlsaLibrary.TryAgain)
            return AlsaLibrary.TryAgain;
        hasRestarted = true;
        turns.Forget();
        return Begin();
    }

    // Gives up what the driver has written over, and a little more.
    private long Skip(long available)
    {
        var skipped = Math.Max(0, AlsaLibrary.Forward(pcm, (nuint)(available - Format.BufferFrames + Format.RateHz / MarginsPerSecond)));
        passedFrames += skipped;
        return skipped;
    }

    private long MissedTurns()
    {
        if (!hasPosition || clock.Read(out var waiting, out _, out var atTicks) != 0)
            return 0;
        return Missed(waiting, atTicks);
    }

    private long Missed(long waiting, long atTicks)
    {
        var missed = turns.Look(passedFrames + waiting, atTicks);
        passedFrames += missed;
        return missed;
    }

    private unsafe int Copy(PlanarWords destination)
    {
        if (isInPlace)
            return CopyInPlace(destination);
        nint count;
        fixed (byte* start = buffer)
            count = AlsaLibrary.Read(pcm, start, (nuint)destination.Frames);
        if (count > 0)
            samples.Split(buffer, destination.Slice(0, (int)count));
        return (int)count;
    }

    private unsafe int CopyInPlace(PlanarWords destination)
    {
        var frames = (nuint)destination.Frames;
        if (AlsaLibrary.BeginInPlace(pcm, out var areas, out var offset, ref frames) is var error and < 0)
            return error;
        for (var c = 0; c < destination.Channels; c++)
        {
            var step = (int)areas[c].StepBits / 8;
            var first = areas[c].Start + areas[c].FirstBits / 8 + (nint)offset * step;
            samples.Gather(new ReadOnlySpan<byte>(first, ((int)frames - 1) * step + samples.Bytes), step, destination.Channel(c)[..(int)frames]);
        }
        return (int)AlsaLibrary.CommitInPlace(pcm, offset, frames);
    }

    // What was copied counts only as far as nothing had been written over it by the time it was all copied.
    private CaptureResult Judge(PlanarWords destination, int count, ref long lost)
    {
        var error = clock.Read(out var waiting, out _, out var atTicks);
        var overwritten = hasPosition && error == 0 ? (int)Math.Clamp(waiting + count - Format.BufferFrames, 0, count) : 0;
        passedFrames += count;
        if (hasPosition && error == 0 && Missed(waiting, atTicks) is var missed and > 0)
        {
            // In the middle of the copy: nobody can tell which of these frames are from before and which from after.
            (lost, overwritten) = (lost + missed, count);
        }
        lost += overwritten;
        var frames = count - overwritten;
        if (overwritten > 0 && frames > 0)
            destination.MoveToStart(overwritten, frames);
        var status = hasRestarted ? CaptureStatus.Restarted : lost > 0 ? CaptureStatus.Overrun : CaptureStatus.Frames;
        var result = new CaptureResult(status, frames, lost, ExactLoss: !hasRestarted)
        {
            ReadAtTicks = hasPosition && error == 0 ? atTicks : 0,
            WaitingFrames = waiting,
        };
        if (frames > 0)
            hasRestarted = false;
        return result;
    }
}
