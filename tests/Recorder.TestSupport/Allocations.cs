namespace Recorder.TestSupport;

/// <summary>Counts what a piece of code allocates.</summary>
public static class Allocations
{
    private const int Attempts = 10;

    /// <summary>
    /// Bytes the action allocates on this thread at its best of a few runs. A collection that another test causes in between
    /// counts the rest of this thread's allocation block too, so a single run may tell more than was really asked for.
    /// </summary>
    public static long Of(Action action)
    {
        action();
        var fewest = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && fewest > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }
}
