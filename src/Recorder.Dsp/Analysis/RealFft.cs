using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Analysis;

/// <summary>The discrete Fourier transform of real samples, unscaled: X[k] = sum of x[n]·e^(-2πikn/N).</summary>
/// <remarks>
/// Design: even and odd samples form a complex signal of half the length; radix-2 passes over split real and imaginary arrays, the
/// twiddles of each pass in one piece, so that all but the first two passes, which need none, run four butterflies at once. Allocates only when made.
/// </remarks>
public sealed class RealFft
{
    private readonly int half;
    private readonly int[] reversed;
    private readonly float[] cosines;
    private readonly float[] sines;
    private readonly float[] real;
    private readonly float[] imaginary;

    /// <summary>A transform of one length.</summary>
    /// <param name="size">Samples, a power of two, 4 or more.</param>
    public RealFft(int size)
    {
        if (size < 4 || !BitOperations.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, "A power of two is needed, 4 or more.");
        Size = size;
        half = size / 2;
        var bits = BitOperations.Log2((uint)half);
        reversed = new int[half];
        for (var i = 1; i < half; i++)
            reversed[i] = (reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        // The pass of span s has its s twiddles at s; those of the last step, which parts even from odd, follow at half.
        cosines = new float[size];
        sines = new float[size];
        for (var span = 1; span <= half; span *= 2)
        {
            for (var k = 0; k < span; k++)
            {
                var (sine, cosine) = Math.SinCos(-Math.PI * k / span);
                cosines[span + k] = (float)cosine;
                sines[span + k] = (float)sine;
            }
        }
        real = new float[half];
        imaginary = new float[half];
    }

    /// <summary>Samples of one transform.</summary>
    public int Size { get; }

    /// <summary>Frequencies of one transform: from 0 to half the rate, both included.</summary>
    public int Bins => half + 1;

    /// <summary>Transforms <see cref="Size"/> samples into <see cref="Bins"/> real and imaginary parts.</summary>
    public void Forward(ReadOnlySpan<float> samples, Span<float> realParts, Span<float> imaginaryParts)
    {
        for (var i = 0; i < half; i++)
        {
            real[reversed[i]] = samples[2 * i];
            imaginary[reversed[i]] = samples[2 * i + 1];
        }
        FirstPasses();
        for (var span = Vector128<float>.Count; span < half; span *= 2)
            Pass(span);
        Part(realParts, imaginaryParts);
    }

    /// <summary>Transforms samples into the powers |X|² of their bins.</summary>
    public void Power(ReadOnlySpan<float> samples, Span<float> powers, Span<float> scratch)
    {
        Forward(samples, powers, scratch);
        for (var k = 0; k < Bins; k++)
            powers[k] = powers[k] * powers[k] + scratch[k] * scratch[k];
    }

    // The first two turn by quarters only: nothing is multiplied.
    private void FirstPasses()
    {
        if (half == 2)
        {
            (real[0], real[1]) = (real[0] + real[1], real[0] - real[1]);
            (imaginary[0], imaginary[1]) = (imaginary[0] + imaginary[1], imaginary[0] - imaginary[1]);
            return;
        }
        for (var i = 0; i < half; i += 4)
        {
            var re = real.AsSpan(i, 4);
            var im = imaginary.AsSpan(i, 4);
            var (sumReal, sumImaginary) = (re[0] + re[1], im[0] + im[1]);
            var (apartReal, apartImaginary) = (re[0] - re[1], im[0] - im[1]);
            var (nextReal, nextImaginary) = (re[2] + re[3], im[2] + im[3]);
            var (turnedReal, turnedImaginary) = (im[2] - im[3], re[3] - re[2]);
            (re[0], re[2]) = (sumReal + nextReal, sumReal - nextReal);
            (im[0], im[2]) = (sumImaginary + nextImaginary, sumImaginary - nextImaginary);
            (re[1], re[3]) = (apartReal + turnedReal, apartReal - turnedReal);
            (im[1], im[3]) = (apartImaginary + turnedImaginary, apartImaginary - turnedImaginary);
        }
    }

    private void Pass(int span)
    {
        var width = span / Vector128<float>.Count;
        var re = Vectors(real);
        var im = Vectors(imaginary);
        var cosine = Vectors(cosines).Slice(width, width);
        var sine = Vectors(sines).Slice(width, width);
        for (var low = 0; low < re.Length; low += 2 * width)
        {
            var high = low + width;
            Butterflies(re.Slice(low, width), im.Slice(low, width), re.Slice(high, width), im.Slice(high, width), cosine, sine);
        }
    }

    private static void Butterflies(
        Span<Vector128<float>> lowReal, Span<Vector128<float>> lowImaginary, Span<Vector128<float>> highReal,
        Span<Vector128<float>> highImaginary, Span<Vector128<float>> cosine, Span<Vector128<float>> sine)
    {
        for (var k = 0; k < lowReal.Length; k++)
        {
            var (re, im, c, s) = (highReal[k], highImaginary[k], cosine[k], sine[k]);
            var turnedReal = Vector128.MultiplyAddEstimate(re, c, -(im * s));
            var turnedImaginary = Vector128.MultiplyAddEstimate(re, s, im * c);
            var (baseReal, baseImaginary) = (lowReal[k], lowImaginary[k]);
            lowReal[k] = baseReal + turnedReal;
            highReal[k] = baseReal - turnedReal;
            lowImaginary[k] = baseImaginary + turnedImaginary;
            highImaginary[k] = baseImaginary - turnedImaginary;
        }
    }

    private static Span<Vector128<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector128<float>>(values);

    // The spectrum of the even samples is Z's symmetric half, that of the odd ones its antisymmetric half.
    private void Part(Span<float> realParts, Span<float> imaginaryParts)
    {
        for (var k = 0; k <= half; k++)
        {
            // Both ends are made of the one place 0.
            var (a, b) = (k & (half - 1), (half - k) & (half - 1));
            var evenReal = (real[a] + real[b]) / 2;
            var evenImaginary = (imaginary[a] - imaginary[b]) / 2;
            var oddReal = (imaginary[a] + imaginary[b]) / 2;
            var oddImaginary = (real[b] - real[a]) / 2;
            var (cosine, sine) = k < half ? (cosines[half + k], sines[half + k]) : (-1, 0);
            realParts[k] = evenReal + oddReal * cosine - oddImaginary * sine;
            imaginaryParts[k] = evenImaginary + oddReal * sine + oddImaginary * cosine;
        }
    }
}
