using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Engine.Realtime;
using Recorder.Engine.Survival;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>
/// Makes a second copy of every take on a stick while it is recorded, reads it back when it is whole, and carries the take
/// alone when the first disk fails.
/// </summary>
/// <remarks>
/// Design: a thread of its own that nobody waits for. It takes frames from the ring without holding them, so a stick that
/// is slow, full, pulled or hung can delay neither capture nor the first disk. What has left the ring by the time the stick
/// is ready is read from the first disk, and only while that keeps up. At most <see cref="MaxUnsafeBytes"/> wait for a flush
/// of the stick, for all unwritten bytes of the machine count together and would slow the first disk's writer down.
/// When the first disk stands still for so long that memory is about to be full, memory lets go of what is safe on the stick
/// (<see cref="LeftToCopy"/>): the copy goes on as long as its own disk works. When the first disk fails while the copy is alive, the disk thread marks the take as carried
/// (<see cref="CopyLink.TryCarry"/>) and holds the ring for the copy from then on: now the copy is what frames are kept for,
/// and losses are counted and told as ever. A carried take ends as any other does; the copy that fails too ends it.
/// A stick that comes back is gone on with at its last flush, by a successor of an engine that was killed too.
/// </remarks>
internal sealed class SecondCopyLoop : IDisposable
{
    /// <summary>Wall clock between two writes.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(0.5);

    /// <summary>Wall clock between two flushes of the stick.</summary>
    public static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);

    /// <summary>Written bytes without a flush.</summary>
    public const long MaxUnsafeBytes = 4 << 20;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(5);

    /// <summary>A copy that is not as far as this behind the take keeps up with it.</summary>
    public const double BehindSeconds = 6;

    private const double LeisureSeconds = 3;
    private const int MostTakes = 64;
    private const int SecondChances = 2;
    private const int VerifyBlockBytes = 1 << 20;

    private readonly EngineMemory memory;
    private readonly DiskLoop disk;
    private readonly CalmWatch calm;
    private readonly TimeProvider time;
    private readonly string sessionName;
    private readonly Func<string, SecondStore?>? openStore;
    private readonly Func<bool> hasInputEnded;
    private readonly PackBuffer buffer;
    private readonly FirstCopy first;
    private readonly byte[] verifyBlock;
    private readonly Lock gate = new();
    private readonly Queue<CopyTake> expected = new(MostTakes);
    private readonly Queue<CopyTake> takes = new(MostTakes);
    private readonly Queue<CopyVerifier> verifiers = new(MostTakes);
    private string? wantedFolder;
    private string folder = "";
    private bool isFolderTold;
    private int timesBegunAnew;
    private SecondStore? stick;
    private StoreError trouble;
    private SecondCopyReport? lastReport;
    private TimeSpan retryAfter = FirstRetry;
    private long failedAt;
    private int chancesLeft = SecondChances;
    private long writtenAt;
    private long committedAt;
    private Standing standing;

    public SecondCopyLoop(
        EngineMemory memory, IRecordingStore firstStore, DiskLoop disk, CalmWatch calm, TimeProvider time, SampleFormat wordFormat, int rateHz,
        string sessionName, Func<string, SecondStore?>? openStore, Func<bool> hasInputEnded)
    {
        (this.memory, this.disk, this.calm, this.time, this.sessionName) = (memory, disk, calm, time, sessionName);
        (this.openStore, this.hasInputEnded) = (openStore, hasInputEnded);
        first = new FirstCopy(firstStore, () => disk.Current is not { Phase: TakePhase.Running } running
            || running.CapturedFrames - running.SafeFrames < LeisureSeconds * rateHz);
        buffer = new PackBuffer(Math.Max(1, rateHz / 4), wordFormat);
        verifyBlock = openStore is null ? [] : new byte[VerifyBlockBytes];
    }

    /// <summary>What became of the last one; null before the first.</summary>
    public SecondCopyReport? LastReport => Volatile.Read(ref lastReport);

    /// <summary>Whether a copy is being written or read back and may still be finished.</summary>
    public bool IsBusy
    {
        get
        {
            lock (gate)
                return expected.Count > 0 || standing.IsBusy;
        }
    }

    /// <summary>Control side: the stick's folder; empty is none. A running take follows at once.</summary>
    public void SetFolder(string newFolder) => Volatile.Write(ref wantedFolder, openStore is null ? "" : newFolder);

    /// <summary>Control side: a take has begun.</summary>
    public void Expect(TakeWriter take)
    {
        if (openStore is null)
            return;
        var copy = new CopyTake(take, memory, sessionName);
        lock (gate)
        {
            if (expected.Count < MostTakes)
                expected.Enqueue(copy);
        }
    }

    /// <summary>Any thread, without waiting: what the snapshot says of it; at a moment of change what it said before.</summary>
    public void CopyTo(ref SecondCopySnapshot snapshot)
    {
        if (!gate.TryEnter())
            return;
        snapshot = standing.Snapshot;
        gate.Exit();
    }

    /// <summary>Copy thread: one round; false when there was nothing to do.</summary>
    public bool Step()
    {
        AcceptExpected();
        FollowFolder();
        // What is to be read back does not wait for a take whose stick is away.
        var isAway = folder.Length == 0 && verifiers.Count > 0;
        var worked = takes.TryPeek(out var take) && !isAway ? Copy(take) : Verify();
        Describe();
        return worked;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LetGo();
        foreach (var verifier in verifiers)
            verifier.Dispose();
        first.Dispose();
        buffer.Dispose();
    }

    private void AcceptExpected()
    {
        lock (gate)
        {
            while (takes.Count < MostTakes && expected.TryDequeue(out var take))
            {
                takes.Enqueue(take);
                if (stick is not null)
                    take.Source.Copy.Begin();
            }
        }
    }

    private void FollowFolder()
    {
        var wanted = Volatile.Read(ref wantedFolder);
        if (wanted is null || (isFolderTold && wanted == folder))
            return;
        isFolderTold = true;
        LetGo();
        (folder, trouble, retryAfter, failedAt) = (wanted, StoreError.None, FirstRetry, 0);
    }

    private bool Copy(CopyTake take)
    {
        if (folder.Length == 0)
        {
            DropUnbegun();
            return false;
        }
        if (!IsRipe() || !TryAttach(take))
            return false;
        if (take.Source.Copy.IsCarrying && hasInputEnded() && take.Source.Boundary.IsOpen)
            take.Source.Boundary.Set(memory.Ring.WrittenFrames);
        var error = Write(take, out var worked);
        if (error == StoreError.None && take.IsComplete)
            return Finish(take, StoreError.None);
        if (error == StoreError.None && take.UnsafeBytes > 0
            && (take.UnsafeBytes >= MaxUnsafeBytes || time.GetElapsedTime(committedAt) >= CommitEvery))
        {
            error = take.Commit(stick!);
            if (error == StoreError.None)
                chancesLeft = SecondChances;
            committedAt = time.GetTimestamp();
        }
        if (error == StoreError.None && !take.Source.Copy.IsCarrying)
            disk.LetGo(take.Source, take.SafeRingFrame);
        if (error == StoreError.Full)
            return Finish(take, error);
        if (error != StoreError.None)
            Fail(error);
        return worked && error == StoreError.None;
    }

    // Nobody waits for the copy of an ended take that was never begun; one that was goes on when its stick is back.
    private void DropUnbegun()
    {
        for (var left = takes.Count; left > 0; left--)
        {
            var take = takes.Dequeue();
            if (take.IsBegun || take.Source.Copy.SettledFrames < 0)
                takes.Enqueue(take);
        }
    }

    // After an error the stick is left alone for a while, each time for longer.
    private bool IsRipe() => trouble == StoreError.None || time.GetElapsedTime(failedAt) >= retryAfter;

    private StoreError Write(CopyTake take, out bool worked)
    {
        worked = false;
        var isDue = time.GetElapsedTime(writtenAt) >= WriteEvery || take.Source.Copy.SettledFrames >= 0
            || !take.Source.Boundary.IsOpen || take.LagFrames > buffer.Frames * 4L;
        if (!isDue)
            return StoreError.None;
        writtenAt = time.GetTimestamp();
        if (stick!.Store.FreeBytes < CommitRounds.ReserveFor(take.BytesPerSecond))
            return StoreError.Full;
        var (mark, parts) = (CalmWatch.Mark(), take.Parts.Count);
        var error = take.Write(stick, buffer, first, out worked);
        if (take.Parts.Count != parts)
            calm.AddBudgeted(mark);
        return error;
    }

    private bool TryAttach(CopyTake take)
    {
        if (stick is not null && take.IsOpen)
            return true;
        var mark = CalmWatch.Mark();
        try
        {
            stick ??= openStore!(folder);
            var before = take.TimesBegunAnew;
            var error = stick is null ? StoreError.Gone : take.Open(stick);
            timesBegunAnew += take.TimesBegunAnew - before;
            if (take.IsLost)
            {
                takes.Dequeue();
                Report(take, isWhole: false, isIdentical: false, error);
            }
            else if (error != StoreError.None)
            {
                Fail(error);
            }
        }
        catch (RecorderException)
        {
            Fail(StoreError.Gone);
        }
        calm.AddBudgeted(mark);
        if (stick is null || !take.IsOpen)
            return false;
        foreach (var waiting in takes)
            waiting.Source.Copy.Begin();
        committedAt = time.GetTimestamp();
        trouble = StoreError.None;
        return true;
    }

    // Whole, or as much of it as there was room for.
    private bool Finish(CopyTake take, StoreError error)
    {
        var mark = CalmWatch.Mark();
        var isWhole = error == StoreError.None;
        var reason = !isWhole ? StopReason.DiskFull
            : take.Source.Copy.IsCarrying || take.Source.StopReason is StopReason.DiskFull or StopReason.DiskError ? StopReason.Asked
            : take.Source.StopReason;
        var closing = take.Close(stick!, reason);
        if (closing is not (StoreError.None or StoreError.Full))
        {
            Fail(closing);
            return false;
        }
        takes.Dequeue();
        take.Drop();
        take.TellEnd(wasFull: !isWhole || closing == StoreError.Full);
        if (isWhole && closing == StoreError.None)
        {
            (retryAfter, trouble) = (FirstRetry, StoreError.None);
            verifiers.Enqueue(new CopyVerifier(take, verifyBlock));
        }
        else
        {
            trouble = StoreError.Full;
            Report(take, isWhole: false, isIdentical: false, StoreError.Full);
        }
        take.Source.Copy.End();
        calm.AddBudgeted(mark);
        return true;
    }

    private void Fail(StoreError error)
    {
        // A take that has nothing else gets a second chance at once, and stays held in the ring meanwhile.
        if (takes.TryPeek(out var take) && take.Source.Copy.IsCarrying && chancesLeft-- > 0)
        {
            take.Drop();
            CloseStick();
            return;
        }
        if (trouble != StoreError.None)
            retryAfter = TimeSpan.FromTicks(Math.Min(2 * retryAfter.Ticks, LastRetry.Ticks));
        (trouble, failedAt) = (error, time.GetTimestamp());
        Release();
    }

    // Switched off, or the host says that the stick is gone: what is written is made safe, if that can be done.
    private void LetGo()
    {
        if (stick is not null && takes.TryPeek(out var take) && take.IsOpen)
            take.Commit(stick);
        Release();
    }

    private void Release()
    {
        foreach (var take in takes)
        {
            take.Drop();
            take.Source.Copy.End();
        }
        if (takes.Count == 0)
            first.Dispose();
        CloseStick();
    }

    private void CloseStick()
    {
        (stick?.Store as IDisposable)?.Dispose();
        stick = null;
    }

    private bool Verify()
    {
        if (!verifiers.TryPeek(out var verifier))
        {
            if (stick is not null)
                LetGo();
            return false;
        }
        var mark = CalmWatch.Mark();
        try
        {
            stick ??= folder.Length > 0 ? openStore!(folder) : null;
            if (stick is not null)
                verifier.Step(stick.Store);
        }
        catch (RecorderException)
        {
            stick = null;
        }
        if (stick is null || verifier.IsDone)
        {
            verifiers.Dequeue().Dispose();
            Report(verifier.Take, isWhole: true, verifier.IsDone && verifier.IsIdentical, stick is null ? StoreError.Gone : verifier.Error);
        }
        calm.AddBudgeted(mark);
        return true;
    }

    private void Report(CopyTake take, bool isWhole, bool isIdentical, StoreError error) => Volatile.Write(
        ref lastReport,
        new SecondCopyReport(
            take.Source.Files.Start.TakeNumber, [.. take.Parts.Select(part => part.Root)], take.Parts.Sum(part => part.Frames), isWhole,
            isIdentical, error, take.TimesBegunAnew > 0));

    private void Describe()
    {
        takes.TryPeek(out var take);
        var snapshot = new CopyDescription(take, folder.Length > 0, isFolderTold, trouble, lastReport, verifiers.Count > 0, timesBegunAnew)
            .ToSnapshot((long)(BehindSeconds * memory.RateHz));
        lock (gate)
            standing = new Standing(snapshot, verifiers.Count > 0 || (takes.Count > 0 && folder.Length > 0 && trouble == StoreError.None));
    }

    private readonly record struct Standing(SecondCopySnapshot Snapshot, bool IsBusy);
}
