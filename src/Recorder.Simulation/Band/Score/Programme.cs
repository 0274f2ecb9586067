using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>A stretch of the evening.</summary>
internal readonly record struct Stretch(BandMomentKind Kind, double StartSeconds, double EndSeconds)
{
    public double Seconds => EndSeconds - StartSeconds;
}

/// <summary>The order of the evening without end: talk, tuning, count-in, song, applause, talk …</summary>
internal sealed class Programme(ulong seed)
{
    private readonly Stretch[] gap = new Stretch[8];
    private int gapCount, gapNext;
    private double nowSeconds;

    /// <summary>The song that is next, or on.</summary>
    public Song Song { get; } = new();

    /// <summary>The next stretch; it begins where the one before ended.</summary>
    public Stretch Next()
    {
        if (gapNext < gapCount)
            return gap[gapNext++];
        if (gapNext == gapCount && gapCount > 0)
        {
            gapNext++;
            return Then(BandMomentKind.Song, Song.DurationSeconds);
        }
        PlanGap();
        return gap[gapNext++];
    }

    private void PlanGap()
    {
        Song.Plan(seed, Song.Number + 1);
        gapCount = gapNext = 0;
        var dice = new Dice(Dice.Seed(seed, 200, Song.Number));
        if (Song.Number == 1)
        {
            // Whoever listens for a few seconds only shall hear the band too.
            Add(BandMomentKind.Pause, 0.3);
            Add(BandMomentKind.Talk, dice.Between(1.2, 1.8));
        }
        else
        {
            Add(BandMomentKind.Pause, dice.Between(1.0, 2.0));
            Add(BandMomentKind.Talk, dice.Between(4, 9));
            Add(dice.Chance(0.5) ? BandMomentKind.Tuning : BandMomentKind.Noodling, dice.Between(6, 12));
            Add(BandMomentKind.Pause, dice.Between(0.8, 3));
            Add(BandMomentKind.Talk, dice.Between(2, 5));
        }
        Add(BandMomentKind.Pause, dice.Between(0.4, 0.9));
        Add(BandMomentKind.CountIn, Song.BarSeconds);
    }

    private void Add(BandMomentKind kind, double seconds) => gap[gapCount++] = Then(kind, seconds);

    private Stretch Then(BandMomentKind kind, double seconds)
    {
        var start = nowSeconds;
        nowSeconds += seconds;
        return new Stretch(kind, start, nowSeconds);
    }
}
