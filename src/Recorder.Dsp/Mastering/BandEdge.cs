using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// A linear-phase low-pass for one channel, whole to 20 kHz and empty from 22 kHz at 44.1 and 48 kHz, and likewise just under
/// half of other rates. Up there no two interpolators agree on what lies between the samples: heavily limited white noise was
/// measured at -1.03 dBTP by one and at -0.35 dBTP by another. Without that sliver a ceiling holds on every meter and converter.
/// </summary>
internal sealed class BandEdge
{
    /// <summary>Delay in frames.</summary>
    public const int DelayFrames = 48;

    private const int History = 2 * DelayFrames;

    // The middle of the way down: from whole at 20 kHz to nothing at 22 kHz for the rate that ends soonest.
    private const double EdgeHz = 21014;
    private const int EdgeRateHz = 44100;
    private const int LastRateWithThisEdgeHz = 48000;

    private readonly float[] taps;
    private readonly float[] window;
    private readonly float[] filtered;

    /// <summary>A filter at a sample rate in Hz that works in blocks of a number of frames.</summary>
    public BandEdge(int rateHz, int largestBlock)
    {
        taps = MakeTaps(rateHz is > EdgeRateHz and <= LastRateWithThisEdgeHz ? EdgeHz / rateHz : EdgeHz / EdgeRateHz);

        // Vectors may read and write a little past the last frame.
        window = new float[History + largestBlock + Vector128<float>.Count];
        filtered = new float[largestBlock + Vector128<float>.Count];
    }

    /// <summary>Filters in place, <see cref="DelayFrames"/> later.</summary>
    public void Process(Span<float> samples)
    {
        var largest = filtered.Length - Vector128<float>.Count;
        for (; !samples.IsEmpty; samples = samples[Math.Min(largest, samples.Length)..])
        {
            var block = samples[..Math.Min(largest, samples.Length)];
            block.CopyTo(window.AsSpan(History));
            for (var i = 0; i < block.Length; i += Vector128<float>.Count)
                FourAt(i).CopyTo(filtered.AsSpan(i));
            filtered.AsSpan(0, block.Length).CopyTo(block);
            window.AsSpan(block.Length, History).CopyTo(window);
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => window.AsSpan().Clear();

    /// <summary>The scalar twin of one output: the window's 97 samples from the first on.</summary>
    internal double Scalar(ReadOnlySpan<float> samples)
    {
        var sum = (double)taps[0] * samples[DelayFrames];
        for (var k = 1; k <= DelayFrames; k++)
            sum += (double)taps[k] * (samples[DelayFrames - k] + (double)samples[DelayFrames + k]);
        return sum;
    }

    private Vector128<float> FourAt(int first)
    {
        ref var middle = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(window), first + DelayFrames);
        var (even, odd) = (Vector128.LoadUnsafe(ref middle) * taps[0], Vector128<float>.Zero);
        for (var k = 1; k < taps.Length; k += 2)
        {
            odd = Vector128.MultiplyAddEstimate(Around(ref middle, k), Vector128.Create(taps[k]), odd);
            even = Vector128.MultiplyAddEstimate(Around(ref middle, k + 1), Vector128.Create(taps[k + 1]), even);
        }

        return even + odd;
    }

    private static Vector128<float> Around(ref float middle, int k) =>
        Vector128.LoadUnsafe(ref Unsafe.Subtract(ref middle, k)) + Vector128.LoadUnsafe(ref Unsafe.Add(ref middle, k));

    // From the middle outwards; a Blackman-like window of three terms (A. Nuttall 1981, minimum three-term: -71 dB).
    private static float[] MakeTaps(double edge)
    {
        var taps = Enumerable.Range(0, DelayFrames + 1).Select(k =>
        {
            var angle = Math.PI * k / (DelayFrames + 1);
            var sinc = k == 0 ? 2 * edge : Math.Sin(2 * Math.PI * edge * k) / (Math.PI * k);
            return sinc * (0.4243801 + 0.4973406 * Math.Cos(angle) + 0.0782793 * Math.Cos(2 * angle));
        }).ToArray();
        var sum = taps[0] + 2 * taps.Skip(1).Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }
}
