namespace Recorder.Engine.Click;

/// <summary>The grid of a take and where it lies in it.</summary>
/// <param name="TakeNumber">The take; 0 is none.</param>
/// <param name="BarOneFrame">The take's frame on which bar 1 begins.</param>
/// <param name="TempoBpm">Beats in a minute.</param>
/// <param name="Grid">Where its beats lie.</param>
internal sealed record TakeGrid(int TakeNumber, long BarOneFrame, double TempoBpm, ClickGrid Grid);

/// <summary>The grid of the take being recorded: the monitor thread writes it once a take, others read it, nothing locks or allocates.</summary>
internal sealed class RecordedGrid
{
    private int version;
    private (int TakeNumber, long BarOneFrame, double TempoBpm, ClickGrid Grid) value;

    /// <summary>Monitor thread: bar 1 of a take lies on one of its frames.</summary>
    public void Set(int takeNumber, long barOneFrame, double tempoBpm, ClickGrid grid)
    {
        Volatile.Write(ref version, version + 1);
        Interlocked.MemoryBarrier();
        value = (takeNumber, barOneFrame, tempoBpm, grid);
        Interlocked.MemoryBarrier();
        Volatile.Write(ref version, version + 1);
    }

    /// <summary>Any thread: the newest; false before the first, or while it is being written.</summary>
    public bool TryRead(out int takeNumber, out long barOneFrame, out double tempoBpm, out ClickGrid grid)
    {
        var before = Volatile.Read(ref version);
        Interlocked.MemoryBarrier();
        (takeNumber, barOneFrame, tempoBpm, grid) = value;
        Interlocked.MemoryBarrier();
        return before > 0 && (before & 1) == 0 && before == Volatile.Read(ref version);
    }
}
