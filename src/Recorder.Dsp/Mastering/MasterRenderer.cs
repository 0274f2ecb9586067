using Recorder.Core.Parameters;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// Finds the gains with which a master has its loudness and keeps its ceiling, by rendering and measuring until it does, and
/// renders it. The same in, the same out. One channel stays one channel.
/// </summary>
public static class MasterRenderer
{
    /// <summary>How far a master's loudness may lie from its target.</summary>
    public const double ToleranceLu = 0.1;

    /// <summary>
    /// How far below the ceiling the result's true peak stays: room for 16-bit dither with noise shaping, which can move a
    /// true peak by 0.01 dB, and for other meters' interpolators.
    /// </summary>
    public const double PeakMarginDb = 0.03;

    private const int EdgeFrames = 256;

    /// <summary>Finds the gains for a source. Reads it several times.</summary>
    /// <param name="source">The mix; at its own sample rate the master is made.</param>
    /// <param name="values">Target, ceiling and sound.</param>
    /// <param name="bounds">Beyond these the target is given up, and the result says so; null for the usual ones.</param>
    /// <param name="cancel">Ends the search between two passes.</param>
    public static MasterResult Find(
        IFrameSource source, in MasterValues values, MasterBounds? bounds = null, CancellationToken cancel = default) =>
        new MasterSearch(source, values, bounds ?? new(), cancel).Run();

    /// <summary>The finished master as a source, as often as wanted, from what <see cref="Find"/> found.</summary>
    public static IFrameSource Open(IFrameSource source, in MasterValues values, MasterResult result)
    {
        var limiter = new TruePeakLimiter(
            source.Channels, source.RateHz, result.LimiterCeilingDbtp, values[MasterParameter.LimiterReleaseMs], result.DriveDb);
        return Limited(Shaped(source, values, result.InputGainDb), limiter);
    }

    /// <summary>A source through the chain and without the last sliver below half its rate.</summary>
    internal static IFrameSource Shaped(IFrameSource source, in MasterValues values, double inputGainDb)
    {
        var chain = new MasterChain(source.Channels, source.RateHz, values, inputGainDb);
        var edges = Enumerable.Range(0, source.Channels).Select(_ => new BandEdge(source.RateHz, EdgeFrames)).ToArray();
        return new ProcessedSource(
            source, chain.LatencyFrames + BandEdge.DelayFrames,
            (left, right) =>
            {
                chain.Process(left, right);
                edges[0].Process(left);
                edges[^1].Process(edges.Length == 2 ? right : []);
            },
            () =>
            {
                chain.Reset();
                Array.ForEach(edges, edge => edge.Reset());
            });
    }

    /// <summary>A source through a limiter.</summary>
    internal static IFrameSource Limited(IFrameSource source, TruePeakLimiter limiter) =>
        new ProcessedSource(source, limiter.LatencyFrames, limiter.Process, limiter.Reset);

    /// <summary>Reads a source from start to end and measures it.</summary>
    public static ProgrammeReading Measure(IFrameSource source)
    {
        var meter = new ProgrammeMeter(source.Channels, source.RateHz);
        var (left, right) = (new float[4096], new float[4096]);
        source.Rewind();
        for (int count; (count = source.Read(left, right)) > 0;)
        {
            if (source.Channels == 2)
                meter.Process(left.AsSpan(0, count), right.AsSpan(0, count));
            else
                meter.Process(left.AsSpan(0, count));
        }

        return meter.Complete();
    }
}
