namespace Recorder.Engine.Tests.Clocks;

/// <summary>An interface whose clock drifts, and someone who reads it as drivers and busy machines let them: never early, mostly a little late, at times very.</summary>
/// <param name="ppm">How much faster than nominal it runs.</param>
/// <param name="seed">The same seed, the same readings.</param>
internal sealed class LateReader(double ppm, int seed)
{
    public const int RateHz = 48000;
    public const long TicksPerSecond = 1_000_000_000;

    // A USB driver counts whole packets' worth of frames.
    private const int GranularityFrames = 48;
    private const double PeriodSeconds = 0.005;
    private const double MostJitterMs = 1;
    private const double MostLatenessMs = 4;
    private const double MostOutlierMs = 40;

    // The interface had been running before anyone looked.
    private const double HeadStartSeconds = 1234.5;

    private readonly Random random = new(seed);
    private long basis;

    /// <summary>Now, in seconds of the machine.</summary>
    public double Seconds { get; private set; }

    /// <summary>Frames that the recording has, read and estimated ones.</summary>
    public long Position { get; private set; }

    private long CardFrame => FrameAt(Seconds);

    /// <summary>Readings for so long, as long as they come: (frame, ticks).</summary>
    public IEnumerable<(long Frame, long Ticks)> Read(double seconds)
    {
        if (Position == 0)
            basis = CardFrame;
        for (var end = Seconds + seconds; Seconds < end;)
        {
            // Every hundredth reading is hopeless, every tenth late, the others nearly right.
            var latenessMs = random.Next(100) switch { 0 => MostOutlierMs, < 10 => MostLatenessMs, _ => 0.2 } * random.NextDouble();
            yield return Look(latenessMs);
        }
    }

    /// <summary>The interface goes away and comes back; what its first reading says of the frames that are missing, against the truth, in milliseconds.</summary>
    /// <param name="seconds">How long it is away.</param>
    /// <param name="frameAt">The frame that must be at a time.</param>
    /// <param name="latenessMs">How late that first reading is.</param>
    public double ErrorMsAfterAbsence(double seconds, Func<long, long> frameAt, double latenessMs)
    {
        Seconds += seconds;
        var firstBack = CardFrame;
        var missing = firstBack - basis - Position;
        var before = Position;
        (basis, Position) = (firstBack, 0);
        var (frames, ticks) = Look(latenessMs);
        var estimated = frameAt(ticks) - frames - before;
        (basis, Position) = (firstBack - before - estimated, before + estimated + frames);
        return (estimated - missing) * 1000.0 / RateHz;
    }

    // The frames of a moment, and a time somewhat after it.
    private (long Frame, long Ticks) Look(double latenessMs)
    {
        Seconds += PeriodSeconds + MostJitterMs / 1000 * random.NextDouble();
        Position = Math.Max(Position, (CardFrame - basis) / GranularityFrames * GranularityFrames);
        Seconds += latenessMs / 1000;
        return (Position, (long)(Seconds * TicksPerSecond));
    }

    private static long FrameAt(double seconds, double ppm) => (long)((HeadStartSeconds + seconds) * RateHz * (1 + ppm / 1e6));

    private long FrameAt(double seconds) => FrameAt(seconds, ppm);
}
