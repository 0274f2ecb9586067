using System.Numerics;

namespace Recorder.Dsp.Pitch;

/// <summary>Measures the partials of a tone whose pitch is roughly known, and finds from all of them where the first one lies.</summary>
/// <remarks>
/// Each partial's frequency is how far its phase went between two windows. A stiff string's lie at n f0 √(1 + B n²) (Fletcher
/// 1964): (f/n)² is a straight line over n², and its value at n = 1 is the pitch, whether or not the first partial can be heard.
/// </remarks>
internal sealed class PartialFit
{
    private const int MostPartials = 6;
    private const double HighestPartialHz = 6000;
    private const double WindowPeriods = 12;
    private const int ShortestWindowsPerBlock = 4;

    // Weaker ones are noise, or another partial's skirt.
    private const double WeakestShare = 0.02;
    private const double FurthestShare = 0.03;

    // The stiffest strings of an upright piano's bass; a wind instrument has none.
    private const double MostStiffness = 1.5e-3;

    // -23 dB of the whole: far above what a window leaks, and a pick's noise stays below it.
    private const double OddShare = 5e-3;
    private const int OctaveCheckPartials = 8;

    private readonly int rateHz;
    private readonly int blockFrames;

    /// <param name="rateHz">Frames per second.</param>
    /// <param name="blockFrames">Frames of the blocks that come.</param>
    public PartialFit(int rateHz, int blockFrames) => (this.rateHz, this.blockFrames) = (rateHz, blockFrames);

    /// <summary>The frequency of the first partial.</summary>
    /// <param name="block">The sound.</param>
    /// <param name="roughHz">Its pitch within one percent.</param>
    public double Refine(ReadOnlySpan<float> block, double roughHz)
    {
        var windowFrames = (int)Math.Clamp(WindowPeriods * rateHz / roughHz, blockFrames / ShortestWindowsPerBlock, blockFrames * 3 / 4);
        Span<double> frequenciesHz = stackalloc double[MostPartials];
        Span<double> strengths = stackalloc double[MostPartials];
        var strongest = 0.0;
        for (var i = 0; i < MostPartials; i++)
        {
            var guessHz = (i + 1) * roughHz;
            (frequenciesHz[i], strengths[i]) = guessHz < Math.Min(HighestPartialHz, 0.45 * rateHz) ? Partial(block, guessHz, windowFrames) : (0, 0);
            strongest = Math.Max(strongest, strengths[i]);
        }
        return FirstPartial(frequenciesHz, strengths, roughHz, strongest);
    }

    /// <summary>Whether a tone has odd partials of a pitch, which an octave higher could not have.</summary>
    public bool HasOddPartials(ReadOnlySpan<float> block, double lowerHz)
    {
        double odd = 0, all = 0;
        for (var n = 1; n <= OctaveCheckPartials && n * lowerHz < Math.Min(HighestPartialHz, 0.45 * rateHz); n++)
        {
            var amplitude = Complex.Abs(Bin(block, n * lowerHz));
            all += amplitude * amplitude;
            if (n % 2 != 0)
                odd += amplitude * amplitude;
        }
        return odd > OddShare * all;
    }

    private (double FrequencyHz, double Strength) Partial(ReadOnlySpan<float> block, double guessHz, int windowFrames)
    {
        var hopFrames = windowFrames / 3;
        var later = Bin(block[^windowFrames..], guessHz);
        var earlier = Bin(block[^(windowFrames + hopFrames)..^hopFrames], guessHz);
        var turned = (later * Complex.Conjugate(earlier)).Phase - Math.Tau * guessHz * hopFrames / rateHz;
        return (guessHz + Math.IEEERemainder(turned, Math.Tau) / Math.Tau * rateHz / hopFrames, Complex.Abs(later));
    }

    private Complex Bin(ReadOnlySpan<float> samples, double hertz) => HannLine.Of(samples, hertz / rateHz);

    // A straight line through (f/n)² over n², each place weighed by how surely it is known.
    private static double FirstPartial(ReadOnlySpan<double> frequenciesHz, ReadOnlySpan<double> strengths, double roughHz, double strongest)
    {
        double weights = 0, xs = 0, ys = 0, xxs = 0, xys = 0;
        for (var i = 0; i < frequenciesHz.Length; i++)
        {
            var n = i + 1.0;
            if (strengths[i] <= WeakestShare * strongest || Math.Abs(frequenciesHz[i] / (n * roughHz) - 1) > FurthestShare)
                continue;
            var weight = strengths[i] * strengths[i] * n * n;
            var (x, y) = (n * n, frequenciesHz[i] / n * (frequenciesHz[i] / n));
            weights += weight;
            xs += weight * x;
            ys += weight * y;
            xxs += weight * x * x;
            xys += weight * x * y;
        }
        if (weights <= 0)
            return roughHz;
        var spread = weights * xxs - xs * xs;
        var slope = spread > 1e-9 * weights * xxs ? (weights * xys - xs * ys) / spread : 0;
        slope = Math.Clamp(slope, 0, MostStiffness * roughHz * roughHz);
        return Math.Sqrt(ys / weights + slope * (1 - xs / weights));
    }
}
