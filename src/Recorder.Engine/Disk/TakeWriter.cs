using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;
using Recorder.Engine.SecondCopy;
using Recorder.Engine.Survival;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>
/// One take between ring and files. The disk thread writes; the control side says where it ends.
/// </summary>
/// <remarks>
/// Design: frames of the ring and frames of the take differ by what was lost in between, so the writer walks along the
/// ring and puts silence where <see cref="GapLog"/> says frames are missing. All tracks have the same length after every
/// round.
/// </remarks>
internal sealed class TakeWriter : IDisposable
{
    // Then the commits have their turn, also when frames come as fast as they are written.
    private const int MaxRounds = 16;

    // Once a commit interval: room may be made, a stick put back.
    private const int MaxRefusals = 6;

    private readonly TakeFiles files;
    private readonly FrameRing ring;
    private readonly GapLog gaps;
    private readonly long lostBefore;
    private readonly int bytesPerSample;
    private readonly WrittenTail tail;
    private readonly TakeRates rates;
    private int stopReason;
    private long gapIndex;
    private readonly Dropout toldGap = new(-1, 0, true, DropoutCause.Unknown);
    private long toldLeftUntil;
    private long gapFrames;
    private long gapFramesDone;
    private long safeFrames;
    private long headerFrames;
    private long inFlightFrames = -1;
    private long lostFrames;
    private int refusals;
    private long limitFrames;

    /// <summary>A take whose first frame is held in the ring.</summary>
    /// <param name="files">Its files, owned from now on.</param>
    /// <param name="memory">Where its frames are, and where frames are missing.</param>
    /// <param name="startFrame">Ring frame of its first frame.</param>
    /// <param name="limitFrames">Length at which it ends by itself.</param>
    /// <param name="isSequel">Whether it goes on where another take was cut, so that a gap right there is its own.</param>
    public TakeWriter(TakeFiles files, EngineMemory memory, long startFrame, long limitFrames, bool isSequel)
        : this(files, memory, startFrame, limitFrames)
    {
        gapIndex = gaps.FirstFrom(isSequel ? startFrame : startFrame + 1);
        lostBefore = gaps.TotalLostFrames;
        for (var i = gapIndex; i < gaps.Count; i++)
            lostBefore -= gaps[i].LostFrames;
        FirstGap = gapIndex;
        Copy.Tell(startFrame, FirstGap);
    }

    /// <summary>A take that a killed engine left, its next frame held in the ring.</summary>
    /// <param name="files">Its files, owned from now on.</param>
    /// <param name="memory">What that engine left.</param>
    /// <param name="standing">How far the take has come.</param>
    /// <param name="story">What its journal says.</param>
    public TakeWriter(TakeFiles files, EngineMemory memory, in TakeStanding standing, TakeJournal story)
        : this(files, memory, standing.StartFrame, standing.LimitFrames)
    {
        (NextFrame, WrittenFrames) = (standing.NextFrame, standing.WrittenFrames);
        Boundary.TakeUp(NextFrame, standing.IsEnding ? standing.BoundaryFrame : null);
        (gapIndex, gapFramesDone, lostFrames, lostBefore) = (standing.GapIndex, standing.GapFramesDone, standing.LostFrames, standing.LostBefore);
        if (!story.Dropouts.IsEmpty)
            toldGap = story.Dropouts[^1];
        if (gapFramesDone > 0)
            gapFrames = Math.Min(GapFramesAt(WrittenFrames - gapFramesDone), LimitFrames - WrittenFrames + gapFramesDone);
        DropoutCount = standing.DropoutCount;
        rates.TakeUp(story);
        TakeUpLeft(story);
        safeFrames = story.LastCommit.SafeFrames;
        stopReason = standing.StopReason;
        Markers.TakeUp(story);
        FirstGap = gaps.Count;
        for (var lost = gaps.TotalLostFrames - lostBefore; lost > 0 && FirstGap > 0 && gaps.Count - FirstGap < GapLog.Capacity; FirstGap--)
            lost -= gaps[FirstGap - 1].LostFrames;
        Copy.Tell(standing.StartFrame, FirstGap);
        tail.TakeUp(files, story.Tails.IsEmpty ? safeFrames : story.Tails[^1].ToFrame, WrittenFrames);
    }

    private TakeWriter(TakeFiles files, EngineMemory memory, long startFrame, long limitFrames)
    {
        (this.files, ring, gaps) = (files, memory.Ring, memory.Gaps);
        bytesPerSample = files.Start.Format.BytesPerSample();
        tail = new WrittenTail(files.Tracks.Length);
        rates = new TakeRates(files.Start);
        Markers = new TakeMarkers(files.Start.TakeNumber, memory.Markers);
        StartFrame = NextFrame = startFrame;
        Boundary = new TakeBoundary(Copy, startFrame);
        this.limitFrames = limitFrames;
    }

    /// <summary>The take's files.</summary>
    public TakeFiles Files => files;

    /// <summary>What it and its second copy know of each other.</summary>
    public CopyLink Copy { get; } = new();

    /// <summary>Frames that its second copy alone has.</summary>
    public LeftToCopy Left { get; } = new();

    /// <summary>Index of the first gap in the log that is the take's own.</summary>
    public long FirstGap { get; }

    /// <summary>Where it ends.</summary>
    public TakeBoundary Boundary { get; }

    /// <summary>The take's markers.</summary>
    public TakeMarkers Markers { get; }

    /// <summary>The clock its frames come by, for its journal; null where none is known.</summary>
    public InterfaceClock? Clock { get; set; }

    /// <summary>The rates that clock was seen to run at meanwhile.</summary>
    public TakeRates Rates => rates;

    /// <summary>Its first frame among all that the interface has had, lost ones included.</summary>
    public long FirstInterfaceFrame => StartFrame + lostBefore;

    /// <summary>Ring frame of the first frame.</summary>
    public long StartFrame { get; }

    /// <summary>Length at which it ends by itself; what is written already stays.</summary>
    public long LimitFrames
    {
        get => Math.Max(Volatile.Read(ref limitFrames), WrittenFrames);
        set => Volatile.Write(ref limitFrames, value);
    }

    /// <summary>Whether it is a layer of a take rather than a take.</summary>
    public bool IsLayer => files.Start.Layer > 0;

    /// <summary>Ring frame to be written next; what lies before it is not needed any more.</summary>
    public long NextFrame { get; private set; }

    /// <summary>Ring frame from which on frames are needed: the next one, or the first that is not left to the second copy.</summary>
    public long NeededFrame => Math.Max(NextFrame, Left.BeforeFrame);

    /// <summary>Index of the next gap in the log; earlier ones are not needed any more.</summary>
    public long NextGap => gapIndex;

    /// <summary>Frames written to every track.</summary>
    public long WrittenFrames { get; private set; }

    /// <summary>Frames of every track that are safe on disk.</summary>
    public long SafeFrames => Volatile.Read(ref safeFrames);

    /// <summary>Frames that were lost, with silence in their place.</summary>
    public long LostFrames => Volatile.Read(ref lostFrames);

    /// <summary>Any thread: frames lost so far, also those whose silence is not written yet.</summary>
    public long CountLost() => IsGoingOn ? gaps.TotalLostFrames - lostBefore : LostFrames;

    /// <summary>Dropouts written to the journal.</summary>
    public int DropoutCount { get; private set; }

    /// <summary>How far it has come.</summary>
    public TakePhase Phase { get; private set; }

    /// <summary>Why it ends; <see cref="StopReason.Unknown"/> while it runs.</summary>
    public StopReason StopReason => (StopReason)Volatile.Read(ref stopReason);

    /// <summary>Whether the store has refused something; then it is not asked again at once.</summary>
    public bool IsBroken => refusals > 0;

    /// <summary>Bytes that no finished commit covers.</summary>
    public long UnsafeBytes => (WrittenFrames - safeFrames) * bytesPerSample * files.Tracks.Length;

    /// <summary>Whether a commit would bring it forward.</summary>
    public bool NeedsCommit => Phase is TakePhase.Sized or TakePhase.Finished
        || (Phase != TakePhase.Closed && (WrittenFrames > safeFrames || Phase == TakePhase.Drained));

    /// <summary>What a successor must know to go on; none while there is nothing to go on with.</summary>
    public TakeStanding Standing => Phase != TakePhase.Running ? default : new TakeStanding
    {
        TakeNumber = files.Start.TakeNumber,
        Layer = files.Start.Layer,
        StopReason = Volatile.Read(ref stopReason),
        StartFrame = StartFrame,
        LimitFrames = LimitFrames,
        BoundaryFrame = Boundary.Frame,
        NextFrame = NextFrame,
        WrittenFrames = WrittenFrames,
        GapIndex = gapIndex,
        GapFramesDone = gapFramesDone,
        LostFrames = lostFrames,
        LostBefore = lostBefore,
        DropoutCount = DropoutCount,
    };

    /// <summary>Length so far, frames in memory and lost ones included.</summary>
    public long CapturedFrames => IsGoingOn
        ? Math.Clamp(Math.Min(ring.WrittenFrames, Boundary.Frame) - StartFrame + gaps.TotalLostFrames - lostBefore, 0, LimitFrames)
        : WrittenFrames;

    private bool IsGoingOn => Phase == TakePhase.Running || Copy.IsCarrying;

    /// <summary>The take ends at its boundary; false when it ends already.</summary>
    public bool TryEnd(StopReason reason) => Interlocked.CompareExchange(ref stopReason, (int)reason, 0) == 0;

    /// <summary>Disk thread: writes what the ring has; without <paramref name="flush"/> only whole rounds.</summary>
    /// <param name="buffer">Its length is one round.</param>
    /// <param name="flush">Also what is less than a round.</param>
    /// <param name="hasWritten">Whether anything was there to write.</param>
    public StoreError Write(PackBuffer buffer, bool flush, out bool hasWritten)
    {
        hasWritten = false;
        for (var rounds = 0; Phase == TakePhase.Running && rounds < MaxRounds; rounds++)
        {
            var error = PlaceMarkers();
            var before = WrittenFrames;
            if (error == StoreError.None)
                error = IsAtGap ? WriteSilence(buffer) : WriteRound(buffer, flush);
            if (error != StoreError.None)
                return error;
            if (WrittenFrames == before)
                return EndIfDrained();
            hasWritten = true;
        }
        return StoreError.None;
    }

    /// <summary>Disk thread: journal and headers say what the last commit made safe; the coming one covers all written by now.</summary>
    public StoreError PrepareCommit()
    {
        var error = StoreError.None;
        if (Phase == TakePhase.Drained && safeFrames == WrittenFrames)
            return Finish();
        // Not earlier: a journal that calls the take ended keeps recovery from sizes that were still on their way.
        if (Phase == TakePhase.Sized)
            return TellEnd();
        if (Phase is TakePhase.Running or TakePhase.Drained && safeFrames > headerFrames)
        {
            error = files.Journal.Commit(safeFrames, CapturedFrames);
            for (var i = 0; error == StoreError.None && i < files.Tracks.Length; i++)
                error = files.Tracks[i].AdvanceHeader(safeFrames * bytesPerSample);
            headerFrames = safeFrames;
        }
        if (error == StoreError.None)
            error = rates.TellTo(files.Journal, Clock, FirstInterfaceFrame);
        if (error == StoreError.None)
            error = tail.TellTo(files.Journal, WrittenFrames);
        inFlightFrames = WrittenFrames;
        return error;
    }

    /// <summary>Disk thread: the commit prepared last has succeeded.</summary>
    public void AcceptCommit()
    {
        if (inFlightFrames < 0)
            return;
        Volatile.Write(ref safeFrames, Math.Min(inFlightFrames, WrittenFrames));
        inFlightFrames = -1;
        if (Phase == TakePhase.Finished)
            Phase = TakePhase.Closed;
    }

    /// <summary>
    /// Disk thread: the store refuses. The take ends where all tracks are whole: after a failed write at the last whole round,
    /// after a failed commit at what an earlier one made safe. Its last words are tried again for a while; if they cannot be
    /// said, recovery says them at the next start.
    /// </summary>
    public void EndBroken(StoreError error, bool wasCommit)
    {
        Volatile.Write(ref stopReason, (int)(error == StoreError.Full ? StopReason.DiskFull : StopReason.DiskError));
        inFlightFrames = -1;
        if (++refusals > MaxRefusals)
            Phase = TakePhase.Closed;
        if (Phase is TakePhase.Finished or TakePhase.Closed)
            return;
        if (wasCommit)
        {
            WrittenFrames = safeFrames;
            tail.Forget();
        }
        foreach (var track in files.Tracks)
            track.CutTo(WrittenFrames);
        Phase = TakePhase.Drained;
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();

    private bool IsAtGap => gapIndex < gaps.Count && gaps[gapIndex].RingFrame <= NextFrame
        && (HasReachedEnd ? StopReason != StopReason.Cut : ring.WrittenFrames > NextFrame || IsAllThere);

    // Up to a length that was settled, the frames that never came included: the interface may be gone for good.
    private bool IsAllThere => Volatile.Read(ref limitFrames) != long.MaxValue && CapturedFrames >= LimitFrames;

    private bool HasReachedEnd => StopReason != StopReason.Unknown && NextFrame == Boundary.Frame;

    private StoreError EndIfDrained()
    {
        if (WrittenFrames == LimitFrames)
        {
            // Also when the input ended meanwhile, beyond what was asked for.
            Interlocked.CompareExchange(ref stopReason, (int)StopReason.Asked, (int)StopReason.InputEnded);
            if (TryEnd(StopReason.Asked))
                Boundary.Set(NextFrame);
        }
        if (WrittenFrames == LimitFrames || HasReachedEnd)
        {
            while (Markers.NextRingFrame != long.MaxValue)
            {
                var error = Markers.PlaceNext(WrittenFrames, files.Journal);
                if (error != StoreError.None)
                    return error;
            }
            Phase = TakePhase.Drained;
        }
        return StoreError.None;
    }

    private StoreError PlaceMarkers()
    {
        var error = StoreError.None;
        while (error == StoreError.None && Markers.NextRingFrame <= NextFrame)
            error = Markers.PlaceNext(WrittenFrames, files.Journal);
        return error;
    }

    private StoreError WriteRound(PackBuffer buffer, bool flush)
    {
        var stop = Math.Min(ring.WrittenFrames, Markers.NextRingFrame);
        if (gapIndex < gaps.Count)
            stop = Math.Min(stop, gaps[gapIndex].RingFrame);
        // A layer may begin with a frame that is only about to come.
        if (stop < NextFrame)
            return StoreError.None;
        if (NextFrame < Left.BeforeFrame)
            return WriteLeft(buffer, stop);
        var frames = (int)Math.Min(Math.Min(stop - NextFrame, buffer.Frames), LimitFrames - WrittenFrames);
        if (frames < buffer.Frames && stop == ring.WrittenFrames && WrittenFrames + frames < LimitFrames && !flush)
            return StoreError.None;
        var block = ring.Read(NextFrame, frames);
        frames = Boundary.Claim(NextFrame, block.Frames);
        for (var i = 0; i < files.Tracks.Length && frames > 0; i++)
        {
            var words = block.Channel(files.Start.Tracks[i].Input)[..frames];
            var packed = buffer.Pack(words, files.Start.Format);
            // A write that stood still for longer than memory lasts, and the tracks behind it.
            if (!Left.WasThere(NextFrame))
            {
                Undo();
                return StoreError.None;
            }
            var error = Append(i, packed);
            if (error != StoreError.None)
                return error;
        }
        tail.EndRound();
        NextFrame += frames;
        WrittenFrames += frames;
        return StoreError.None;
    }

    // A round counts when it is in all tracks.
    private void Undo()
    {
        foreach (var track in files.Tracks)
            track.CutTo(WrittenFrames);
        tail.Undo();
    }

    // The second copy alone has what lies before LeftToCopy.BeforeFrame: told before the silence, as a gap is.
    private StoreError WriteLeft(PackBuffer buffer, long stop)
    {
        // A take without a limit has the largest number there is for one.
        var end = NextFrame + Math.Min(Math.Min(stop, Left.BeforeFrame) - NextFrame, LimitFrames - WrittenFrames);
        var frames = Boundary.Claim(NextFrame, (int)Math.Min(end - NextFrame, buffer.Frames));
        if (frames <= 0)
            return StoreError.None;
        if (NextFrame >= toldLeftUntil)
        {
            var refused = files.Journal.Dropout(new Dropout(WrittenFrames, end - NextFrame, true, DropoutCause.SecondCopyOnly));
            if (refused != StoreError.None)
                return refused;
            toldLeftUntil = end;
        }
        frames = (int)Math.Min(frames, toldLeftUntil - NextFrame);
        var error = AppendSilence(buffer, frames);
        if (error != StoreError.None)
            return error;
        Left.Add(WrittenFrames, frames);
        NextFrame += frames;
        WrittenFrames += frames;
        return StoreError.None;
    }

    private void TakeUpLeft(TakeJournal story)
    {
        foreach (var dropout in story.Dropouts)
        {
            if (dropout.Cause != DropoutCause.SecondCopyOnly || dropout.StartFrame >= WrittenFrames)
                continue;
            var end = dropout.StartFrame + dropout.Frames;
            Left.Add(dropout.StartFrame, Math.Min(end, WrittenFrames) - dropout.StartFrame);
        }
        // What is not held any more was let go of to the second copy.
        if (ring.IsHeld && ring.HeldFrom > NextFrame)
            Left.LetGo(ring.HeldFrom);
        if (story.Dropouts is [.., { Cause: DropoutCause.SecondCopyOnly } last] && last.StartFrame + last.Frames > WrittenFrames)
            toldLeftUntil = NextFrame + last.StartFrame + last.Frames - WrittenFrames;
    }

    private StoreError AppendSilence(PackBuffer buffer, int frames)
    {
        for (var i = 0; i < files.Tracks.Length; i++)
        {
            var error = Append(i, buffer.Silence(frames, files.Start.Format));
            if (error != StoreError.None)
                return error;
        }
        tail.EndRound();
        return StoreError.None;
    }

    private StoreError WriteSilence(PackBuffer buffer)
    {
        if (gapFramesDone == 0 && TellGap() is var refused and not StoreError.None)
            return refused;
        var frames = (int)Math.Min(gapFrames - gapFramesDone, buffer.Frames);
        var error = AppendSilence(buffer, frames);
        if (error != StoreError.None)
            return error;
        gapFramesDone += frames;
        WrittenFrames += frames;
        Volatile.Write(ref lostFrames, lostFrames + frames);
        if (gapFramesDone == gapFrames)
        {
            gapFramesDone = 0;
            gapIndex++;
        }
        return StoreError.None;
    }

    private StoreError Append(int track, ReadOnlySpan<byte> bytes)
    {
        tail.Append(track, bytes);
        return files.Tracks[track].Append(bytes);
    }

    // Before the silence that stands for it: killed in between, nobody takes that silence for sound.
    private StoreError TellGap()
    {
        var gap = gaps[gapIndex];
        gapFrames = Math.Min(GapFramesAt(WrittenFrames), LimitFrames - WrittenFrames);
        DropoutCount++;
        // The engine before came to tell of it and no further.
        if (WrittenFrames <= toldGap.StartFrame)
            return StoreError.None;
        return files.Journal.Dropout(new Dropout(WrittenFrames, gapFrames, gap.IsExact, gap.Cause));
    }

    // One at the end of a take may have grown since the engine before told of it: what the journal says of it holds.
    private long GapFramesAt(long frame) => frame == toldGap.StartFrame ? toldGap.Frames : gaps[gapIndex].LostFrames;

    private StoreError Finish()
    {
        var error = files.Finish(Markers.Within(WrittenFrames));
        // Without room for the markers in the files the take is whole all the same: the journal has them.
        if (error == StoreError.Full)
            error = files.Finish([]);
        return Await(error, TakePhase.Sized);
    }

    private StoreError TellEnd()
    {
        var error = rates.TellTo(files.Journal, Clock, FirstInterfaceFrame);
        if (error == StoreError.None && Clock is { TakeDriftPpm: var driftPpm } && double.IsFinite(driftPpm))
            error = files.Journal.Clock(driftPpm);
        if (error == StoreError.None)
            error = files.Journal.Stop(WrittenFrames, StopReason);
        return Await(error, TakePhase.Finished);
    }

    private StoreError Await(StoreError error, TakePhase phase)
    {
        if (error != StoreError.None)
            return error;
        inFlightFrames = WrittenFrames;
        Phase = phase;
        return StoreError.None;
    }
}
