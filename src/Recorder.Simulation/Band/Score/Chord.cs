namespace Recorder.Simulation.Band.Score;

/// <summary>A chord: its root as a pitch class (C = 0) and the semitones above it.</summary>
/// <param name="Root">0 to 11.</param>
/// <param name="Third">3 minor, 4 major.</param>
/// <param name="Seventh">10 small, 11 large, -1 none.</param>
internal readonly record struct Chord(int Root, int Third, int Seventh)
{
    private static ReadOnlySpan<int> MajorScale => [0, 2, 4, 5, 7, 9, 11];
    private static ReadOnlySpan<int> MinorScale => [0, 2, 3, 5, 7, 8, 10];

    /// <summary>How many different notes it has.</summary>
    public int Tones => Seventh < 0 ? 3 : 4;

    /// <summary>The chord on a degree (1 to 7) of a key.</summary>
    public static Chord OnDegree(int degree, int key, bool minor, bool sevenths)
    {
        var root = ScaleStep(degree - 1, minor);
        var third = ScaleStep(degree + 1, minor) - root;
        var seventh = ScaleStep(degree + 5, minor) - root;
        // The dominant of a minor key borrows the leading note.
        if (minor && degree == 5)
            third = 4;
        return new Chord((key + root) % 12, third <= 3 ? 3 : 4, sevenths ? seventh : -1);
    }

    /// <summary>Semitones above the key note of a scale step, counted from 0; may be beyond the octave.</summary>
    public static int ScaleStep(int step, bool minor)
    {
        var octave = step >= 0 ? step / 7 : (step - 6) / 7;
        return (minor ? MinorScale : MajorScale)[step - octave * 7] + octave * 12;
    }

    /// <summary>Semitones of a tone above the root.</summary>
    public int Tone(int index) => (index % Tones) switch { 0 => 0, 1 => Third, 2 => 7, _ => Seventh };

    /// <summary>Whether a note belongs to the chord.</summary>
    public bool Has(int pitch)
    {
        var above = (pitch - Root + 120) % 12;
        return above == 0 || above == Third || above == 7 || above == Seventh;
    }

    /// <summary>The chord's note nearest to a pitch, the lower one of two.</summary>
    public int Nearest(int pitch)
    {
        for (var distance = 0; ; distance++)
        {
            if (Has(pitch - distance))
                return pitch - distance;
            if (Has(pitch + distance))
                return pitch + distance;
        }
    }

    /// <summary>The lowest root at or above a pitch.</summary>
    public int RootFrom(int pitch) => pitch + (Root - pitch % 12 + 12) % 12;
}
