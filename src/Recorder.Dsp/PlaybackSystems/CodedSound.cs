using Recorder.Dsp.Listening;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>What coding at 128 kbit/s in joint stereo does to sound, heard live: a preview, not a codec.</summary>
/// <remarks>
/// What it has of an MP3: coefficients of about its number (<see cref="Mdct"/>), its bands, its way of rounding, noise as large as it
/// is hidden or as bits are short, a reservoir of bits, sum and difference where the sides are alike, nothing above 17 kHz (the limit
/// LAME sets at this rate). What it has not: the hybrid filter bank and its aliases, short blocks (attacks cost bits instead), Huffman
/// tables (bits are those of an ideal code), any one encoder's tricks. The finished file is measured decoded, see the certificate.
/// </remarks>
internal sealed class CodedSound : IStereoProcess
{
    /// <summary>Bits a second.</summary>
    public const int BitRate = 128000;

    private const int UsualSize = 512;
    private const int LargestRateOfUsualSizeHz = 50000;

    // Header, side information and scale factors of a block of both sides, about.
    private const float SideBits = 200;
    private const int ReservoirBits = 511 * 8;

    // Above the first all is weaker, above the second all is gone: LAME's transition at 128 kbit/s.
    private const double EdgeStartHz = 16538;
    private const double EdgeEndHz = 17071;

    // ISO/IEC 11172-3 annex G: sum and difference where the sides differ by less than this share of their power.
    private const float LikenessForSumAndDifference = 0.8f;

    // What a block takes of its bits while there is room to save some.
    private const float UsualShare = 0.9f;
    private const int Halvings = 7;

    // Binary orders.
    private const float Finest = -6;
    private const float Coarsest = 10;

    private readonly Mdct mdct;
    private readonly Channel[] channels;
    private readonly float[] edge;
    private readonly float blockBits;
    private readonly int size;
    private float savedBits;
    private int filled;

    /// <summary>A preview at a sample rate in Hz.</summary>
    public CodedSound(int rateHz)
    {
        size = UsualSize;
        for (var limitHz = LargestRateOfUsualSizeHz; rateHz > limitHz; limitHz *= 2)
            size *= 2;
        mdct = new Mdct(size);
        var bands = new CodecBands(size, rateHz);
        channels = [new Channel(bands, size), new Channel(bands, size)];
        edge = [.. Enumerable.Range(0, size).Select(i => (float)Math.Clamp((EdgeEndHz - (i + 0.5) * rateHz / 2 / size) / (EdgeEndHz - EdgeStartHz), 0, 1))];
        blockBits = (float)size * BitRate / rateHz - SideBits;
    }

    /// <inheritdoc/>
    public int LatencyFrames => 2 * size;

    /// <summary>Bits that the last block took, side information left out.</summary>
    internal float LastBits { get; private set; }

    /// <inheritdoc/>
    public void Process(Span<float> left, Span<float> right)
    {
        while (!left.IsEmpty)
        {
            var count = Math.Min(left.Length, size - filled);
            channels[0].Exchange(left[..count], filled);
            channels[1].Exchange(right[..count], filled);
            left = left[count..];
            right = right[count..];
            filled += count;
            if (filled < size)
                continue;
            Code();
            filled = 0;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (var channel in channels)
            channel.Reset();
        (savedBits, filled) = (0, 0);
    }

    private void Code()
    {
        var (first, second) = (channels[0], channels[1]);
        first.Analyse(mdct, edge);
        second.Analyse(mdct, edge);
        var isSumAndDifference = AreAlike(first.Coefficients, second.Coefficients);
        if (isSumAndDifference)
            Matrix(first.Coefficients, second.Coefficients);
        first.Prepare();
        second.Prepare();
        var coarser = Fit();
        first.Round(coarser);
        second.Round(coarser);
        if (isSumAndDifference)
            Matrix(first.Coefficients, second.Coefficients);
        first.Synthesise(mdct);
        second.Synthesise(mdct);
    }

    // As an encoder of constant bit rate does: what hides the noise may take what was saved, and what is left over makes the noise less.
    private float Fit()
    {
        var share = savedBits < ReservoirBits ? UsualShare : 1;
        var most = Math.Clamp(Bits(0), share * blockBits, blockBits + savedBits);
        var (low, high) = (Finest, Coarsest);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Bits(middle) > most ? (middle, high) : (low, middle);
        }
        LastBits = Bits(high);
        savedBits = Math.Clamp(savedBits + blockBits - LastBits, 0, ReservoirBits);
        return high;
    }

    private float Bits(float coarser) => channels[0].Bits(coarser) + channels[1].Bits(coarser);

    private static bool AreAlike(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (difference, sum) = (0f, 0f);
        for (var i = 0; i < left.Length; i++)
        {
            var (l, r) = (left[i] * left[i], right[i] * right[i]);
            difference += Math.Abs(l - r);
            sum += l + r;
        }
        return difference < LikenessForSumAndDifference * sum;
    }

    // Left and right into sum and difference, or back.
    private static void Matrix(Span<float> first, Span<float> second)
    {
        const float Half = 0.70710678f;
        for (var i = 0; i < first.Length; i++)
            (first[i], second[i]) = ((first[i] + second[i]) * Half, (first[i] - second[i]) * Half);
    }

    /// <summary>One channel's memory: two blocks that came in, what is added to the next, what may go out.</summary>
    private sealed class Channel(CodecBands bands, int size)
    {
        private readonly CodecMasking masking = new(bands, size);
        private readonly CodecQuantizer quantizer = new(bands, size);
        private readonly float[] older = new float[size];
        private readonly float[] newer = new float[size];
        private readonly float[] ready = new float[size];
        private readonly float[] overlap = new float[size];

        public float[] Coefficients { get; } = new float[size];

        public void Exchange(Span<float> samples, int at)
        {
            samples.CopyTo(newer.AsSpan(at));
            ready.AsSpan(at, samples.Length).CopyTo(samples);
        }

        public void Analyse(Mdct mdct, ReadOnlySpan<float> edge)
        {
            FiniteSamples.Only(newer, newer);
            mdct.Forward(older, newer, Coefficients);
            newer.CopyTo(older, 0);
            for (var i = 0; i < size; i++)
                Coefficients[i] *= edge[i];
        }

        public void Prepare()
        {
            masking.Look(Coefficients);
            quantizer.Prepare(Coefficients, masking);
        }

        public float Bits(float coarser) => quantizer.Bits(coarser);

        public void Round(float coarser) => quantizer.Round(Coefficients, masking, coarser);

        public void Synthesise(Mdct mdct)
        {
            overlap.CopyTo(ready, 0);
            mdct.Inverse(Coefficients, newer, overlap);
            for (var i = 0; i < size; i++)
                ready[i] += newer[i];
        }

        public void Reset()
        {
            masking.Reset();
            older.AsSpan().Clear();
            newer.AsSpan().Clear();
            ready.AsSpan().Clear();
            overlap.AsSpan().Clear();
        }
    }
}
