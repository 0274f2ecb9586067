using System.Globalization;

namespace Recorder.Dsp.Pitch;

/// <summary>A note of the equal-tempered scale and how far a tone lies from it.</summary>
/// <param name="Name">C, C#, D ... B.</param>
/// <param name="Octave">A4 is the reference; the octave changes at C.</param>
/// <param name="Cents">Hundredths of a semitone above the note, -50 to +50.</param>
public readonly record struct Note(string Name, int Octave, double Cents)
{
    private const int SemitonesPerOctave = 12;

    // Semitones from C up to A.
    private const int ReferenceSemitone = 9;
    private const int ReferenceOctave = 4;

    private static readonly string[] Names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>The note nearest to a frequency.</summary>
    /// <param name="frequencyHz">Above 0.</param>
    /// <param name="referenceHz">What A4 is tuned to.</param>
    public static Note Of(double frequencyHz, double referenceHz)
    {
        var semitones = SemitonesPerOctave * Math.Log2(frequencyHz / referenceHz);
        var nearest = (int)Math.Round(semitones, MidpointRounding.AwayFromZero);
        var fromC0 = nearest + ReferenceSemitone + SemitonesPerOctave * ReferenceOctave;
        var octave = (int)Math.Floor((double)fromC0 / SemitonesPerOctave);
        return new Note(Names[fromC0 - SemitonesPerOctave * octave], octave, 100 * (semitones - nearest));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}{Octave}");
}
