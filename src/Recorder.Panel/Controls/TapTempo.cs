namespace Recorder.Panel.Controls;

/// <summary>A tempo tapped by hand: the middle of the last intervals, so that one that was off does not count.</summary>
internal sealed class TapTempo
{
    private const int MostIntervals = 5;

    // 30 in a minute; whoever waits for longer begins anew.
    private const long LongestMs = 2000;
    private const double MsPerMinute = 60_000;

    private readonly List<long> intervalsMs = [];
    private long? lastMs;

    /// <summary>A tap; the tempo in beats a minute from the second one on.</summary>
    public double? Tap(long nowMs)
    {
        var intervalMs = nowMs - lastMs;
        lastMs = nowMs;
        if (intervalMs is not (> 0 and <= LongestMs))
        {
            intervalsMs.Clear();
            return null;
        }
        if (intervalsMs.Count == MostIntervals)
            intervalsMs.RemoveAt(0);
        intervalsMs.Add(intervalMs.Value);
        long[] sorted = [.. intervalsMs.Order()];
        return MsPerMinute * 2 / (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
