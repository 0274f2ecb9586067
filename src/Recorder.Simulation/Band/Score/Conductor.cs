using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>Writes the players' notes ahead of time, a bar or a stretch of talk at once.</summary>
internal sealed class Conductor(ulong seed, int lowestSungNote, NoteQueue queue)
{
    // Longer than any note is early.
    private const double AheadSeconds = 0.5;

    private readonly Programme programme = new(seed);
    private readonly VoicePart voices = new(lowestSungNote);
    private Stretch stretch;
    private int nextBar = int.MaxValue;
    private int stretches;

    /// <summary>Writes all notes that begin before a time.</summary>
    public void WriteUntil(double seconds)
    {
        while (NextSeconds < seconds + AheadSeconds)
        {
            if (nextBar < programme.Song.Bars)
                WriteBar(new Bar(programme.Song, stretch.StartSeconds, nextBar++));
            else
                WriteStretch();
        }
    }

    private double NextSeconds => nextBar < programme.Song.Bars
        ? stretch.StartSeconds + nextBar * programme.Song.BarSeconds
        : stretch.EndSeconds;

    private void WriteStretch()
    {
        if (stretch.Kind == BandMomentKind.Song && stretches > 0)
            BetweenSongs.Applaud(stretch.EndSeconds - 1, queue);
        stretch = programme.Next();
        nextBar = int.MaxValue;
        var dice = new Dice(Dice.Seed(seed, 300, stretches++));
        switch (stretch.Kind)
        {
            case BandMomentKind.Talk:
                BetweenSongs.Talk(stretch, ref dice, lowestSungNote - 4, queue);
                break;
            case BandMomentKind.Tuning:
                BetweenSongs.Tune(stretch, ref dice, queue);
                break;
            case BandMomentKind.Noodling:
                BetweenSongs.Noodle(stretch, ref dice, programme.Song, queue);
                break;
            case BandMomentKind.CountIn:
                DrumPart.CountIn(programme.Song, stretch.StartSeconds, queue);
                break;
            case BandMomentKind.Song:
                nextBar = 0;
                break;
            default:
                break;
        }
    }

    private void WriteBar(in Bar bar)
    {
        DrumPart.Compose(bar, queue);
        BassPart.Compose(bar, queue);
        GuitarPart.Compose(bar, queue);
        KeysPart.Compose(bar, queue);
        voices.Compose(bar, queue);
        CompanyPart.Compose(bar, queue);
    }
}
