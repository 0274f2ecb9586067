namespace Recorder.Linux.Tests.Gpio;

/// <summary>
/// A mechanical encoder under a hand: four edges a detent, each followed by chatter of its contact. Chatter lasts up to 5 ms;
/// in a fast turn, where the contact passes sooner than that, it ends before the other contact moves, as it is an angle of
/// the disc that chatters.
/// </summary>
internal sealed class SimulatedTurn(int offsetA, int offsetB, Random random)
{
    private const long LongestBounceNs = 5_000_000;

    /// <summary>The time of the last edge.</summary>
    public long NowNs { get; private set; } = 1_000_000_000;

    /// <summary>Makes the edges of one detent and hands each to <paramref name="drive"/>: offset, level, time.</summary>
    public void Detent(bool isClockwise, double edgesPerSecond, int mostBounces, Action<int, bool, long> drive)
    {
        var (first, second) = isClockwise ? (offsetA, offsetB) : (offsetB, offsetA);
        foreach (var (offset, level) in (ReadOnlySpan<(int, bool)>)[(first, false), (second, false), (first, true), (second, true)])
        {
            var nextEdgeNs = NowNs + (long)(1e9 / edgesPerSecond);
            var chatterNs = Math.Min(LongestBounceNs, nextEdgeNs - NowNs - 20_000);
            var bounces = random.Next(mostBounces + 1);
            drive(offset, level, NowNs);
            for (var i = 0; i < bounces; i++)
            {
                drive(offset, !level, NowNs + chatterNs * (2 * i + 1) / (2 * bounces));
                drive(offset, level, NowNs + chatterNs * (2 * i + 2) / (2 * bounces));
            }
            NowNs = nextEdgeNs;
        }
    }
}
