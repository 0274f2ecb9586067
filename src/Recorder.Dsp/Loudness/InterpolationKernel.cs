namespace Recorder.Dsp.Loudness;

/// <summary>The windowed sinc tables with which values between samples are found.</summary>
internal static class InterpolationKernel
{
    /// <summary>Places looked at from one sample to the next.</summary>
    public const int Phases = 32;

    /// <summary>Samples that take part in one value: half of them before its interval, half behind.</summary>
    public const int Taps = 64;

    /// <summary>A bound of the sum of magnitudes of the taps at any phase: how far a value can rise above its neighbours.</summary>
    public const float LargestGain = 3.2f;

    // 80 dB below, and narrow enough that 20 kHz passes whole at 44.1 kHz.
    private const double KaiserBeta = 8;

    private static readonly float[] Accurate =
        [.. Enumerable.Range(0, Phases).SelectMany(phase => Phase((double)phase / Phases, Taps, t => Kaiser(t / (Taps / 2.0), KaiserBeta)))];

    /// <summary>
    /// The 24 taps half way between samples, one side of a symmetric kernel from the middle outwards: short, to find where
    /// the long one must look.
    /// </summary>
    public static float[] Scan { get; } = [.. Phase(0.5, 24, t => Kaiser(t / 12, 5)).Skip(12)];

    /// <summary>The taps of one of the <see cref="Phases"/>; phase 0 is the sample before the interval itself.</summary>
    public static ReadOnlySpan<float> At(int phase) => Accurate.AsSpan(phase * Taps, Taps);

    /// <summary>
    /// The interpolator most meters use, 49 taps under a Hann window at four times the rate (twice from 96 kHz, none from
    /// 192 kHz): its phases one after the other.
    /// </summary>
    public static float[] Customary(int rateHz)
    {
        var factor = rateHz < 96000 ? 4 : rateHz < 192000 ? 2 : 1;
        var taps = 48 / factor;
        return [.. Enumerable.Range(1, factor - 1).SelectMany(phase =>
            Taper((double)phase / factor, taps, t => 0.5 * (1 + Math.Cos(Math.PI * t / (taps / 2.0)))))];
    }

    private static IEnumerable<float> Phase(double offset, int taps, Func<double, double> window)
    {
        var values = Taper(offset, taps, window).ToArray();
        var sum = values.Sum();
        return values.Select(value => value / sum);
    }

    private static IEnumerable<float> Taper(double offset, int taps, Func<double, double> window) =>
        Enumerable.Range(0, taps).Select(tap => tap - (taps / 2 - 1) - offset).Select(t => (float)(Sinc(t) * window(t)));

    private static double Sinc(double t) => t == 0 ? 1 : Math.Sin(Math.PI * t) / (Math.PI * t);

    private static double Kaiser(double x, double beta) => Math.Abs(x) >= 1 ? 0 : Bessel0(beta * Math.Sqrt(1 - x * x)) / Bessel0(beta);

    // The modified Bessel function of order 0 by its power series.
    private static double Bessel0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
