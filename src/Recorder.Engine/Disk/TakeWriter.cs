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
    private readonly GapWalk gaps;
    private readonly int bytesPerSample;
    private readonly TrackRounds rounds;
    private readonly TakeRates rates;
    private int stopReason;
    private long safeFrames;
    private long headerFrames;
    private long inFlightFrames = -1;
    private int refusals;
    private long limitFrames;

    /// <summary>A take whose first frame is held in the ring.</summary>
    /// <param name="files">Its files, owned from now on.</param>
    /// <param name="memory">Where its frames are, and where frames are missing.</param>
    /// <param name="startFrame">Ring frame of its first frame.</param>
    /// <param name="limitFrames">Length at which it ends by itself.</param>
    /// <param name="isSequel">Whether it goes on where another take was cut, so that a gap right there is its own.</param>
    public TakeWriter(TakeFiles files, EngineMemory memory, long startFrame, long limitFrames, bool isSequel)
        : this(files, memory, new GapWalk(memory.Gaps, isSequel ? startFrame : startFrame + 1), startFrame, limitFrames)
    {
    }

    /// <summary>A take that a killed engine left, its next frame held in the ring.</summary>
    /// <param name="files">Its files, owned from now on.</param>
    /// <param name="memory">What that engine left.</param>
    /// <param name="standing">How far the take has come.</param>
    /// <param name="story">What its journal says.</param>
    public TakeWriter(TakeFiles files, EngineMemory memory, in TakeStanding standing, TakeJournal story)
        : this(files, memory, new GapWalk(memory.Gaps, standing, story), standing.StartFrame, standing.LimitFrames)
    {
        (NextFrame, WrittenFrames) = (standing.NextFrame, standing.WrittenFrames);
        Boundary.TakeUp(NextFrame, standing.IsEnding ? standing.BoundaryFrame : null);
        rates.TakeUp(story);
        Left.TakeUp(story, NextFrame, WrittenFrames, ring);
        safeFrames = story.LastCommit.SafeFrames;
        stopReason = standing.StopReason;
        Markers.TakeUp(story);
        rounds.Tail.TakeUp(files, story.Tails.IsEmpty ? safeFrames : story.Tails[^1].ToFrame, WrittenFrames);
    }

    private TakeWriter(TakeFiles files, EngineMemory memory, GapWalk gaps, long startFrame, long limitFrames)
    {
        (this.files, ring, this.gaps) = (files, memory.Ring, gaps);
        bytesPerSample = files.Start.Format.BytesPerSample();
        rounds = new TrackRounds(files);
        rates = new TakeRates(files.Start);
        Markers = new TakeMarkers(files.Start.TakeNumber, memory.Markers);
        StartFrame = NextFrame = startFrame;
        Boundary = new TakeBoundary(Copy, startFrame);
        this.limitFrames = limitFrames;
        Copy.Tell(startFrame, gaps.First);
    }

    /// <summary>The take's files.</summary>
    public TakeFiles Files => files;

    /// <summary>What it and its second copy know of each other.</summary>
    public CopyLink Copy { get; } = new();

    /// <summary>Frames that its second copy alone has.</summary>
    public LeftToCopy Left { get; } = new();

    /// <summary>Index of the first gap in the log that is the take's own.</summary>
    public long FirstGap => gaps.First;

    /// <summary>Where it ends.</summary>
    public TakeBoundary Boundary { get; }

    /// <summary>The take's markers.</summary>
    public TakeMarkers Markers { get; }

    /// <summary>The clock its frames come by, for its journal; null where none is known.</summary>
    public InterfaceClock? Clock { get; set; }

    /// <summary>The rates that clock was seen to run at meanwhile.</summary>
    public TakeRates Rates => rates;

    /// <summary>Its first frame among all that the interface has had, lost ones included.</summary>
    public long FirstInterfaceFrame => StartFrame + gaps.LostBefore;

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
    public long NextGap => gaps.Next;

    /// <summary>Frames written to every track.</summary>
    public long WrittenFrames { get; private set; }

    /// <summary>Frames of every track that are safe on disk.</summary>
    public long SafeFrames => Volatile.Read(ref safeFrames);

    /// <summary>Frames that were lost, with silence in their place.</summary>
    public long LostFrames => gaps.LostFrames;

    /// <summary>Any thread: frames lost so far, also those whose silence is not written yet.</summary>
    public long CountLost() => IsGoingOn ? gaps.LostSinceStart : LostFrames;

    /// <summary>Dropouts written to the journal.</summary>
    public int DropoutCount => gaps.ToldCount;

    /// <summary>How far it has come.</summary>
    public TakePhase Phase { get; private set; }

    /// <summary>Why it ends; <see cref="StopReason.Unknown"/> while it runs.</summary>
    public StopReason StopReason => (StopReason)Volatile.Read(ref stopReason);

    /// <summary>Whether the store has refused something; then it is not asked again at once.</summary>
    public bool IsBroken => refusals > 0;

    /// <summary>Bytes that no finished commit covers.</summary>
    public long UnsafeBytes => (WrittenFrames - safeFrames) * bytesPerSample * files.Tracks.Length;

    /// <summary>Whether it goes on without anything new: it has been committed and does not end.</summary>
    public bool IsSteady => Phase == TakePhase.Running && SafeFrames > 0 && StopReason == StopReason.Unknown && !IsBroken;

    /// <summary>Whether a commit would bring it forward.</summary>
    public bool NeedsCommit => Phase is TakePhase.Sized or TakePhase.Finished
        || (Phase != TakePhase.Closed && (WrittenFrames > safeFrames || Phase == TakePhase.Drained));

    /// <summary>What a successor must know to go on; none while there is nothing to go on with.</summary>
    public TakeStanding Standing
    {
        get
        {
            if (Phase != TakePhase.Running)
                return default;
            var standing = new TakeStanding
            {
                TakeNumber = files.Start.TakeNumber,
                Layer = files.Start.Layer,
                StopReason = Volatile.Read(ref stopReason),
                StartFrame = StartFrame,
                LimitFrames = LimitFrames,
                BoundaryFrame = Boundary.Frame,
                NextFrame = NextFrame,
                WrittenFrames = WrittenFrames,
            };
            gaps.TellTo(ref standing);
            return standing;
        }
    }

    /// <summary>Length so far, frames in memory and lost ones included.</summary>
    public long CapturedFrames => IsGoingOn
        ? Math.Clamp(Math.Min(ring.WrittenFrames, Boundary.Frame) - StartFrame + gaps.LostSinceStart, 0, LimitFrames)
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
        // What comes while this is written makes a round of its own next time, and not a call to the disk for a few frames.
        var until = ring.WrittenFrames;
        for (var round = 0; Phase == TakePhase.Running && round < MaxRounds; round++)
        {
            var error = PlaceMarkers(NextFrame + 1);
            var before = WrittenFrames;
            if (error == StoreError.None)
                error = IsAtGap ? WriteSilence(buffer) : WriteRound(buffer, flush && NextFrame < until);
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
            error = rounds.Tail.TellTo(files.Journal, WrittenFrames);
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
            rounds.Tail.Forget();
        }
        rounds.CutTo(WrittenFrames);
        Phase = TakePhase.Drained;
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();

    private bool IsAtGap => gaps.NextRingFrame <= NextFrame
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
            if (PlaceMarkers(beforeFrame: long.MaxValue) is var error and not StoreError.None)
                return error;
            Phase = TakePhase.Drained;
        }
        return StoreError.None;
    }

    private StoreError PlaceMarkers(long beforeFrame)
    {
        var error = StoreError.None;
        while (error == StoreError.None && Markers.NextRingFrame < beforeFrame)
            error = Markers.PlaceNext(WrittenFrames, files.Journal);
        return error;
    }

    private StoreError WriteRound(PackBuffer buffer, bool flush)
    {
        var stop = Math.Min(Math.Min(ring.WrittenFrames, Markers.NextRingFrame), gaps.NextRingFrame);
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
        var error = rounds.Append(block, NextFrame, frames, buffer, Left, out var wasThere);
        if (!wasThere)
            rounds.CutTo(WrittenFrames);
        if (!wasThere || error != StoreError.None)
            return error;
        NextFrame += frames;
        WrittenFrames += frames;
        return StoreError.None;
    }

    // The second copy alone has what lies before LeftToCopy.BeforeFrame: told before the silence, as a gap is.
    private StoreError WriteLeft(PackBuffer buffer, long stop)
    {
        // A take without a limit has the largest number there is for one.
        var end = NextFrame + Math.Min(Math.Min(stop, Left.BeforeFrame) - NextFrame, LimitFrames - WrittenFrames);
        var frames = Boundary.Claim(NextFrame, (int)Math.Min(end - NextFrame, buffer.Frames));
        if (frames <= 0)
            return StoreError.None;
        var error = Left.TellTo(files.Journal, NextFrame, end, WrittenFrames);
        frames = (int)Math.Min(frames, Left.ToldUntil - NextFrame);
        if (error == StoreError.None)
            error = rounds.AppendSilence(buffer, frames);
        if (error != StoreError.None)
            return error;
        Left.Add(WrittenFrames, frames);
        NextFrame += frames;
        WrittenFrames += frames;
        return StoreError.None;
    }

    private StoreError WriteSilence(PackBuffer buffer)
    {
        var error = gaps.TellTo(files.Journal, WrittenFrames, LimitFrames);
        var frames = gaps.SilenceFrames(buffer.Frames);
        if (error == StoreError.None)
            error = rounds.AppendSilence(buffer, frames);
        if (error != StoreError.None)
            return error;
        gaps.Advance(frames);
        WrittenFrames += frames;
        return StoreError.None;
    }

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
