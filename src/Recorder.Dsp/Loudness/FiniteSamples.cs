using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Loudness;

/// <summary>Keeps not-a-number and infinity, which floating-point files may hold, out of recursive filters.</summary>
internal static class FiniteSamples
{
    /// <summary>
    /// The samples themselves when all are finite, else a copy in the scratch with zero where one is not. The scratch may
    /// be the samples' own memory.
    /// </summary>
    public static ReadOnlySpan<float> Only(ReadOnlySpan<float> samples, Span<float> scratch)
    {
        if (AreAll(samples))
            return samples;
        for (var i = 0; i < samples.Length; i++)
            scratch[i] = float.IsFinite(samples[i]) ? samples[i] : 0;
        return scratch[..samples.Length];
    }

    /// <summary>Whether no sample is infinite or not a number.</summary>
    public static bool AreAll(ReadOnlySpan<float> samples)
    {
        // Zero times anything finite is zero; times anything else it is not a number, and that stays in a sum.
        ref var first = ref MemoryMarshal.GetReference(samples);
        var (sumA, sumB) = (Vector128<float>.Zero, Vector128<float>.Zero);
        var i = 0;
        for (; i <= samples.Length - 8; i += 8)
        {
            sumA += Vector128.LoadUnsafe(ref first, (nuint)i) * Vector128<float>.Zero;
            sumB += Vector128.LoadUnsafe(ref first, (nuint)i + 4) * Vector128<float>.Zero;
        }

        var sum = Vector128.Sum(sumA + sumB);
        for (; i < samples.Length; i++)
            sum += samples[i] * 0;
        return sum == 0;
    }
}
