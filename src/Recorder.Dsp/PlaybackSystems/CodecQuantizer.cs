using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Dsp.Dynamics;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>
/// Rounds the coefficients of one channel as ISO/IEC 11172-3 does: their power of 3/4 in steps, each band with steps of its own, all of
/// them made coarser together where bits are short.
/// </summary>
internal sealed class CodecQuantizer(CodecBands bands, int size)
{
    // Informative part of the standard: what is rounded up begins a little above the middle.
    private const float Rounding = 0.4054f;
    private const int Largest = 8206;
    private const float MostMakeUp = 1.25f;

    // Noise of steps s at a magnitude m: (4/3 s^(3/4) m^(1/4))² / 12, so for a noise n: s^(3/2) = 6.75 n / m^(1/2).
    private const float NoiseToStep = 6.75f;

    private static readonly float[] Powers = [.. Enumerable.Range(0, Largest + 1).Select(q => (float)Math.Pow(q, 4.0 / 3))];

    private readonly float[] bent = new float[size];

    // As binary logarithms.
    private readonly float[] steps = new float[bands.Count];
    private readonly bool[] isHidden = new bool[bands.Count];

    /// <summary>Takes the coefficients and how fine each band's steps must be for its noise to be hidden.</summary>
    public void Prepare(ReadOnlySpan<float> coefficients, CodecMasking masking)
    {
        Bend(coefficients, bent);
        for (var band = 0; band < bands.Count; band++)
        {
            var (start, width) = (bands.Edges[band], bands.Edges[band + 1] - bands.Edges[band]);
            isHidden[band] = masking.Energies[band] <= masking.Allowed[band];
            if (isHidden[band])
                continue;
            var root = 0f;
            foreach (var coefficient in coefficients.Slice(start, width))
                root += MathF.Sqrt(MathF.Abs(coefficient));
            steps[band] = MathF.Log2(NoiseToStep * masking.Allowed[band] / root) * (2f / 3);
        }
    }

    /// <summary>Bits that the block takes when all steps are coarser by binary orders: what an ideal code of every band would need.</summary>
    public float Bits(float coarser)
    {
        var bits = 0f;
        for (var band = 0; band < bands.Count; band++)
        {
            if (isHidden[band])
                continue;
            var inside = bent.AsSpan(bands.Edges[band]..bands.Edges[band + 1]);
            var (sum, used) = Count(inside, Scale(band, coarser));
            if (used == 0)
                continue;
            // Magnitudes fall off geometrically; a sign for every one that is not zero.
            var mean = sum / inside.Length;
            bits += used + inside.Length * ((1 + mean) * FastLog.Log2(1 + mean) - mean * FastLog.Log2(mean));
        }
        return bits;
    }

    /// <summary>
    /// The coefficients as a decoder has them; but where coarse steps make a band louder or softer than it was, it is kept as loud.
    /// </summary>
    public void Round(Span<float> coefficients, CodecMasking masking, float coarser)
    {
        for (var band = 0; band < bands.Count; band++)
        {
            var (start, end) = (bands.Edges[band], bands.Edges[band + 1]);
            if (isHidden[band])
            {
                coefficients[start..end].Clear();
                continue;
            }
            var (scale, step) = (Scale(band, coarser), FastLog.Exp2(steps[band] + coarser));
            var energy = 0f;
            for (var i = start; i < end; i++)
            {
                coefficients[i] = MathF.CopySign(Powers[Math.Min(Largest, (int)(bent[i] * scale + Rounding))] * step, coefficients[i]);
                energy += coefficients[i] * coefficients[i];
            }
            if (energy == 0)
                continue;
            var gain = Math.Min(MostMakeUp, MathF.Sqrt(masking.Energies[band] / energy));
            foreach (ref var coefficient in coefficients[start..end])
                coefficient *= gain;
        }
    }

    /// <summary>Sum of the rounded magnitudes and how many are not zero.</summary>
    internal static (float Sum, float Used) Count(ReadOnlySpan<float> bent, float scale)
    {
        var (sums, useds) = (Vector128<float>.Zero, Vector128<float>.Zero);
        var whole = bent.Length - bent.Length % Vector128<float>.Count;
        foreach (var four in MemoryMarshal.Cast<float, Vector128<float>>(bent[..whole]))
        {
            var rounded = Vector128.ConvertToSingle(Vector128.ConvertToInt32Native(four * scale + Vector128.Create(Rounding)));
            sums += rounded;
            useds += Vector128.MinNative(rounded, Vector128<float>.One);
        }
        var (sum, used) = CountScalar(bent[whole..], scale);
        return (sum + Vector128.Sum(sums), used + Vector128.Sum(useds));
    }

    /// <summary>The scalar twin of <see cref="Count"/>.</summary>
    internal static (float Sum, float Used) CountScalar(ReadOnlySpan<float> bent, float scale)
    {
        var (sum, used) = (0f, 0f);
        foreach (var magnitude in bent)
        {
            var rounded = (int)(magnitude * scale + Rounding);
            sum += rounded;
            used += Math.Min(rounded, 1);
        }
        return (sum, used);
    }

    private float Scale(int band, float coarser) => FastLog.Exp2(-0.75f * (steps[band] + coarser));

    private static void Bend(ReadOnlySpan<float> coefficients, Span<float> bent)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(coefficients);
        var to = MemoryMarshal.Cast<float, Vector128<float>>(bent);
        for (var i = 0; i < from.Length; i++)
        {
            var magnitude = Vector128.Abs(from[i]);
            to[i] = Vector128.Sqrt(magnitude * Vector128.Sqrt(magnitude));
        }
    }
}
