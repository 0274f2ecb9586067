namespace Recorder.Studio.Translation;

/// <summary>How strong the parts of a popular song's spectrum usually are beside each other.</summary>
/// <remarks>
/// The mean spectrum of hit records falls about 5 dB an octave from 100 Hz to 4 kHz, and faster above (P. D. Pestana, Z. Ma, J. D. Reiss,
/// A. Barbosa, D. A. A. Black, "Spectral characteristics of popular commercial recordings 1950-2010", AES 135th Convention, 2013). That is of
/// power per hertz; per octave it is 3 dB less, as pink noise is level.
/// </remarks>
internal static class TypicalTone
{
    /// <summary>How far a part of the spectrum may be from the typical before it is told: four times the power is beyond what records differ by.</summary>
    public const double SpreadDb = 6;

    private const double FallFromHz = 100;
    private const double FallFasterFromHz = 4000;
    private const double FallDbPerOctave = 2;
    private const double FasterDbPerOctave = 4;
    private const int PointsPerOctave = 24;

    /// <summary>By how many decibels one part of the spectrum is usually above another.</summary>
    public static double DistanceDb((double LowHz, double HighHz) part, (double LowHz, double HighHz) other) => LevelDb(part) - LevelDb(other);

    /// <summary>Level of a part per octave at a frequency, in decibels over that at 100 Hz; below it is level.</summary>
    public static double PerOctaveDb(double hertz) =>
        -FallDbPerOctave * Octaves(FallFromHz, Math.Min(hertz, FallFasterFromHz)) - FasterDbPerOctave * Octaves(FallFasterFromHz, hertz);

    private static double Octaves(double fromHz, double toHz) => Math.Max(0, Math.Log2(toHz / fromHz));

    private static double LevelDb((double LowHz, double HighHz) part)
    {
        var points = (int)Math.Round(PointsPerOctave * Math.Log2(part.HighHz / part.LowHz));
        var power = 0.0;
        for (var i = 0; i < points; i++)
            power += Math.Pow(10, PerOctaveDb(part.LowHz * Math.Pow(2, (i + 0.5) / PointsPerOctave)) / 10);
        return 10 * Math.Log10(power / PointsPerOctave);
    }
}
