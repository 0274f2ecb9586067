namespace Recorder.Engine.SecondCopy;

/// <summary>What a take and its second copy know of each other; every word of it has one writer, or moves by compare-and-swap.</summary>
/// <remarks>
/// <code>
/// None → Live      the copy is being written (copy thread)
/// Live → Carrying  the first disk failed, the take goes on in the copy alone (disk thread)
/// Live, Carrying → None  the copy has failed or is done (copy thread)
/// </code>
/// Both ends move by compare-and-swap, so a copy and a disk that fail at the same moment cannot each rely on the other.
/// </remarks>
internal sealed class CopyLink
{
    private const int None = 0;
    private const int Live = 1;
    private const int Carrying = 2;

    private int state;
    private long claimedFrame;
    private long nextFrame;
    private long nextGap;
    private long safeFrames;
    private long settledFrames = -1;

    /// <summary>Whether the take goes on in the copy alone.</summary>
    public bool IsCarrying => Volatile.Read(ref state) == Carrying;

    /// <summary>Ring frame up to which the copy has claimed what it is about to write.</summary>
    public long ClaimedFrame
    {
        get => Volatile.Read(ref claimedFrame);
        set => Volatile.Write(ref claimedFrame, value);
    }

    /// <summary>Ring frame the copy needs next.</summary>
    public long NextFrame => Volatile.Read(ref nextFrame);

    /// <summary>Index of the gap the copy needs next.</summary>
    public long NextGap => Volatile.Read(ref nextGap);

    /// <summary>Frames that are safe on the stick.</summary>
    public long SafeFrames
    {
        get => Volatile.Read(ref safeFrames);
        set => Volatile.Write(ref safeFrames, value);
    }

    /// <summary>The take's length on the first disk, told by the disk thread when it is closed there; -1 before.</summary>
    public long SettledFrames
    {
        get => Volatile.Read(ref settledFrames);
        set => Volatile.Write(ref settledFrames, value);
    }

    /// <summary>Copy thread: the take may rely on the copy from now on.</summary>
    public void Begin() => Interlocked.CompareExchange(ref state, Live, None);

    /// <summary>Disk thread: the take goes on in the copy; false when there is none that is alive.</summary>
    public bool TryCarry() => Interlocked.CompareExchange(ref state, Carrying, Live) is Live or Carrying;

    /// <summary>Copy thread: the copy is done or has failed; the take cannot rely on it any more.</summary>
    public void End()
    {
        ClaimedFrame = 0;
        Interlocked.Exchange(ref state, None);
    }

    /// <summary>Copy thread: so far it has come.</summary>
    public void Tell(long nextRingFrame, long nextGapIndex)
    {
        Volatile.Write(ref nextGap, nextGapIndex);
        Volatile.Write(ref nextFrame, nextRingFrame);
    }
}
