namespace Recorder.Dsp.Filters;

/// <summary>
/// A second-order section, a0 = 1: y = B0·x + B1·x[-1] + B2·x[-2] - A1·y[-1] - A2·y[-2].
/// </summary>
/// <remarks>
/// Designs after R. Bristow-Johnson, "Audio EQ Cookbook". Frequencies are held below 0.49 of the rate and Q between 0.05 and 100;
/// not-a-number or infinity in a design gives <see cref="Identity"/>, so that a filter is stable whatever comes in.
/// </remarks>
public readonly record struct BiquadCoefficients(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>The section that changes nothing.</summary>
    public static BiquadCoefficients Identity => new(1, 0, 0, 0, 0);

    /// <summary>Whether the section changes nothing.</summary>
    public bool IsIdentity => this == Identity;

    /// <summary>Low-pass, 12 dB per octave; Q 0.707 is Butterworth.</summary>
    public static BiquadCoefficients LowPass(double cutoffHz, double q, int rateHz)
    {
        var (cosine, alpha) = Angle(cutoffHz, q, rateHz);
        return Normalized((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>High-pass, 12 dB per octave; Q 0.707 is Butterworth.</summary>
    public static BiquadCoefficients HighPass(double cutoffHz, double q, int rateHz)
    {
        var (cosine, alpha) = Angle(cutoffHz, q, rateHz);
        return Normalized((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>All frequencies at their level, the phase turned by half a circle at the centre.</summary>
    public static BiquadCoefficients AllPass(double centerHz, double q, int rateHz)
    {
        var (cosine, alpha) = Angle(centerHz, q, rateHz);
        return Normalized(1 - alpha, -2 * cosine, 1 + alpha, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>A bell of a gain at its centre.</summary>
    public static BiquadCoefficients Bell(double centerHz, double gainDb, double q, int rateHz)
    {
        var (cosine, alpha) = Angle(centerHz, q, rateHz);
        var root = Math.Pow(10, gainDb / 40);
        return Normalized(1 + alpha * root, -2 * cosine, 1 - alpha * root, 1 + alpha / root, -2 * cosine, 1 - alpha / root);
    }

    /// <summary>A low shelf; at its frequency half the gain in decibels is reached.</summary>
    public static BiquadCoefficients LowShelf(double cornerHz, double gainDb, double q, int rateHz) =>
        Shelf(cornerHz, gainDb, q, rateHz, side: 1);

    /// <summary>A high shelf; at its frequency half the gain in decibels is reached.</summary>
    public static BiquadCoefficients HighShelf(double cornerHz, double gainDb, double q, int rateHz) =>
        Shelf(cornerHz, gainDb, q, rateHz, side: -1);

    /// <summary>The linear gain (1 = 0 dB) at a frequency.</summary>
    public double Magnitude(double frequencyHz, int rateHz)
    {
        var w = 2 * Math.PI * frequencyHz / rateHz;
        var (sin1, cos1) = Math.SinCos(w);
        var (sin2, cos2) = Math.SinCos(2 * w);
        var above = double.Hypot(B0 + B1 * cos1 + B2 * cos2, B1 * sin1 + B2 * sin2);
        var below = double.Hypot(1 + A1 * cos1 + A2 * cos2, A1 * sin1 + A2 * sin2);
        return above / below;
    }

    /// <summary>The gain in decibels at a frequency.</summary>
    public double MagnitudeDb(double frequencyHz, int rateHz) => 20 * Math.Log10(Magnitude(frequencyHz, rateHz));

    // The high shelf is the low shelf with the sign of every cosine turned, and of b1 and a1 with them.
    private static BiquadCoefficients Shelf(double cornerHz, double gainDb, double q, int rateHz, int side)
    {
        var (cosine, alpha) = Angle(cornerHz, q, rateHz);
        var root = Math.Pow(10, gainDb / 40);
        var tilt = 2 * Math.Sqrt(root) * alpha;
        var (more, less, c) = (root + 1, root - 1, side * cosine);
        return Normalized(
            root * (more - less * c + tilt), side * 2 * root * (less - more * c), root * (more - less * c - tilt),
            more + less * c + tilt, side * -2 * (less + more * c), more + less * c - tilt);
    }

    private static (double Cosine, double Alpha) Angle(double frequencyHz, double q, int rateHz)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Math.Clamp(frequencyHz, 1, 0.49 * rateHz) / rateHz);
        return (cosine, sine / (2 * Math.Clamp(q, 0.05, 100)));
    }

    private static BiquadCoefficients Normalized(double b0, double b1, double b2, double a0, double a1, double a2) =>
        double.IsFinite(b0 + b1 + b2 + a0 + a1 + a2) && a0 > 0 ? new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0) : Identity;
}
