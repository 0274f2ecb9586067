using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// Soft overtones for one channel: the sound itself passes only delayed, what a gently bent curve adds is laid over it.
/// </summary>
/// <remarks>
/// The curve is a cubic (second and third harmonic), straight beyond full scale. At twice the rate the third harmonic of any
/// frequency folds back only to above half the original rate, where the way down removes it: no aliases below full scale.
/// </remarks>
internal sealed class Warmth
{
    /// <summary>The setting for the strongest overtones.</summary>
    public const float Strongest = 10;

    /// <summary>Delay in frames when on.</summary>
    public const int DelayFrames = InterpolationKernel.Taps - 1;

    // Where the curve of the strongest setting has become level at full scale; and a touch of even overtones.
    private const float LargestCube = 1f / 3;
    private const float LargestSquare = 0.08f;

    // Even overtones bring a constant with them, taken away below this.
    private const double DcHz = 5;

    private static readonly float[] HalfTaps = [.. InterpolationKernel.At(InterpolationKernel.Phases / 2)[(InterpolationKernel.Taps / 2)..]];

    private readonly float[] samples;
    private readonly float[] between;
    private readonly float[] added;
    private readonly double dcStep;
    private float cube, square;
    private double dc;

    /// <summary>Warmth from 0, which changes nothing, to <see cref="Strongest"/>.</summary>
    public Warmth(int rateHz, float amount, int largestBlock)
    {
        Set(amount);
        dcStep = 1 - Math.Exp(-2 * Math.PI * DcHz / rateHz);

        // Vectors may read and write a little past the last frame.
        var length = DelayFrames + largestBlock + Vector128<float>.Count;
        samples = new float[length];
        between = new float[length];
        added = new float[largestBlock + Vector128<float>.Count];
    }

    /// <summary>Bends by another amount from now on.</summary>
    public void Set(float amount)
    {
        cube = LargestCube * amount / Strongest;
        square = LargestSquare * amount / Strongest;
    }

    /// <summary>Whether it does anything.</summary>
    public bool IsOn => cube > 0;

    /// <summary>Adds overtones to a block in place, <see cref="DelayFrames"/> later.</summary>
    public void Process(Span<float> block)
    {
        if (!IsOn)
            return;
        block.CopyTo(samples.AsSpan(DelayFrames));
        Interpolate(samples, between.AsSpan(DelayFrames), block.Length);
        Bend(between.AsSpan(DelayFrames, block.Length));
        Interpolate(between, added, block.Length);
        for (var i = 0; i < block.Length; i++)
        {
            var overtones = 0.5f * (Bent(samples[i]) + added[i]);
            dc += (overtones - dc) * dcStep;
            block[i] = samples[i] + overtones - (float)dc;
        }

        samples.AsSpan(block.Length, DelayFrames).CopyTo(samples);
        between.AsSpan(block.Length, DelayFrames).CopyTo(between);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        samples.AsSpan().Clear();
        between.AsSpan().Clear();
        dc = 0;
    }

    private static void Interpolate(ReadOnlySpan<float> from, Span<float> to, int count)
    {
        ref var middle = ref MemoryMarshal.GetReference(from[(InterpolationKernel.Taps / 2 - 1)..]);
        for (var i = 0; i < count; i += Vector128<float>.Count)
            PeakSearch.HalfWay(ref System.Runtime.CompilerServices.Unsafe.Add(ref middle, i), HalfTaps).CopyTo(to[i..]);
    }

    private void Bend(Span<float> values)
    {
        foreach (ref var value in values)
            value = Bent(value);
    }

    // What the curve adds to a value: inside full scale the cubic, outside the line that goes on from it.
    private float Bent(float value)
    {
        var inside = Math.Clamp(value, -1, 1);
        return inside * inside * (square - cube * inside) + (value - inside) * (2 * square * inside - 3 * cube);
    }
}
