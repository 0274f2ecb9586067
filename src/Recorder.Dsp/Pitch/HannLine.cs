using System.Numerics;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Pitch;

/// <summary>One line of a spectrum under a Hann window, at any frequency: the mean of x[n]·w[n]·e^(-2πi·turns·n).</summary>
internal static class HannLine
{
    private const int Lanes = 4;

    /// <summary>Four neighbouring samples at a time, each pair with rotations of its own that step over four.</summary>
    /// <param name="samples">The sound under the window.</param>
    /// <param name="turnsPerFrame">The frequency over the sample rate.</param>
    public static Complex Of(ReadOnlySpan<float> samples, double turnsPerFrame)
    {
        var whole = samples.Length / Lanes * Lanes;
        var (turn, turnAhead) = (Rotation.Of(-turnsPerFrame, 0), Rotation.Of(-turnsPerFrame, 2));
        var (hann, hannAhead) = (Rotation.Of(1.0 / samples.Length, 0), Rotation.Of(1.0 / samples.Length, 2));
        var (turnSine, turnCosine) = Math.SinCos(-Math.Tau * Lanes * turnsPerFrame);
        var (hannSine, hannCosine) = Math.SinCos(Math.Tau * Lanes / samples.Length);
        var (real, imaginary) = (Vector128<double>.Zero, Vector128<double>.Zero);
        for (var i = 0; i < whole; i += Lanes)
        {
            var (now, ahead) = Vector128.Widen(Vector128.Create(samples.Slice(i, Lanes)));
            now *= Vector128<double>.One - hann.Real;
            ahead *= Vector128<double>.One - hannAhead.Real;
            real = Vector128.MultiplyAddEstimate(now, turn.Real, Vector128.MultiplyAddEstimate(ahead, turnAhead.Real, real));
            imaginary = Vector128.MultiplyAddEstimate(now, turn.Imaginary, Vector128.MultiplyAddEstimate(ahead, turnAhead.Imaginary, imaginary));
            (turn, turnAhead) = (turn.By(turnCosine, turnSine), turnAhead.By(turnCosine, turnSine));
            (hann, hannAhead) = (hann.By(hannCosine, hannSine), hannAhead.By(hannCosine, hannSine));
        }
        var sum = new Complex(Vector128.Sum(real), Vector128.Sum(imaginary)) / 2;
        return (sum + SumScalar(samples, turnsPerFrame, whole)) / Math.Max(1, samples.Length);
    }

    /// <summary>The same, sample by sample.</summary>
    public static Complex OfScalar(ReadOnlySpan<float> samples, double turnsPerFrame) =>
        SumScalar(samples, turnsPerFrame, 0) / Math.Max(1, samples.Length);

    // Two rotations, written out: Complex's own product looks for infinities at every sample.
    private static Complex SumScalar(ReadOnlySpan<float> samples, double turnsPerFrame, int from)
    {
        var (stepSine, stepCosine) = Math.SinCos(-Math.Tau * turnsPerFrame);
        var (windowSine, windowCosine) = Math.SinCos(Math.Tau / samples.Length);
        var (turnImaginary, turnReal) = Math.SinCos(-Math.Tau * turnsPerFrame * from);
        var (hannImaginary, hannReal) = Math.SinCos(Math.Tau / samples.Length * from);
        var (real, imaginary) = (0.0, 0.0);
        foreach (var sample in samples[from..])
        {
            var weighed = sample * (0.5 - 0.5 * hannReal);
            real += turnReal * weighed;
            imaginary += turnImaginary * weighed;
            (turnReal, turnImaginary) = (turnReal * stepCosine - turnImaginary * stepSine, turnReal * stepSine + turnImaginary * stepCosine);
            (hannReal, hannImaginary) = (hannReal * windowCosine - hannImaginary * windowSine, hannReal * windowSine + hannImaginary * windowCosine);
        }
        return new Complex(real, imaginary);
    }

    /// <summary>e^(2πi·turns·n) of two neighbouring n.</summary>
    private readonly record struct Rotation(Vector128<double> Real, Vector128<double> Imaginary)
    {
        public static Rotation Of(double turnsPerFrame, int n)
        {
            var (firstSine, firstCosine) = Math.SinCos(Math.Tau * turnsPerFrame * n);
            var (nextSine, nextCosine) = Math.SinCos(Math.Tau * turnsPerFrame * (n + 1));
            return new(Vector128.Create(firstCosine, nextCosine), Vector128.Create(firstSine, nextSine));
        }

        public Rotation By(double cosine, double sine) =>
            new(Vector128.MultiplyAddEstimate(Real, Vector128.Create(cosine), -(Imaginary * sine)),
                Vector128.MultiplyAddEstimate(Real, Vector128.Create(sine), Imaginary * cosine));
    }
}
