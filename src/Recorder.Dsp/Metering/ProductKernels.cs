using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Metering;

/// <summary>The sum of the products of two channels, by which they are compared: the vector way and its scalar twin.</summary>
public static class ProductKernels
{
    // So many vectors are summed in single precision before the sum goes over to double.
    private const int VectorsPerRun = 64;

    /// <summary>The sum over a[i]·b[i] of two spans of one length; what is not a number stays so.</summary>
    public static double SumOfProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length);
        var left = MemoryMarshal.Cast<float, Vector128<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector128<float>>(b);
        var total = 0.0;
        for (var start = 0; start < left.Length; start += VectorsPerRun)
        {
            var sum = Vector128<float>.Zero;
            for (var i = start; i < Math.Min(left.Length, start + VectorsPerRun); i++)
                sum = Vector128.MultiplyAddEstimate(left[i], right[i], sum);
            total += Vector128.Sum(sum);
        }
        return total + SumOfProductsScalar(a[(a.Length & ~3)..], b[(b.Length & ~3)..]);
    }

    /// <summary>The scalar twin.</summary>
    public static double SumOfProductsScalar(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var total = 0.0;
        for (var i = 0; i < a.Length; i++)
            total += (double)a[i] * b[i];
        return total;
    }
}
