using System.Runtime.Intrinsics;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// A fourth-order Linkwitz-Riley crossover. Its two bands add up to an all-pass, so the upper band is had as that all-pass
/// less the lower band: one section fewer, and flat by construction.
/// </summary>
internal sealed class LinkwitzRileySplit(double crossoverHz, int rateHz)
{
    /// <summary>The damping of the Butterworth halves.</summary>
    public const double Q = 0.70710678118654752;

    private StereoBiquad low1 = new(BiquadCoefficients.LowPass(crossoverHz, Q, rateHz));
    private StereoBiquad low2 = new(BiquadCoefficients.LowPass(crossoverHz, Q, rateHz));
    private StereoBiquad whole = new(BiquadCoefficients.AllPass(crossoverHz, Q, rateHz));

    /// <summary>Begins anew at another frequency.</summary>
    public void Set(double crossoverHz, int rateHz)
    {
        low1 = low2 = new(BiquadCoefficients.LowPass(crossoverHz, Q, rateHz));
        whole = new(BiquadCoefficients.AllPass(crossoverHz, Q, rateHz));
    }

    /// <summary>Splits frames: what lies below stays in their place, what lies above goes to the second span.</summary>
    public void Process(Span<Vector128<double>> frames, Span<Vector128<double>> above)
    {
        var (first, second, all) = (low1, low2, whole);
        for (var i = 0; i < frames.Length; i++)
        {
            var input = frames[i];
            var below = second.Next(first.Next(input));
            above[i] = all.Next(input) - below;
            frames[i] = below;
        }

        first.Settle();
        second.Settle();
        all.Settle();
        (low1, low2, whole) = (first, second, all);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        low1.Reset();
        low2.Reset();
        whole.Reset();
    }
}
