using CsCheck;
using Recorder.Core.Units;
using Recorder.Media.Samples;

namespace Recorder.Media.Tests.Samples;

public sealed class SampleConversionTests
{
    private static readonly int[] ExtremeWords = [0, 1, -1, 255, 256, -256, int.MaxValue, int.MinValue, 0x7FFFFF00, 0x12345678];

    private static readonly float[] ExtremeFloats =
    [
        0, -0f, 1, -1, 0.99999994f, -0.99999994f, 1.0000001f, 2, -2, 1e30f, -1e30f, float.NaN, float.PositiveInfinity,
        float.NegativeInfinity, float.Epsilon, -float.Epsilon, 1e-40f, 0.5f / 32768, 1.5f / 32768, -0.5f / 32768, 2.5f / 8388608,
    ];

    private static readonly Gen<SampleFormat> Formats = Gen.Int[1, 4].Select(kind => (SampleFormat)kind);

    private static readonly Gen<int[]> Words = Gen.Frequency((3, Gen.Int), (1, Gen.Int[0, ExtremeWords.Length - 1].Select(i => ExtremeWords[i]))).Array[0, 70];

    private static readonly Gen<float[]> Floats = Gen.Frequency(
        (3, Gen.Float[-1.1f, 1.1f]), (1, Gen.Int[0, ExtremeFloats.Length - 1].Select(i => ExtremeFloats[i]))).Array[0, 70];

    [Fact]
    public void Packing_equals_its_scalar_twin() => Gen.Select(Formats, Words).Sample((format, words) =>
    {
        var vector = new byte[words.Length * format.BytesPerSample()];
        var scalar = new byte[vector.Length];
        SampleConversion.PackWords(format, words, vector);
        ScalarSampleConversion.PackWords(format, words, scalar);
        Assert.Equal(scalar, vector);
    });

    [Fact]
    public void Packing_never_writes_past_its_samples() => Gen.Select(Formats, Words, Gen.Int[0, 40]).Sample((format, words, room) =>
    {
        var used = words.Length * format.BytesPerSample();
        var packed = new byte[used + room];
        Array.Fill(packed, (byte)0xA5);
        SampleConversion.PackWords(format, words, packed.AsSpan(0, used));
        Assert.All(packed[used..], value => Assert.Equal(0xA5, value));
    });

    [Fact]
    public void Unpacking_equals_its_scalar_twin() => Gen.Select(Formats, Gen.Byte.Array[0, 200]).Sample((format, packed) =>
    {
        var vector = new int[packed.Length];
        var scalar = new int[packed.Length];
        SampleConversion.UnpackWords(format, packed, vector);
        ScalarSampleConversion.UnpackWords(format, packed, scalar);
        Assert.Equal(scalar, vector);
    });

    [Fact]
    public void Packed_samples_survive_words() => Gen.Select(Formats, Gen.Byte.Array[0, 200]).Sample((format, bytes) =>
    {
        var packed = bytes[..(bytes.Length / format.BytesPerSample() * format.BytesPerSample())];
        var words = new int[packed.Length / format.BytesPerSample()];
        var again = new byte[packed.Length];
        SampleConversion.UnpackWords(format, packed, words);
        SampleConversion.PackWords(format, words, again);
        Assert.Equal(packed, again);
    });

    [Fact]
    public void Words_to_floats_equals_its_scalar_twin() => Gen.Select(Formats, Words).Sample((format, words) =>
    {
        var vector = new float[words.Length];
        var scalar = new float[words.Length];
        SampleConversion.WordsToFloats(format, words, vector);
        ScalarSampleConversion.WordsToFloats(format, words, scalar);
        Assert.Equal(Bits(scalar), Bits(vector));
    });

    [Fact]
    public void Floats_to_words_equals_its_scalar_twin() => Gen.Select(Formats, Floats).Sample((format, floats) =>
    {
        var vector = new int[floats.Length];
        var scalar = new int[floats.Length];
        SampleConversion.FloatsToWords(format, floats, vector);
        ScalarSampleConversion.FloatsToWords(format, floats, scalar);
        Assert.Equal(scalar, vector);
    });

    [Fact]
    public void Sixteen_and_24_bits_survive_floats() => Gen.Select(Gen.Int[1, 2], Gen.Int.Array[0, 50]).Sample((kind, values) =>
    {
        var format = (SampleFormat)kind;
        var words = values.Select(value => value & (format == SampleFormat.S16 ? ~0xFFFF : ~0xFF)).ToArray();
        var floats = new float[words.Length];
        var again = new int[words.Length];
        SampleConversion.WordsToFloats(format, words, floats);
        SampleConversion.FloatsToWords(format, floats, again);
        Assert.Equal(words, again);
    });

    [Theory]
    [InlineData(SampleFormat.S16, 1f, 0x7FFF0000)]
    [InlineData(SampleFormat.S24, 1f, 0x7FFFFF00)]
    [InlineData(SampleFormat.S32, 1f, 0x7FFFFFFF)]
    [InlineData(SampleFormat.S24, -1f, int.MinValue)]
    [InlineData(SampleFormat.S24, -3f, int.MinValue)]
    [InlineData(SampleFormat.S16, float.NaN, 0)]
    [InlineData(SampleFormat.S24, 0.5f, 0x40000000)]
    public void Floats_land_on_the_grid_and_stop_at_full_scale(SampleFormat format, float value, int word)
    {
        var words = new int[9];
        SampleConversion.FloatsToWords(format, Enumerable.Repeat(value, 9).ToArray(), words);
        Assert.All(words, each => Assert.Equal(word, each));
    }

    [Fact]
    public void Interleaving_equals_its_scalar_twin_and_comes_back() =>
        Gen.Select(Gen.Int[1, 19], Gen.Int[0, 23], Gen.Int[0, 5], Gen.Int[0, 1 << 20]).Sample((channels, frames, gap, seed) =>
        {
            var stride = frames + gap;
            var interleaved = Enumerable.Range(seed, channels * frames).ToArray();
            var vector = new int[channels * stride];
            var scalar = new int[channels * stride];
            Interleaving.Split(interleaved, channels, frames, vector, stride);
            ScalarInterleaving.Split(interleaved, channels, 0..frames, 0..channels, scalar, stride);
            Assert.Equal(scalar, vector);

            var joined = new int[interleaved.Length];
            Interleaving.Join(vector, stride, channels, frames, joined);
            Assert.Equal(interleaved, joined);
        });

    [Fact]
    public void Spans_too_short_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SampleConversion.PackWords(SampleFormat.S24, new int[4], new byte[11]));
        Assert.Throws<ArgumentException>(() => SampleConversion.UnpackWords(SampleFormat.S16, new byte[8], new int[3]));
        Assert.Throws<ArgumentException>(() => SampleConversion.FloatsToWords(SampleFormat.S24, new float[4], new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Interleaving.Split(new int[7], 2, 4, new int[8], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Interleaving.Join(new int[7], 4, 2, 4, new int[8]));
    }

    private static int[] Bits(float[] floats) => [.. floats.Select(BitConverter.SingleToInt32Bits)];
}
