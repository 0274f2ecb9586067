using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Metering;

/// <summary>What one block of one channel measured.</summary>
/// <param name="Peak">The largest magnitude, 1.0 = full scale.</param>
/// <param name="SumOfSquares">The sum of squared samples; over the number of samples it is the mean square.</param>
public readonly record struct BlockLevel(float Peak, double SumOfSquares);

/// <summary>Peak and energy of samples: the vector way, and the scalar twin it is checked against.</summary>
public static class LevelKernels
{
    // A word is left-justified in 32 bits: -2^31 is -1.0.
    private const float FullScaleWord = 2147483648f;

    // So many vectors are summed in single precision before the sum goes over to double.
    private const int VectorsPerRun = 64;

    /// <summary>Peak and sum of squares of float samples; a sample that is not a number counts as silence.</summary>
    public static BlockLevel PeakAndSumOfSquares(ReadOnlySpan<float> samples)
    {
        var vectors = MemoryMarshal.Cast<float, Vector128<float>>(samples);
        var peak = Vector128<float>.Zero;
        var total = 0.0;
        while (!vectors.IsEmpty)
        {
            var run = vectors[..Math.Min(vectors.Length, VectorsPerRun)];
            var squares = Vector128<float>.Zero;
            foreach (var vector in run)
                Add(vector, ref peak, ref squares);
            total += Vector128.Sum(squares);
            vectors = vectors[run.Length..];
        }
        var rest = PeakAndSumOfSquaresScalar(samples[(samples.Length & ~3)..]);
        return new(Math.Max(Largest(peak), rest.Peak), total + rest.SumOfSquares);
    }

    /// <summary>Peak and sum of squares of left-justified 32-bit words, on the scale on which 2^31 is 1.0.</summary>
    public static BlockLevel PeakAndSumOfSquares(ReadOnlySpan<int> words)
    {
        var vectors = MemoryMarshal.Cast<int, Vector128<int>>(words);
        var peak = Vector128<float>.Zero;
        var total = 0.0;
        while (!vectors.IsEmpty)
        {
            var run = vectors[..Math.Min(vectors.Length, VectorsPerRun)];
            var squares = Vector128<float>.Zero;
            foreach (var vector in run)
                Add(Vector128.ConvertToSingle(vector) * (1 / FullScaleWord), ref peak, ref squares);
            total += Vector128.Sum(squares);
            vectors = vectors[run.Length..];
        }
        var rest = PeakAndSumOfSquaresScalar(words[(words.Length & ~3)..]);
        return new(Math.Max(Largest(peak), rest.Peak), total + rest.SumOfSquares);
    }

    /// <summary>The scalar twin for float samples.</summary>
    public static BlockLevel PeakAndSumOfSquaresScalar(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        var total = 0.0;
        foreach (var sample in samples)
        {
            if (float.IsNaN(sample))
                continue;
            peak = Math.Max(peak, Math.Abs(sample));
            total += (double)sample * sample;
        }
        return new(peak, total);
    }

    /// <summary>The scalar twin for words.</summary>
    public static BlockLevel PeakAndSumOfSquaresScalar(ReadOnlySpan<int> words)
    {
        var peak = 0f;
        var total = 0.0;
        foreach (var word in words)
        {
            var sample = word / FullScaleWord;
            peak = Math.Max(peak, Math.Abs(sample));
            total += (double)sample * sample;
        }
        return new(peak, total);
    }

    private static void Add(Vector128<float> samples, ref Vector128<float> peak, ref Vector128<float> squares)
    {
        samples &= Vector128.Equals(samples, samples);
        peak = Vector128.MaxNative(peak, Vector128.Abs(samples));
        squares = Vector128.MultiplyAddEstimate(samples, samples, squares);
    }

    private static float Largest(Vector128<float> values) =>
        Math.Max(Math.Max(values[0], values[1]), Math.Max(values[2], values[3]));
}
