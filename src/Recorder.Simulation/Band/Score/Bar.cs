using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>One bar of a song as the players see it.</summary>
internal readonly struct Bar
{
    private readonly double songStartSeconds;

    public Bar(Song song, double songStartSeconds, int index)
    {
        this.songStartSeconds = songStartSeconds;
        (Song, Index) = (song, index);
        Section = song.SectionAt(index);
        Chord = song.ChordAt(index);
        NextChord = song.ChordAt(Math.Min(index + 1, song.Bars - 1));
        Groove = Section.Kind == SectionKind.Chorus ? song.Style.Chorus : song.Style.Verse;
    }

    public Song Song { get; }

    /// <summary>Counted from the song's first bar, 0.</summary>
    public int Index { get; }

    public Section Section { get; }

    public Chord Chord { get; }

    public Chord NextChord { get; }

    public Groove Groove { get; }

    public Style Style => Song.Style;

    /// <summary>How hard to play, 0 to 1.</summary>
    public float Force => Section.Force;

    /// <summary>Counted from the section's first bar, 0.</summary>
    public int WithinSection => Index - Section.FirstBar;

    public bool IsLastOfSection => WithinSection == Section.Bars - 1;

    /// <summary>The song's last bar: one hit, and its ring.</summary>
    public bool IsFinal => Index == Song.Bars - 1;

    public double StepSeconds => Song.BeatSeconds / Song.Style.StepsPerBeat;

    /// <summary>When a step of the bar is due.</summary>
    public double At(double step) => songStartSeconds + Song.StepSeconds(Index, step);

    /// <summary>Chance that is new in every bar: the hand of the player.</summary>
    public Dice Hand(Part part) => new(Dice.Seed(Song.Seed, 1000 + Index, (int)part));

    /// <summary>Chance that comes back in each section of a kind, so that a chorus is the same chorus again.</summary>
    public Dice Idea(Part part, int phrase) => new(Dice.Seed(Song.Seed, (int)Section.Kind, phrase, (int)part));

    /// <summary>Writes a note with the small unevenness of a hand.</summary>
    public void Play(NoteQueue queue, ref Dice hand, double step, Part part, double pitch, double velocity, double seconds, int detail = 0)
    {
        var late = hand.Between(-0.005, 0.006);
        queue.Add(At(step) + late, part, pitch, velocity * hand.Between(0.9, 1.06), seconds, detail);
    }
}
