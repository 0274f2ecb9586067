namespace Recorder.Engine.Overdub;

/// <summary>Where the interface was when it was last asked: written by the capture thread, read by others, nothing locks.</summary>
internal sealed class ClockMoment
{
    private int version;
    private long position;
    private long ticks;

    /// <summary>Capture thread: by then so many frames had come, lost ones included.</summary>
    public void Set(long framePosition, long atTicks)
    {
        Volatile.Write(ref version, version + 1);
        Interlocked.MemoryBarrier();
        (position, ticks) = (framePosition, atTicks);
        Volatile.Write(ref version, version + 1);
    }

    /// <summary>Any thread: the newest reading; false before the first, or when it is being written too often to be read.</summary>
    public bool TryRead(out long framePosition, out long atTicks)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            var before = Volatile.Read(ref version);
            (framePosition, atTicks) = (Volatile.Read(ref position), Volatile.Read(ref ticks));
            Interlocked.MemoryBarrier();
            if (before > 0 && (before & 1) == 0 && before == Volatile.Read(ref version))
                return true;
        }
        (framePosition, atTicks) = (0, 0);
        return false;
    }
}
