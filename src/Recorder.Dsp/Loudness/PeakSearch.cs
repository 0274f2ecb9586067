using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Recorder.Dsp.Loudness.InterpolationKernel;

namespace Recorder.Dsp.Loudness;

/// <summary>
/// Finds how high the wave rises between samples, at 32 places of every interval, without computing most of them.
/// </summary>
/// <remarks>
/// Near its greatest peak M a band-limited wave stays above M·cos(π·d), d being the distance in samples (M. Riesz;
/// R. Duffin and A. Schaeffer 1938). A grid twice as dense as the samples therefore shows at least 0.707 M beside the peak,
/// a grid of four 0.924 M, of eight 0.981 M: what is lower there cannot be the peak and is not looked at more closely. The
/// shares used here leave room for the short kernel of the first grid.
/// </remarks>
internal static class PeakSearch
{
    /// <summary>Intervals that one <see cref="Scan"/> looks at.</summary>
    public const int RunIntervals = 64;

    /// <summary>Samples around an interval's run: a run of intervals needs this many samples.</summary>
    public const int RunSamples = RunIntervals + Taps - 1;

    // Samples from the first of a window to the one before its interval.
    private const int Before = Taps / 2 - 1;
    private const float HalfGridShare = 0.62f;
    private const float QuarterGridShare = 0.90f;
    private const float EighthGridShare = 0.97f;
    private const float SixteenthGridShare = 0.99f;

    /// <summary>
    /// The intervals in which the wave might be above a level, as indices 0 to 63. Interval i lies between samples i + 31
    /// and i + 32 of the window.
    /// </summary>
    /// <returns>How many were found.</returns>
    public static int Scan(ReadOnlySpan<float> window, float level, Span<byte> found)
    {
        ref var x = ref MemoryMarshal.GetReference(window[..RunSamples]);
        if (LargestMagnitude(window[..RunSamples]) * LargestGain <= level)
            return 0;
        var threshold = Vector128.Create(level * HalfGridShare);
        ReadOnlySpan<float> taps = InterpolationKernel.Scan;
        var count = 0;
        for (var i = 0; i < RunIntervals; i += Vector128<float>.Count)
        {
            ref var here = ref Unsafe.Add(ref x, i + Before);
            var before = Vector128.LoadUnsafe(ref here);
            var after = Vector128.LoadUnsafe(ref here, 1);
            var largest = Vector128.MaxNative(Vector128.MaxNative(Vector128.Abs(before), Vector128.Abs(after)), Vector128.Abs(HalfWay(ref here, taps)));
            for (var mask = Vector128.GreaterThanOrEqual(largest, threshold).ExtractMostSignificantBits(); mask != 0; mask &= mask - 1)
                found[count++] = (byte)(i + BitOperations.TrailingZeroCount(mask));
        }

        return count;
    }

    /// <summary>
    /// The greatest magnitude from one sample to the next if it is above a level; else any value not above it. The window
    /// holds 64 samples with the interval in its middle.
    /// </summary>
    public static float Above(float level, ReadOnlySpan<float> window)
    {
        ref var x = ref MemoryMarshal.GetReference(window[..Taps]);
        var (best, at) = (Math.Abs(window[Before]), 0);
        var last = Math.Abs(window[Before + 1]);
        if (last > best)
            (best, at) = (last, Phases);
        Look(ref x, Phases / 4, ref best, ref at);
        Look(ref x, Phases / 2, ref best, ref at);
        Look(ref x, Phases * 3 / 4, ref best, ref at);

        // From here on the wave has one summit in reach: the higher neighbour of the best place is beside it.
        ReadOnlySpan<float> shares = [QuarterGridShare, EighthGridShare, SixteenthGridShare];
        for (var (step, share) = (Phases / 8, 0); step > 0 && best >= level * shares[share]; step /= 2, share++)
        {
            var middle = at;
            if (middle >= step)
                Look(ref x, middle - step, ref best, ref at);
            if (middle + step <= Phases)
                Look(ref x, middle + step, ref best, ref at);
        }

        return best;
    }

    /// <summary>The greatest magnitude the customary interpolator shows in an interval; 0 where it does not interpolate.</summary>
    public static float Customary(ReadOnlySpan<float> taps, int rateHz, ReadOnlySpan<float> window)
    {
        var length = rateHz < 96000 ? 12 : 24;
        ref var x = ref MemoryMarshal.GetReference(window.Slice(Before + 1 - length / 2, length));
        var largest = 0f;
        for (var start = 0; start < taps.Length; start += length)
            largest = Math.Max(largest, Math.Abs(Dot(ref x, taps.Slice(start, length))));
        return largest;
    }

    /// <summary>The slow twin of <see cref="Above"/>: every one of the 32 places, in double precision.</summary>
    public static double EveryPlace(ReadOnlySpan<float> window)
    {
        var largest = 0.0;
        for (var phase = 0; phase < Phases; phase++)
        {
            var sum = 0.0;
            for (var tap = 0; tap < Taps; tap++)
                sum += (double)At(phase)[tap] * window[tap];
            largest = Math.Max(largest, Math.Abs(sum));
        }

        return largest;
    }

    /// <summary>The largest magnitude of finite samples.</summary>
    public static float LargestMagnitude(ReadOnlySpan<float> samples)
    {
        var largest = Vector128<float>.Zero;
        foreach (var vector in MemoryMarshal.Cast<float, Vector128<float>>(samples))
            largest = Vector128.MaxNative(largest, Vector128.Abs(vector));
        var rest = Math.Max(Math.Max(largest[0], largest[1]), Math.Max(largest[2], largest[3]));
        foreach (var sample in samples[(samples.Length & ~3)..])
            rest = Math.Max(rest, Math.Abs(sample));
        return rest;
    }

    /// <summary>The values half way after four neighbouring samples, from one side of a symmetric kernel.</summary>
    public static Vector128<float> HalfWay(ref float before, ReadOnlySpan<float> taps)
    {
        var (even, odd) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (var k = 0; k < taps.Length; k += 2)
        {
            even = Vector128.MultiplyAddEstimate(Pair(ref before, k), Vector128.Create(taps[k]), even);
            odd = Vector128.MultiplyAddEstimate(Pair(ref before, k + 1), Vector128.Create(taps[k + 1]), odd);
        }

        return even + odd;
    }

    private static Vector128<float> Pair(ref float before, int k) =>
        Vector128.LoadUnsafe(ref Unsafe.Subtract(ref before, k)) + Vector128.LoadUnsafe(ref Unsafe.Add(ref before, k + 1));

    private static void Look(ref float x, int phase, ref float best, ref int at)
    {
        if (phase is 0 or Phases)
            return;
        var value = Math.Abs(Dot(ref x, At(phase)));
        if (value > best)
            (best, at) = (value, phase);
    }

    private static float Dot(ref float x, ReadOnlySpan<float> taps)
    {
        ref var h = ref MemoryMarshal.GetReference(taps);
        var (a, b) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (nuint i = 0; i + 4 <= (nuint)taps.Length; i += 8)
        {
            a = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref x, i), Vector128.LoadUnsafe(ref h, i), a);
            if (i + 8 <= (nuint)taps.Length)
                b = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref x, i + 4), Vector128.LoadUnsafe(ref h, i + 4), b);
        }

        return Vector128.Sum(a + b);
    }
}
