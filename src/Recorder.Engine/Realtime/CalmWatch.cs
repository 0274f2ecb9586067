using System.Runtime;

namespace Recorder.Engine.Realtime;

/// <summary>
/// Sees to it that nothing is collected while a take runs, and proves it: counts what is allocated and collected.
/// </summary>
/// <remarks>
/// A collection stops every managed thread of the process. Preparing and closing a take may allocate; that is paid in
/// advance from a budget for which the runtime promises not to collect, and is told apart from what a running take
/// allocates, which must be nothing.
/// </remarks>
internal sealed class CalmWatch
{
    private const long BudgetBytes = 16 << 20;

    // The promise is one for the whole process, however many engines tests run in it.
    private static readonly Lock Region = new();
    private static int calmTakes;

    private long allocatedAtStart;
    private long roughlyAllocatedAtStart;
    private long budgetedBytes;
    private int collectionsAtStart;
    private int isWatching;
    private long allocatedInTake;
    private int collectionsInTake;

    /// <summary>Bytes allocated by the running take beside the budget, as far as can be told without stopping anyone; exact once it has ended.</summary>
    public long AllocatedBytes => Volatile.Read(ref isWatching) == 0
        ? Volatile.Read(ref allocatedInTake)
        : Math.Max(0, GC.GetTotalAllocatedBytes(precise: false) - roughlyAllocatedAtStart - Volatile.Read(ref budgetedBytes));

    /// <summary>Collections since the take began.</summary>
    public int Collections => Volatile.Read(ref isWatching) == 0 ? collectionsInTake : GC.CollectionCount(0) - collectionsAtStart;

    /// <summary>Before a take is prepared: from here on nothing is collected, until every caller has called <see cref="EndCalm"/>.</summary>
    public static void Calm()
    {
        lock (Region)
        {
            if (++calmTakes == 1 && GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
                GC.TryStartNoGCRegion(BudgetBytes);
        }
    }

    /// <summary>After the last take: the runtime may collect again.</summary>
    public static void EndCalm()
    {
        lock (Region)
        {
            if (--calmTakes > 0 || GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
                return;
            try
            {
                GC.EndNoGCRegion();
            }
            catch (InvalidOperationException)
            {
                // The budget was used up between the look and the call: then the runtime has ended it.
            }
        }
    }

    /// <summary>The take is prepared; from here on it must not allocate.</summary>
    public void Begin()
    {
        Volatile.Write(ref budgetedBytes, 0);
        collectionsAtStart = GC.CollectionCount(0);
        allocatedAtStart = GC.GetTotalAllocatedBytes(precise: true);
        roughlyAllocatedAtStart = GC.GetTotalAllocatedBytes(precise: false);
        Volatile.Write(ref isWatching, 1);
    }

    /// <summary>STOP: settles the figures of the take.</summary>
    public void End()
    {
        if (Volatile.Read(ref isWatching) == 0)
            return;
        collectionsInTake = GC.CollectionCount(0) - collectionsAtStart;
        Volatile.Write(ref allocatedInTake,
            Math.Max(0, GC.GetTotalAllocatedBytes(precise: true) - allocatedAtStart - Volatile.Read(ref budgetedBytes)));
        Volatile.Write(ref isWatching, 0);
    }

    /// <summary>Before something that may allocate while a take runs: the next take's preparation, the last one's end.</summary>
    public static long Mark() => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>After it, on the same thread.</summary>
    public void AddBudgeted(long mark) => Interlocked.Add(ref budgetedBytes, GC.GetAllocatedBytesForCurrentThread() - mark);
}
