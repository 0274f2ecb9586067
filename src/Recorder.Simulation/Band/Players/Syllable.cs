namespace Recorder.Simulation.Band.Players;

/// <summary>How a syllable begins.</summary>
internal enum Onset
{
    /// <summary>Straight with the vowel.</summary>
    None,

    /// <summary>p, t, k: a closure and a burst.</summary>
    Stop,

    /// <summary>s, sh: a hiss.</summary>
    Hiss,

    /// <summary>m, n: through the nose.</summary>
    Hum,

    /// <summary>l, w: a glide.</summary>
    Glide,
}

/// <summary>The sounds of syllables, packed into a note's detail: onset × 16 + vowel.</summary>
internal static class Syllable
{
    /// <summary>How many vowels there are.</summary>
    public const int VowelCount = 7;

    // G. Peterson and H. Barney (1952), men's averages of the first three formants, rounded; the fourth is a usual value.
    private static ReadOnlySpan<float> Formants =>
    [
        730, 1090, 2440, 3400, // father
        530, 1840, 2480, 3500, // bed
        270, 2290, 3010, 3600, // see
        570, 840, 2410, 3300,  // law
        300, 870, 2240, 3300,  // food
        640, 1190, 2390, 3350, // but
        660, 1720, 2410, 3450, // cat
    ];

    private static ReadOnlySpan<float> Nose => [260, 1050, 2150, 3200];

    private static ReadOnlySpan<float> Lips => [310, 760, 2300, 3300];

    /// <summary>The packed syllable.</summary>
    public static int Pack(Onset onset, int vowel) => (int)onset * 16 + vowel;

    /// <summary>How it begins.</summary>
    public static Onset OnsetOf(int detail) => (Onset)(detail / 16);

    /// <summary>The four formants in Hz of its vowel.</summary>
    public static ReadOnlySpan<float> VowelOf(int detail) => Formants.Slice(detail % 16 * 4, 4);

    /// <summary>The four formants in Hz of a closed mouth before the vowel.</summary>
    public static ReadOnlySpan<float> ClosedMouth(Onset onset) => onset == Onset.Hum ? Nose : Lips;
}
