using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Engine.Overdub;
using Recorder.Session.Journal;

namespace Recorder.Engine.Realtime;

/// <summary>What one turn of the capture loop brought.</summary>
internal enum CaptureTurn
{
    /// <summary>Frames went into the ring, or were lost and counted.</summary>
    Frames,

    /// <summary>The input waits: the ring has no room, or nobody wants its frames yet.</summary>
    NoRoom,

    /// <summary>The interface is not there; what is missing is counted by the clock.</summary>
    Gone,

    /// <summary>The input has come to its end.</summary>
    Ended,
}

/// <summary>Takes frames from the interface into the ring; what it cannot keep it counts and places, to the frame.</summary>
internal sealed class CaptureLoop : IDisposable
{
    private static readonly TimeSpan ReopenEvery = TimeSpan.FromSeconds(0.5);

    // An interface that has sent nothing for so long hangs, or its clock has stopped.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    // Of an interface that paused for so long and goes on, so much behind its clock, the difference is lost; a driver's reading
    // is not late by that much.
    private static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(0.05);

    private readonly FrameRing ring;
    private readonly GapLog gaps;
    private readonly InputMeters meters;
    private readonly TimeProvider time;
    private readonly Func<ICaptureDevice?>? reopen;
    private readonly CalmWatch? calm;
    private readonly int blockFrames;

    // Between two deliveries of an interface that never pauses.
    private readonly TimeSpan period;
    private readonly int[] unwanted;
    private readonly InterfaceIdentity identity;
    private ICaptureDevice device;
    private long position;
    private long? heardAt;
    private long triedAt;
    private bool isBack;
    private long carriedFrames;
    private bool carriedIsExact = true;
    private DropoutCause carriedCause;
    private int isListening = 1;
    private int isPresent = 1;
    private int hasEnded;
    private long highWaterFrames;
    private int otherChannels;
    private int otherRateHz;

    /// <summary>A loop over an opened interface.</summary>
    /// <param name="device">The interface, owned from now on.</param>
    /// <param name="ring">Where its frames go.</param>
    /// <param name="gaps">Where lost ones are noted.</param>
    /// <param name="meters">Sees every frame that came.</param>
    /// <param name="time">The clock that counts while the interface is gone.</param>
    /// <param name="reopen">Opens and starts the interface again, null while it is not there; without it a gone interface has ended.</param>
    /// <param name="blockFrames">Frames asked for at once.</param>
    /// <param name="calm">Is told what opening the interface again allocates; nothing is captured meanwhile.</param>
    public CaptureLoop(
        ICaptureDevice device, FrameRing ring, GapLog gaps, InputMeters meters, TimeProvider time, Func<ICaptureDevice?>? reopen, int blockFrames,
        CalmWatch? calm = null)
    {
        (this.device, this.ring, this.gaps, this.meters, this.time, this.reopen) = (device, ring, gaps, meters, time, reopen);
        (this.blockFrames, this.calm) = (blockFrames, calm);
        (Format, identity) = (device.Format, device.Identity);
        period = TimeSpan.FromSeconds((double)Format.PeriodFrames / Format.RateHz);
        Clock = new InterfaceClock(Format.RateHz, time.TimestampFrequency) { FirstFrame = ring.WrittenFrames + gaps.TotalLostFrames };
        unwanted = new int[Format.Channels * blockFrames];
    }

    /// <summary>What the interface delivers.</summary>
    public CaptureFormat Format { get; }

    /// <summary>The interface's clock.</summary>
    public InterfaceClock Clock { get; }

    /// <summary>Where the interface was at its newest reading.</summary>
    public ClockMoment Moment { get; } = new();

    /// <summary>Whether frames are taken; while not, they wait in the interface.</summary>
    public bool IsListening
    {
        get => Volatile.Read(ref isListening) != 0;
        set => Volatile.Write(ref isListening, value ? 1 : 0);
    }

    /// <summary>Whether the interface is there.</summary>
    public bool IsPresent => Volatile.Read(ref isPresent) != 0;

    /// <summary>Inputs of the interface that came back with another number or rate of them, and is not taken for that; 0 while it has not.</summary>
    public int OtherChannels => Volatile.Read(ref otherChannels);

    /// <summary>Its rate then, in Hz.</summary>
    public int OtherRateHz => Volatile.Read(ref otherRateHz);

    /// <summary>Whether the input has come to its end; all its frames are in the ring then.</summary>
    public bool HasEnded => Volatile.Read(ref hasEnded) != 0;

    /// <summary>The most frames the ring ever had to hold back.</summary>
    public long HighWaterFrames
    {
        get => Volatile.Read(ref highWaterFrames);
        set => Volatile.Write(ref highWaterFrames, value);
    }

    /// <summary>
    /// Timestamp since which frames are missing because no engine ran; told as a gap before the first frame that comes. Null
    /// when there is nothing to tell.
    /// </summary>
    public long? ResumesFrom { get; set; }

    /// <summary>One delivery of the interface.</summary>
    public CaptureTurn Step()
    {
        if (HasEnded)
            return CaptureTurn.Ended;
        if (!IsListening)
        {
            heardAt = null;
            return CaptureTurn.NoRoom;
        }
        if (!IsPresent)
            return CountAbsence();
        // An input that can wait does so until a take wants its frames: its first one is the take's first.
        if (!device.IsPaced && !ring.IsHeld)
            return CaptureTurn.NoRoom;
        var hasGapRoom = (carriedFrames == 0 || Lose(0, true, carriedCause)) && gaps.HasRoom;
        var block = hasGapRoom ? ring.BeginWrite(blockFrames) : default;
        if (block.Frames > 0)
            return Take(block, device.Read(block));
        if (!device.IsPaced)
            return CaptureTurn.NoRoom;
        var result = device.Read(new PlanarWords(unwanted, blockFrames, 0, blockFrames, Format.Channels));
        TellLoss(in result);
        Lose(result.Frames, true, DropoutCause.MemoryFull);
        return Judge(in result);
    }

    /// <inheritdoc/>
    public void Dispose() => device.Dispose();

    private CaptureTurn Take(PlanarWords block, CaptureResult result)
    {
        if (!TellLoss(in result))
        {
            Lose(result.Frames, true, DropoutCause.MemoryFull);
            return Judge(in result);
        }
        if (result.Frames > 0)
        {
            TellResumption(in result);
            meters.Process(block.Slice(0, result.Frames));
            ring.EndWrite(result.Frames);
            position += result.Frames;
            if (ring.HeldFrames > HighWaterFrames)
                HighWaterFrames = ring.HeldFrames;
        }
        return Judge(in result);
    }

    private void TellResumption(in CaptureResult result)
    {
        if (ResumesFrom is not { } since)
            return;
        ResumesFrom = null;
        // What waits in the driver by now is not missing.
        var played = (long)Math.Round(time.GetElapsedTime(since, ReadAt(in result)).TotalSeconds * Format.RateHz);
        var missing = played - result.Frames - result.WaitingFrames;
        if (missing > 0)
            Lose(missing, false, DropoutCause.EngineRestart);
    }

    // What is missing before the frames of this result; false while it is only carried along.
    private bool TellLoss(in CaptureResult result)
    {
        var (lost, isExact, cause) = (result.LostFrames, result.ExactLoss, DropoutCause.Overrun);
        if (result.Frames > 0 && (isBack || result.Status == CaptureStatus.Restarted || HasPaused(in result)) && Clock.HasReadings)
        {
            lost = Math.Max(lost, MissingFrames(in result));
            (isExact, cause) = (false, isBack ? DropoutCause.InterfaceGone : cause);
            isBack = false;
            Clock.BreakOff();
        }
        return lost == 0 || Lose(lost, isExact, cause);
    }

    // The frame the interface must be at by now, less those that have come.
    private long MissingFrames(in CaptureResult result) => Clock.FrameAt(ReadAt(in result)) - result.WaitingFrames - result.Frames - position;

    // A driver that delivered nothing for a while and goes on as if nothing had been: its interface changed its clock, or a bus stood still.
    private bool HasPaused(in CaptureResult result) =>
        result.ReadAtTicks > 0 && heardAt is { } since && time.GetElapsedTime(since) >= ShortSilence + period && Clock.HasReadings
        && MissingFrames(in result) - result.LostFrames >= ShortSilence.TotalSeconds * Format.RateHz;

    private CaptureTurn Judge(in CaptureResult result)
    {
        if (result.Frames > 0 || heardAt is null)
            heardAt = time.GetTimestamp();
        if (result.Frames > 0 && device.IsPaced)
        {
            Clock.Add(position + result.WaitingFrames, ReadAt(in result));
            Moment.Set(position + result.WaitingFrames, ReadAt(in result));
        }
        var isSilent = device.IsPaced && time.GetElapsedTime(heardAt.Value) >= LongestSilence;
        switch (result.Status)
        {
            case CaptureStatus.Ended:
            case CaptureStatus.Gone when reopen is null:
                Volatile.Write(ref isPresent, result.Status == CaptureStatus.Gone ? 0 : 1);
                Volatile.Write(ref hasEnded, 1);
                return CaptureTurn.Ended;
            case CaptureStatus.Gone:
            case not CaptureStatus.Ended when isSilent && reopen is not null:
                Clock.AnchorIfUnread(position, time.GetTimestamp());
                triedAt = time.GetTimestamp();
                Volatile.Write(ref isPresent, 0);
                var before = CalmWatch.Mark();
                device.Dispose();
                calm?.AddBudgeted(before);
                return CaptureTurn.Gone;
            default:
                return CaptureTurn.Frames;
        }
    }

    // False while the loss is only carried along because the log has no room for another gap.
    private bool Lose(long frames, bool isExact, DropoutCause cause)
    {
        if (carriedFrames == 0)
            (carriedIsExact, carriedCause) = (true, cause);
        carriedFrames += frames;
        position += frames;
        carriedIsExact &= isExact;
        if (carriedFrames > 0 && !gaps.Add(ring.WrittenFrames, carriedFrames, carriedIsExact, carriedCause))
            return false;
        carriedFrames = 0;
        ring.Account();
        return true;
    }

    private CaptureTurn CountAbsence()
    {
        Lose(Math.Max(0, Clock.FrameAt(time.GetTimestamp()) - position), false, DropoutCause.InterfaceGone);
        if (time.GetElapsedTime(triedAt) < ReopenEvery)
            return CaptureTurn.Gone;
        triedAt = time.GetTimestamp();
        var before = CalmWatch.Mark();
        var found = reopen!();
        if (found is not null && !IsWhatWasLost(found))
        {
            found.Dispose();
            found = null;
        }
        calm?.AddBudgeted(before);
        if (found is null)
            return CaptureTurn.Gone;
        device = found;
        (isBack, heardAt) = (true, time.GetTimestamp());
        Volatile.Write(ref isPresent, 1);
        return CaptureTurn.Frames;
    }

    // Another interface that delivers the same is another one all the same: its sound would stand in this one's tracks.
    private bool IsWhatWasLost(ICaptureDevice found)
    {
        if (!found.Identity.IsSame(identity))
            return false;
        var isUsable = (found.Format.Channels, found.Format.RateHz, found.Format.Format) == (Format.Channels, Format.RateHz, Format.Format);
        Volatile.Write(ref otherRateHz, isUsable ? 0 : found.Format.RateHz);
        Volatile.Write(ref otherChannels, isUsable ? 0 : found.Format.Channels);
        return isUsable;
    }

    private long ReadAt(in CaptureResult result) => result.ReadAtTicks > 0 ? result.ReadAtTicks : time.GetTimestamp();
}
