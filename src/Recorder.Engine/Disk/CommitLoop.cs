using Recorder.Core.Ports;

namespace Recorder.Engine.Disk;

/// <summary>
/// Flushes the store on a thread of its own, so that frames go on into files while a card takes seconds over a commit.
/// </summary>
/// <remarks>One request at a time: the disk thread asks, this thread answers, both by counting.</remarks>
internal sealed class CommitLoop(IRecordingStore store, TimeProvider time)
{
    private long requested;
    private long completed;
    private long longestTicks;
    private long freeBytes = store.FreeBytes;
    private int error;

    /// <summary>Whether a commit has been asked for that is not done.</summary>
    public bool IsBusy => Volatile.Read(ref completed) != Volatile.Read(ref requested);

    /// <summary>How the last commit ended.</summary>
    public StoreError Error => (StoreError)Volatile.Read(ref error);

    /// <summary>Room on the disk as of the last look.</summary>
    public long FreeBytes => Volatile.Read(ref freeBytes);

    /// <summary>The longest commit so far, in seconds.</summary>
    public double LongestSeconds => (double)Volatile.Read(ref longestTicks) / time.TimestampFrequency;

    /// <summary>Commits done.</summary>
    public long Count => Volatile.Read(ref completed);

    /// <summary>Disk thread: asks for a commit; not while one is under way.</summary>
    public void Request() => Volatile.Write(ref requested, requested + 1);

    /// <summary>Commit thread: does what was asked; false when nothing was.</summary>
    public bool Step()
    {
        if (!IsBusy)
            return false;
        var startedAt = time.GetTimestamp();
        Volatile.Write(ref error, (int)store.Commit());
        Volatile.Write(ref longestTicks, Math.Max(longestTicks, time.GetTimestamp() - startedAt));
        LookAtRoom();
        Volatile.Write(ref completed, completed + 1);
        return true;
    }

    /// <summary>Asks the disk how much room it has.</summary>
    public void LookAtRoom() => Volatile.Write(ref freeBytes, store.FreeBytes);
}
