using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;
using Recorder.Engine.Survival;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>
/// Carries takes, and layers of takes, from the ring to their files and has them committed (<see cref="CommitRounds"/>).
/// </summary>
/// <remarks>
/// Design: the loop itself never waits for a flush; it goes on writing while one is under way, up to
/// <see cref="MaxUnsafeBytes"/>, beyond which frames stay in the ring.
/// </remarks>
internal sealed class DiskLoop : IDisposable
{
    /// <summary>Wall clock between two writes, of which each is a call to the disk a track; what is not yet written is in memory, which outlives a killed engine.</summary>
    public static readonly TimeSpan WriteEvery = CommitRounds.Every;

    /// <summary>Written bytes without a finished commit; more would only make the commit slower.</summary>
    public const long MaxUnsafeBytes = 64 << 20;

    // A look at what moves on without anybody's word: a beginning, an end, a store that refuses.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    // Room in memory below which frames that the second copy has are let go of: longer than a healthy stick keeps its thread.
    private const double SpareSeconds = 5;

    private readonly FrameRing ring;
    private readonly GapLog gaps;
    private readonly TakeBoard board;
    private readonly TransportMachine transport;
    private readonly CommitRounds commits;
    private readonly CalmWatch calm;
    private readonly TimeProvider time;
    private readonly PackBuffer buffer;
    private readonly bool isPaced;
    private readonly long spareFrames;
    private readonly Func<bool> hasInputEnded;
    private readonly TakeWriter?[] takes = new TakeWriter?[TakeBoard.Capacity];
    private readonly Lock holding = new();
    private TakeWriter? current;
    private TakeWriter? layer;
    private long heldFrame = long.MaxValue;
    private long askedFrame = long.MaxValue;
    private long askedGap = GapLog.NoneHeld;
    private int calmsOwed;
    private volatile bool isPreparing;
    private TakeWriter? incoming;
    private int expectsSequel;
    private long writtenAt;

    // From the first take of a row until the transport is idle again.
    private volatile bool hasTakes;

    public DiskLoop(
        EngineMemory memory, TransportMachine transport, CommitLoop commits, CalmWatch calm, TimeProvider time,
        SampleFormat wordFormat, bool isPaced, int roundFrames, Func<bool> hasInputEnded)
    {
        (ring, gaps, board) = (memory.Ring, memory.Gaps, memory.Takes);
        (this.transport, this.calm, this.time) = (transport, calm, time);
        this.commits = new CommitRounds(takes, commits, calm, time);
        (this.isPaced, this.hasInputEnded) = (isPaced, hasInputEnded);
        buffer = new PackBuffer(roundFrames, wordFormat);
        spareFrames = (long)Math.Min(SpareSeconds * memory.RateHz, ring.CapacityFrames / 4);
    }

    /// <summary>The take whose frames are being written, or the last one.</summary>
    public TakeWriter? Current => Volatile.Read(ref current);

    /// <summary>The layer being recorded, or the last one.</summary>
    public TakeWriter? CurrentLayer => Volatile.Read(ref layer);

    /// <summary>Whether takes or layers are on their way to disk.</summary>
    public bool IsBusy => hasTakes || IsMoreComing;

    /// <summary>Disk thread: how long there is nothing to do if nobody wakes the loop.</summary>
    public TimeSpan Patience
    {
        get
        {
            if (!isPaced || !hasTakes || IsBehind)
                return LookEvery;
            var patience = WriteEvery - time.GetElapsedTime(writtenAt);
            if (commits.UntilDue is var untilDue && untilDue < patience)
                patience = untilDue;
            foreach (var take in takes)
            {
                if (take is { IsSteady: false })
                    return LookEvery;
            }
            return patience > LookEvery ? patience : LookEvery;
        }
    }

    /// <summary>Called on the disk thread with every take or layer that has been closed.</summary>
    public Action<TakeWriter>? TakeClosed { get; init; }

    /// <summary>Set before a take is bounded for a cut: the ring stays held until the sequel is handed over.</summary>
    public bool ExpectsSequel
    {
        get => Volatile.Read(ref expectsSequel) != 0;
        set => Volatile.Write(ref expectsSequel, value ? 1 : 0);
    }

    /// <summary>Control side: a prepared take, its first frame held in the ring. False when the one before is still waiting.</summary>
    public bool TryHandOver(TakeWriter take) => Interlocked.CompareExchange(ref incoming, take, null) is null;

    /// <summary>Control side: before a take or layer is prepared; nothing is collected from here on until all are closed.</summary>
    public void BeginCalm()
    {
        lock (holding)
        {
            isPreparing = true;
            CalmWatch.Calm();
            calmsOwed++;
        }
    }

    /// <summary>
    /// Control side: holds the ring from a frame on, beside what others still need, until the take or layer that is being prepared
    /// is handed over.
    /// </summary>
    /// <returns>The first frame really held: a later one when the ring has come round already.</returns>
    public long HoldFor(long frame)
    {
        lock (holding)
        {
            askedFrame = Math.Max(frame, ring.Hold(Math.Min(frame, heldFrame)));
            askedGap = gaps.FirstFrom(askedFrame);
            gaps.FirstHeld = Math.Min(gaps.FirstHeld, askedGap);
            return askedFrame;
        }
    }

    /// <summary>Control side: what was being prepared does not come.</summary>
    public void GiveUp()
    {
        lock (holding)
        {
            (askedFrame, askedGap, isPreparing) = (long.MaxValue, GapLog.NoneHeld, false);
            if (hasTakes)
                return;
            ring.Release();
            gaps.FirstHeld = GapLog.NoneHeld;
            EndCalm();
        }
    }

    /// <summary>Control side: a prepared layer; the transport moves with it, so that no other layer's end is taken for this one's.</summary>
    public bool TryPunchIn(TakeWriter punched)
    {
        lock (holding)
        {
            if (!transport.TryMove(TransportState.Playing, TransportState.Overdubbing))
                return false;
            if (TryHandOver(punched))
                return true;
            transport.TryMove(TransportState.Overdubbing, TransportState.Playing);
            return false;
        }
    }

    /// <summary>
    /// Copy thread: frames of a take before this one of the ring are safe on the stick. When memory is about to be full because
    /// the first disk stands still, it lets go of as many of them as it needs.
    /// </summary>
    public void LetGo(TakeWriter take, long safeRingFrame)
    {
        if (ring.CapacityFrames - ring.HeldFrames >= spareFrames || !take.Left.HasRoom)
            return;
        lock (holding)
        {
            var wanted = Math.Min(safeRingFrame, ring.WrittenFrames + spareFrames - ring.CapacityFrames);
            if (IsMoreComing || wanted <= heldFrame || !IsAlone(take))
                return;
            take.Left.LetGo(wanted);
            heldFrame = wanted;
            ring.Hold(wanted);
        }
    }

    /// <summary>Before the threads run: goes on with takes that a killed engine left, the earlier first.</summary>
    public void Adopt(IReadOnlyList<TakeWriter> left)
    {
        for (var i = 0; i < takes.Length; i++)
        {
            takes[i] = i < left.Count ? left[i] : null;
            board.Set(i, default);
        }
        (hasTakes, isPreparing) = (true, false);
        current = left[^1];
        TellStandings();
        (heldFrame, gaps.FirstHeld) = (left.Min(take => take.NeededFrame), left.Min(take => take.NextGap));
    }

    /// <summary>One round; false when there was nothing to do.</summary>
    public bool Step()
    {
        AcceptIncoming();
        commits.Collect();
        var worked = WriteAll();
        TellStandings();
        NoticeEnd();
        commits.Ask();
        RetireClosed();
        return worked;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var take in takes)
            take?.Dispose();
        buffer.Dispose();
    }

    private void AcceptIncoming()
    {
        var slot = 0;
        while (slot < takes.Length && takes[slot] is not null)
            slot++;
        if (slot == takes.Length || Volatile.Read(ref incoming) is not { } take)
            return;
        lock (holding)
        {
            takes[slot] = take;
            hasTakes = true;
            heldFrame = Math.Min(heldFrame, take.NeededFrame);
            (askedFrame, askedGap, isPreparing) = (long.MaxValue, GapLog.NoneHeld, false);
            if (take.IsLayer)
                Volatile.Write(ref layer, take);
            else
                Volatile.Write(ref current, take);
            Volatile.Write(ref incoming, null);
        }
        ExpectsSequel = false;
    }

    private bool WriteAll()
    {
        // Also right before a commit: what is written first is made safe by it.
        var isDue = time.GetElapsedTime(writtenAt) >= WriteEvery || commits.IsDue || IsBehind;
        var worked = false;
        foreach (var take in takes)
        {
            if (take is null || take.Phase != TakePhase.Running || take.UnsafeBytes > MaxUnsafeBytes)
                continue;
            if (hasInputEnded() && take.TryEnd(StopReason.InputEnded))
                take.Boundary.Set(ring.WrittenFrames);
            var flush = take.WrittenFrames == 0 || take.StopReason != StopReason.Unknown || (isPaced && isDue);
            var error = take.Write(buffer, flush, out var hasWritten);
            worked |= hasWritten;
            if (error != StoreError.None)
                CommitRounds.Break(take, error, wasCommit: false);
        }
        if (isDue)
            writtenAt = time.GetTimestamp();
        return worked;
    }

    // A disk that stood still has memory to empty before it runs over.
    private bool IsBehind => ring.HeldFrames > ring.CapacityFrames / 4;

    // After the writing and before the journal says anything of it; and before the ring lets go of what was written.
    private void TellStandings()
    {
        for (var i = 0; i < takes.Length; i++)
        {
            if (takes[i] is { } take)
                board.Set(i, take.Standing);
        }
    }

    private bool IsMoreComing => ExpectsSequel || Volatile.Read(ref incoming) is not null || isPreparing;

    // From here on the take may allocate again: its last words are made.
    private void NoticeEnd()
    {
        PunchOutEnded();
        var hasTake = false;
        foreach (var take in takes)
        {
            if (take is { IsLayer: false } && (take.SafeFrames > 0 || (take.Copy.IsCarrying && take.Copy.SafeFrames > 0)))
                transport.TryMove(TransportState.Starting, TransportState.Recording);
            if (take is { Phase: TakePhase.Running } or { Copy.IsCarrying: true })
                return;
            hasTake |= take is { IsLayer: false };
        }
        if (!hasTakes || IsMoreComing)
            return;
        if (hasTake)
            transport.TryMove(TransportState.Ending);
        calm.End();
    }

    // A layer that the disk ended, or its length: what plays goes on.
    private void PunchOutEnded()
    {
        if (layer is null or { Phase: TakePhase.Running } || transport.State != TransportState.Overdubbing)
            return;
        lock (holding)
        {
            if (incoming is null)
                transport.TryMove(TransportState.Overdubbing, TransportState.Playing);
        }
    }

    // Only here the ring is let go, and only while takes are still being closed: until the last is, nobody can begin another.
    private void RetireClosed()
    {
        HoldWhatIsNeeded();
        if (!hasTakes || !CloseFinished())
            return;
        lock (holding)
        {
            if (IsMoreComing)
                return;
            hasTakes = false;
            EndCalm();
        }
        transport.TryMove(TransportState.Ending, TransportState.Idle);
    }

    private bool IsAlone(TakeWriter take)
    {
        var isRunning = false;
        foreach (var other in takes)
        {
            if (other is null or { Phase: not TakePhase.Running, Copy.IsCarrying: false })
                continue;
            if (other != take || other.Copy.IsCarrying)
                return false;
            isRunning = true;
        }
        return isRunning;
    }

    private void HoldWhatIsNeeded()
    {
        lock (holding)
        {
            heldFrame = askedFrame;
            var heldGap = askedGap;
            foreach (var take in takes)
            {
                if (take is { Phase: TakePhase.Running })
                    (heldFrame, heldGap) = (Math.Min(heldFrame, take.NeededFrame), Math.Min(heldGap, take.NextGap));
                else if (take is { Copy.IsCarrying: true })
                    (heldFrame, heldGap) = (Math.Min(heldFrame, take.Copy.NextFrame), Math.Min(heldGap, take.Copy.NextGap));
            }
            if (heldFrame != long.MaxValue)
            {
                ring.Hold(heldFrame);
                gaps.FirstHeld = heldGap;
            }
            else if (hasTakes && !IsMoreComing)
            {
                ring.Release();
                gaps.FirstHeld = GapLog.NoneHeld;
            }
        }
    }

    private void EndCalm()
    {
        for (; calmsOwed > 0; calmsOwed--)
            CalmWatch.EndCalm();
    }

    // True when none is left.
    private bool CloseFinished()
    {
        var isNoneLeft = true;
        for (var i = 0; i < takes.Length; i++)
        {
            if (takes[i] is not { Phase: TakePhase.Closed, Copy.IsCarrying: false } take)
            {
                isNoneLeft &= takes[i] is null;
                continue;
            }
            var mark = CalmWatch.Mark();
            takes[i] = null;
            take.Copy.SettledFrames = take.WrittenFrames;
            take.Dispose();
            TakeClosed?.Invoke(take);
            calm.AddBudgeted(mark);
        }
        return isNoneLeft;
    }
}
