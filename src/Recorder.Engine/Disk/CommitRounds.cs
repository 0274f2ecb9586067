using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Realtime;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>
/// The commits of all takes under way: every 0.5 s of wall clock one flush for everything, at once when a take has its first
/// frames, and at its end. Disk thread.
/// </summary>
/// <remarks>
/// Design: one commit covers all that was written before it was asked for. Only when it has succeeded do journal and headers
/// say so, and those words ride with the next commit; nothing on disk ever claims what is not there.
/// </remarks>
/// <param name="takes">The takes and layers; null where there is none.</param>
/// <param name="commits">Who flushes.</param>
/// <param name="calm">Told what a take's last words allocate.</param>
/// <param name="time">Wall clock.</param>
internal sealed class CommitRounds(TakeWriter?[] takes, CommitLoop commits, CalmWatch calm, TimeProvider time)
{
    /// <summary>Wall clock between two commits.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    // A take is ended while there is still room for its last words: this many seconds of sound, and a little for journals.
    private const int ReserveSeconds = 2;
    private const long ReserveBytes = 256 << 10;

    private long askedAt;
    private bool isUnderWay;

    /// <summary>Whether it is time for one.</summary>
    public bool IsDue => UntilDue <= TimeSpan.Zero;

    /// <summary>How long until it is; while one is under way nobody knows.</summary>
    public TimeSpan UntilDue => isUnderWay ? TimeSpan.MaxValue : Every - time.GetElapsedTime(askedAt);

    /// <summary>Room that must be left for a take to begin or go on: some seconds of sound, and a little for journals.</summary>
    public static long ReserveFor(long bytesPerSecond) => ReserveBytes + ReserveSeconds * bytesPerSecond;

    /// <summary>The store refuses: with a second copy that is alive the take goes on there, and only its files here end.</summary>
    public static void Break(TakeWriter take, StoreError error, bool wasCommit)
    {
        // At the first refusal or never: a take that has ended does not begin to run again.
        if (!take.IsBroken)
            take.Copy.TryCarry();
        take.EndBroken(error, wasCommit);
    }

    /// <summary>Asks for a commit if one is due or cannot wait.</summary>
    public void Ask()
    {
        if (isUnderWay)
            return;
        var isUrgent = false;
        var isNeeded = false;
        foreach (var take in takes)
        {
            if (take is null || !take.NeedsCommit)
                continue;
            isNeeded = true;
            isUrgent |= !take.IsBroken
                && (take.SafeFrames == 0 || take.Phase != TakePhase.Running || take.UnsafeBytes > DiskLoop.MaxUnsafeBytes / 2);
        }
        if (!isNeeded || !(isUrgent || IsDue))
            return;
        foreach (var take in takes)
        {
            if (take is not { NeedsCommit: true })
                continue;
            var (mark, isFinishing) = (CalmWatch.Mark(), take.Phase == TakePhase.Drained);
            if (take.PrepareCommit() is var error && error != StoreError.None)
                Break(take, error, wasCommit: false);
            if (isFinishing)
                calm.AddBudgeted(mark);
        }
        askedAt = time.GetTimestamp();
        isUnderWay = true;
        commits.Request();
    }

    /// <summary>Takes the answer to the last one, once it is there.</summary>
    public void Collect()
    {
        if (!isUnderWay || commits.IsBusy)
            return;
        isUnderWay = false;
        foreach (var take in takes)
        {
            if (take is null)
                continue;
            if (commits.Error != StoreError.None)
                Break(take, commits.Error, wasCommit: true);
            else
                take.AcceptCommit();
            EndBeforeFull(take);
        }
    }

    private void EndBeforeFull(TakeWriter take)
    {
        var bytesPerSecond = (long)take.Files.Start.RateHz * take.Files.Start.Format.BytesPerSample() * take.Files.Tracks.Length;
        if (take.Phase != TakePhase.Running || commits.FreeBytes >= ReserveFor(bytesPerSecond))
            return;
        if (take.Copy.TryCarry())
            take.EndBroken(StoreError.Full, wasCommit: false);
        else if (take.TryEnd(StopReason.DiskFull))
            take.Boundary.Set(take.NextFrame);
    }
}
