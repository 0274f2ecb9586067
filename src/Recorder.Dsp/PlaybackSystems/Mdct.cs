using Recorder.Dsp.Analysis;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>
/// The modified discrete cosine transform with its sine window: twice as many samples as coefficients, half of them again in the next
/// block; what forward and inverse give, overlapped and added, are the samples. Orthonormal: a coefficient has the power of a sample.
/// </summary>
/// <remarks>
/// Design: folded to a DCT-IV of as many points as coefficients, which is a complex transform of half as many between two turns
/// (J. Princen, A. Johnson, A. Bradley, ICASSP 1987), made here of two real ones. Allocates only when made.
/// </remarks>
internal sealed class Mdct
{
    private readonly int half;
    private readonly float[] window;
    private readonly float[] cosines;
    private readonly float[] sines;
    private readonly float[] folded;
    private readonly float[] real;
    private readonly float[] imaginary;
    private readonly float[] firstReal;
    private readonly float[] firstImaginary;
    private readonly float[] secondReal;
    private readonly float[] secondImaginary;
    private readonly RealFft fft;

    /// <summary>A transform into a number of coefficients, a power of two, 8 or more.</summary>
    public Mdct(int size)
    {
        (Size, half) = (size, size / 2);
        fft = new RealFft(half);
        window = [.. Enumerable.Range(0, 2 * size).Select(n => (float)Math.Sin(Math.PI * (n + 0.5) / (2 * size)))];
        var turns = Enumerable.Range(0, half).Select(n => Math.PI * (n + 0.125) / size).ToArray();
        cosines = [.. turns.Select(angle => (float)Math.Cos(angle))];
        sines = [.. turns.Select(angle => (float)Math.Sin(angle))];
        folded = new float[size];
        (real, imaginary) = (new float[half], new float[half]);
        (firstReal, firstImaginary) = (new float[fft.Bins], new float[fft.Bins]);
        (secondReal, secondImaginary) = (new float[fft.Bins], new float[fft.Bins]);
    }

    /// <summary>Coefficients of a block.</summary>
    public int Size { get; }

    /// <summary>Two blocks of samples, the older first, into coefficients.</summary>
    public void Forward(ReadOnlySpan<float> older, ReadOnlySpan<float> newer, Span<float> coefficients)
    {
        for (var n = 0; n < half; n++)
        {
            folded[n] = -window[Size + half - 1 - n] * newer[half - 1 - n] - window[Size + half + n] * newer[half + n];
            folded[half + n] = window[n] * older[n] - window[Size - 1 - n] * older[Size - 1 - n];
        }
        Turn(folded, coefficients);
    }

    /// <summary>Coefficients into two blocks that are added to what lies before and behind.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="older">Receives the share of the older block.</param>
    /// <param name="newer">Receives the share of the newer one.</param>
    public void Inverse(ReadOnlySpan<float> coefficients, Span<float> older, Span<float> newer)
    {
        Turn(coefficients, folded);
        for (var n = 0; n < half; n++)
        {
            older[n] = window[n] * folded[half + n];
            older[Size - 1 - n] = -window[Size - 1 - n] * folded[half + n];
            newer[half - 1 - n] = -window[Size + half - 1 - n] * folded[n];
            newer[half + n] = -window[Size + half + n] * folded[n];
        }
    }

    // DCT-IV, orthonormal: its own inverse.
    private void Turn(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var n = 0; n < half; n++)
        {
            var (even, odd) = (from[2 * n], from[Size - 1 - 2 * n]);
            real[n] = even * cosines[n] + odd * sines[n];
            imaginary[n] = odd * cosines[n] - even * sines[n];
        }
        fft.Forward(real, firstReal, firstImaginary);
        fft.Forward(imaginary, secondReal, secondImaginary);
        var scale = MathF.Sqrt(2f / Size);
        for (var k = 0; k < half; k++)
        {
            // Beyond the middle a real signal's spectrum is its mirror.
            var (bin, sign) = k < fft.Bins ? (k, 1) : (half - k, -1);
            var re = (firstReal[bin] - sign * secondImaginary[bin]) * scale;
            var im = (sign * firstImaginary[bin] + secondReal[bin]) * scale;
            to[2 * k] = re * cosines[k] + im * sines[k];
            to[Size - 1 - 2 * k] = re * sines[k] - im * cosines[k];
        }
    }
}
