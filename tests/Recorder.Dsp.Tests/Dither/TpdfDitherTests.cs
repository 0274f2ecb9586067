using CsCheck;
using Recorder.Dsp.Dither;

namespace Recorder.Dsp.Tests.Dither;

public sealed class TpdfDitherTests
{
    private const int Count = 200_000;

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Mean_and_power_of_the_error_do_not_depend_on_the_signal(int bits)
    {
        for (var step = 0; step < 8; step++)
        {
            var lsb = Math.Pow(2, 1 - bits);
            var wanted = Enumerable.Repeat((12 + step / 8.0) * lsb, Count).ToArray();
            var errors = Errors(new TpdfDither(bits, seed: 5), wanted, bits);
            Assert.Equal(0, errors.Average(), 0.006);
            Assert.Equal(0.25, errors.Average(error => error * error), 0.005);
            Assert.All(errors, error => Assert.InRange(Math.Abs(error), 0, TpdfDither.LargestErrorLsb));
        }
    }

    [Fact]
    public void The_error_is_white_without_shaping_and_leaves_the_ear_s_best_range_with_it()
    {
        var wanted = new double[Count];
        var (white, shaped) = (Errors(new(16, 3), wanted, 16), Errors(new(16, 3, shaped: true), wanted, 16));
        var (whiteLow, whiteHigh) = (BandPower(white, 0.05, 0.2), BandPower(white, 0.75, 0.95));
        Assert.Equal(0, 10 * Math.Log10(whiteHigh / whiteLow), 0.5);
        Assert.True(10 * Math.Log10(BandPower(shaped, 0.05, 0.2) / whiteLow) < -9);
    }

    [Fact]
    public void Full_scale_is_clipped_and_recovered_from()
    {
        foreach (var shaped in (bool[])[false, true])
        {
            var dither = new TpdfDither(16, 1, shaped);
            var words = new int[1000];
            dither.Quantize(Enumerable.Repeat(3f, 1000).ToArray(), words);
            Assert.All(words, word => Assert.Equal(32767, word));
            dither.Quantize((float[])[float.NegativeInfinity, float.PositiveInfinity, float.NaN, -1f], words);
            Assert.Equal((-32768, 32767), (words[0], words[1]));
            dither.Quantize(new float[1000], words);
            Assert.All(words[20..], word => Assert.InRange(word, -16, 16));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_words_however_they_are_cut() => Gen.Select(Gen.Int[0, 500], Gen.Bool).Sample((cut, shaped) =>
    {
        var samples = Signals.Noise(500, 0.9f, 8);
        var (whole, parts, other) = (new int[500], new int[500], new int[500]);
        new TpdfDither(16, 7, shaped).Quantize(samples, whole);
        var dither = new TpdfDither(16, 7, shaped);
        dither.Quantize(samples.AsSpan(0, cut), parts);
        dither.Quantize(samples.AsSpan(cut), parts.AsSpan(cut));
        new TpdfDither(16, 8, shaped).Quantize(samples, other);
        return whole.SequenceEqual(parts) && !whole.SequenceEqual(other);
    }, iter: 30);

    private static double[] Errors(TpdfDither dither, double[] wanted, int bits)
    {
        var words = new int[wanted.Length];
        dither.Quantize(wanted, words);
        return [.. words.Zip(wanted, (word, value) => word - value * Math.Pow(2, bits - 1))];
    }

    // Power from one share of half the rate to another, averaged over blocks, by correlation with cosines and sines.
    private static double BandPower(double[] errors, double from, double to)
    {
        const int Block = 256;
        var power = 0.0;
        for (var bin = (int)(from * Block / 2); bin < to * Block / 2; bin++)
        {
            for (var start = 0; start + Block <= errors.Length; start += Block * 4)
            {
                var (real, imaginary) = (0.0, 0.0);
                for (var i = 0; i < Block; i++)
                {
                    var (sine, cosine) = Math.SinCos(2 * Math.PI * bin * i / Block);
                    real += errors[start + i] * cosine;
                    imaginary += errors[start + i] * sine;
                }

                power += (real * real + imaginary * imaginary) / (to - from);
            }
        }

        return power;
    }
}
