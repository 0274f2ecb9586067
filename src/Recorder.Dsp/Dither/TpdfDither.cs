namespace Recorder.Dsp.Dither;

/// <summary>
/// Brings one channel to whole numbers with triangular dither of 2 LSB peak to peak: mean and power of the error then do not
/// depend on the signal (S. Lipshitz, R. Wannamaker, J. Vanderkooy, "Quantization and Dither", JAES 40, 1992). Once, last,
/// for integers only. The same seed gives the same numbers everywhere.
/// </summary>
public sealed class TpdfDither
{
    /// <summary>No sample is moved by more than this many LSB without noise shaping: one by the dither, a half by rounding.</summary>
    public const double LargestErrorLsb = 1.5;

    // S. Lipshitz, J. Vanderkooy, R. Wannamaker, "Minimally Audible Noise Shaping", JAES 39, 1991: 5 taps, for 44.1 and 48 kHz.
    private static readonly double[] Shape = [-2.033, 2.165, -1.959, 1.590, -0.6149];

    private readonly double[] errors = new double[Shape.Length];
    private readonly double scale;
    private readonly bool shaped;
    private ulong state;

    /// <summary>Dither for a number of bits (8 to 24), a seed that should differ between channels, and noise shaping on or off.</summary>
    public TpdfDither(int bits, ulong seed, bool shaped = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 24);
        scale = 1L << (bits - 1);
        state = seed;
        this.shaped = shaped;
    }

    /// <summary>Quantises samples (±1.0 = full scale) to words from -2^(bits-1) to 2^(bits-1)-1; what is beyond is clipped.</summary>
    public void Quantize(ReadOnlySpan<float> samples, Span<int> words)
    {
        for (var i = 0; i < samples.Length; i++)
            words[i] = Next(samples[i]);
    }

    /// <summary>Quantises samples (±1.0 = full scale) to words from -2^(bits-1) to 2^(bits-1)-1; what is beyond is clipped.</summary>
    public void Quantize(ReadOnlySpan<double> samples, Span<int> words)
    {
        for (var i = 0; i < samples.Length; i++)
            words[i] = Next(samples[i]);
    }

    private int Next(double sample)
    {
        var wanted = double.IsNaN(sample) ? 0 : sample * scale;
        if (shaped)
        {
            for (var i = 0; i < Shape.Length; i++)
                wanted += Shape[i] * errors[i];
        }

        var word = Math.Clamp(Math.Floor(wanted + Triangle() + 0.5), -scale, scale - 1);
        if (shaped)
        {
            // A clipped word's error must not be worked off by the words after it.
            errors.AsSpan(0, errors.Length - 1).CopyTo(errors.AsSpan(1));
            errors[0] = Math.Clamp(word - wanted, -LargestErrorLsb, LargestErrorLsb);
        }

        return (int)word;
    }

    // Two even draws of 32 bits from one step of SplitMix64 (G. Steele, D. Lea, C. Flood 2014), less each other.
    private double Triangle()
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((double)(uint)z - (uint)(z >> 32)) * (1.0 / (1L << 32));
    }
}
