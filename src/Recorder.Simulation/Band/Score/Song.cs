using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>A part of a song's form.</summary>
internal enum SectionKind { Intro, Verse, Chorus, Bridge, Ending }

/// <summary>One section of a song.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FirstBar">Where it begins.</param>
/// <param name="Bars">How long it is.</param>
/// <param name="Force">How hard the band plays, 0 to 1.</param>
internal readonly record struct Section(SectionKind Kind, int FirstBar, int Bars, float Force);

/// <summary>The plan of one song, drawn from the band's seed and the song's number; re-used from song to song.</summary>
internal sealed class Song
{
    /// <summary>How long the last chord rings.</summary>
    private const double RingSeconds = 3.5;

    private static readonly string[] Forms = ["IVCVCBCE", "IVVCVCBCCE", "IVCVCBVCE", "IVCBVCCE"];

    private static readonly int[][] MajorTurns =
        [[1, 5, 6, 4], [1, 4, 1, 5], [6, 4, 1, 5], [1, 6, 2, 5], [1, 3, 4, 5], [4, 1, 5, 6], [1, 4, 6, 5]];

    private static readonly int[][] MinorTurns =
        [[1, 6, 3, 7], [1, 4, 1, 5], [1, 7, 6, 5], [6, 7, 1, 1], [1, 3, 7, 4], [4, 1, 6, 5], [1, 6, 4, 5]];

    private static readonly string[] FirstWords =
        ["Paper", "Midnight", "Slow", "Copper", "Northern", "Borrowed", "Second", "Hollow", "Electric", "Long"];

    private static readonly string[] SecondWords =
        ["Lanterns", "Harbour", "Weather", "Engine", "Letters", "Summer", "Mirror", "Avenue", "Thunder", "Goodbye"];

    private static readonly string[] KeyNames = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

    private readonly Section[] sections = new Section[12];
    private int sectionCount, verseTurn, chorusTurn, bridgeTurn, titleFirst, titleSecond;

    public int Number { get; private set; }

    public ulong Seed { get; private set; }

    public Style Style { get; private set; } = Style.All[0];

    public double TempoBpm { get; private set; }

    /// <summary>The key note's pitch class, C = 0.</summary>
    public int Key { get; private set; }

    public bool Minor { get; private set; }

    public int Bars { get; private set; }

    public double BarSeconds => Style.Beats * BeatSeconds;

    public double BeatSeconds => 60 / TempoBpm;

    /// <summary>From the first beat until the last chord has died away.</summary>
    public double DurationSeconds => (Bars - 1) * BarSeconds + RingSeconds;

    public string Title => $"{FirstWords[titleFirst]} {SecondWords[titleSecond]}";

    public string KeyName => Minor ? KeyNames[Key] + "m" : KeyNames[Key];

    /// <summary>Plans the song of a number, counted from 1.</summary>
    public void Plan(ulong bandSeed, int number)
    {
        Number = number;
        Seed = Dice.Seed(bandSeed, 100, number);
        var dice = new Dice(Seed);
        // Neighbouring songs differ in style, whatever the dice say.
        var firstStyle = new Dice(bandSeed).Below(Style.All.Length);
        Style = Style.All[(firstStyle + (number - 1) * 5) % Style.All.Length];
        TempoBpm = Math.Floor(dice.Between(Style.SlowBpm, Style.FastBpm));
        Key = dice.Below(12);
        Minor = dice.Chance(Style.MinorShare);
        verseTurn = dice.Below(MajorTurns.Length);
        chorusTurn = (verseTurn + 1 + dice.Below(MajorTurns.Length - 1)) % MajorTurns.Length;
        bridgeTurn = (chorusTurn + 1 + dice.Below(MajorTurns.Length - 1)) % MajorTurns.Length;
        (titleFirst, titleSecond) = (dice.Below(FirstWords.Length), dice.Below(SecondWords.Length));
        PlanForm(Forms[dice.Below(Forms.Length)], ref dice);
    }

    /// <summary>The section a bar is in.</summary>
    public Section SectionAt(int bar)
    {
        for (var i = sectionCount - 1; i > 0; i--)
        {
            if (bar >= sections[i].FirstBar)
                return sections[i];
        }
        return sections[0];
    }

    /// <summary>The chord of a bar.</summary>
    public Chord ChordAt(int bar)
    {
        var section = SectionAt(bar);
        var within = bar - section.FirstBar;
        var turns = Minor ? MinorTurns : MajorTurns;
        var degree = section.Kind switch
        {
            SectionKind.Ending => within == section.Bars - 1 ? 1 : 5,
            SectionKind.Chorus => turns[chorusTurn][within % 4],
            SectionKind.Bridge => turns[bridgeTurn][within % 4],
            _ => turns[verseTurn][within % 4],
        };
        return Chord.OnDegree(degree, Key, Minor, Style.Sevenths);
    }

    /// <summary>Seconds from the song's first beat to a step of a bar, with the style's swing.</summary>
    public double StepSeconds(int bar, double step)
    {
        var late = (int)step % 2 == 1 ? Style.Swing : 0;
        return bar * BarSeconds + (step + late) / Style.StepsPerBeat * BeatSeconds;
    }

    private void PlanForm(string form, ref Dice dice)
    {
        sectionCount = Bars = 0;
        var choruses = 0;
        foreach (var letter in form)
        {
            var (kind, bars, force) = letter switch
            {
                'I' => (SectionKind.Intro, 4, 0.68),
                'V' => (SectionKind.Verse, 8, 0.70),
                'C' => (SectionKind.Chorus, 8, 0.88 + 0.06 * Math.Min(choruses++, 2)),
                'B' => (SectionKind.Bridge, 8, 0.80),
                _ => (SectionKind.Ending, 2, 0.95),
            };
            sections[sectionCount++] = new Section(kind, Bars, bars, (float)(force * dice.Between(0.94, 1)));
            Bars += bars;
        }
    }
}
