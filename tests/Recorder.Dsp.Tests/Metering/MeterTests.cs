using CsCheck;
using Recorder.Dsp.Metering;

namespace Recorder.Dsp.Tests.Metering;

public class MeterTests
{
    private const int RateHz = 48000;

    [Fact]
    public void Vectors_measure_what_scalars_measure()
    {
        Gen.Float[-4, 4].Array[0, 700].Sample(samples =>
            Same(LevelKernels.PeakAndSumOfSquares(samples), LevelKernels.PeakAndSumOfSquaresScalar(samples)));
        Gen.Int.Array[0, 700].Sample(words =>
            Same(LevelKernels.PeakAndSumOfSquares(words), LevelKernels.PeakAndSumOfSquaresScalar(words)));
    }

    [Fact]
    public void Vectors_multiply_what_scalars_multiply()
    {
        Gen.Float[-4, 4].Array[0, 700].Sample(samples =>
        {
            var (left, right) = (samples, samples.Reverse().ToArray());
            Assert.Equal(ProductKernels.SumOfProductsScalar(left, right), ProductKernels.SumOfProducts(left, right), 1e-4 * samples.Length + 1e-9);
        });
        Assert.Equal(0, ProductKernels.SumOfProducts([1e-40f, 0, 0, 0, 1e-40f], [1e-40f, 0, 1, 0, 1]), 1e-30);
        Assert.True(double.IsNaN(ProductKernels.SumOfProducts([float.NaN, 0, 0, 0], [1, 0, 0, 0])));
        Assert.True(double.IsNaN(ProductKernels.SumOfProducts([0, 0, 0, 0, float.NaN], [1, 0, 0, 0, 1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProductKernels.SumOfProducts(new float[3], new float[2]));
    }

    [Fact]
    public void Broken_and_tiny_samples_do_no_harm()
    {
        float[] samples = [float.NaN, 1e-40f, -0.5f, 0, float.NaN, 0.25f, float.NaN];
        Assert.Equal(new BlockLevel(0.5f, 0.3125), LevelKernels.PeakAndSumOfSquares(samples));
        Assert.Equal(new BlockLevel(0.5f, 0.3125), LevelKernels.PeakAndSumOfSquaresScalar(samples));
        Assert.Equal(new BlockLevel(0, 0), LevelKernels.PeakAndSumOfSquares(ReadOnlySpan<float>.Empty));
    }

    [Fact]
    public void The_lowest_word_is_full_scale()
    {
        Assert.Equal(new BlockLevel(1, 1), LevelKernels.PeakAndSumOfSquares([int.MinValue, 0, 0, 0]));
        Assert.Equal(new BlockLevel(1, 1), LevelKernels.PeakAndSumOfSquares([int.MinValue]));
    }

    [Fact]
    public void A_peak_is_held_for_a_second_and_a_half_and_the_bar_falls_20_dB_in_1_7_s()
    {
        var meter = new PeakRmsMeter(RateHz);
        meter.Process(Signals.Sine(1000, RateHz, RateHz));
        Assert.Equal(1, meter.Peak, 0.01f);
        for (var block = 0; block < 14; block++)
            meter.Process(new float[RateHz / 10]);
        Assert.Equal(1, meter.HeldPeak, 1e-6f);
        Assert.Equal(-20 * 1.4 / 1.7, 20 * Math.Log10(meter.Peak), 0.05);
        for (var block = 0; block < 17; block++)
            meter.Process(new float[RateHz / 10]);
        Assert.InRange(20 * Math.Log10(meter.HeldPeak), -20, -17);
    }

    [Fact]
    public void Rms_reads_the_power_and_follows_within_300_ms()
    {
        var meter = new PeakRmsMeter(RateHz);
        var second = Signals.Sine(1000, RateHz, RateHz, 0.5);
        for (var start = 0; start < 14400; start += 160)
            meter.Process(second.AsSpan(start, 160));
        Assert.Equal(0.5 / Math.Sqrt(2) * Math.Sqrt(1 - Math.Exp(-1)), meter.Rms, 2e-3);
        for (var repeat = 0; repeat < 5; repeat++)
            meter.Process(second);
        Assert.Equal(0.5 / Math.Sqrt(2), meter.Rms, 1e-3);
    }

    [Fact]
    public void Words_and_floats_of_the_same_sound_read_the_same()
    {
        var samples = Signals.Noise(1023, 0.7f, seed: 5);
        var words = samples.Select(sample => (int)(sample * 2147483648.0)).ToArray();
        var (floats, integers) = (new PeakRmsMeter(RateHz), new PeakRmsMeter(RateHz));
        floats.Process(samples);
        integers.Process(words);
        Assert.Equal(floats.Peak, integers.Peak, 1e-6f);
        Assert.Equal(floats.Rms, integers.Rms, 1e-6f);
    }

    [Fact]
    public void Correlation_knows_mono_from_unrelated_from_inverted()
    {
        var noise = Signals.Noise(RateHz, 0.3f, seed: 8);
        Assert.Equal(1, Read(noise, noise), 1e-6f);
        Assert.Equal(-1, Read(noise, [.. noise.Select(sample => -2 * sample)]), 1e-6f);
        Assert.Equal(0, Read(noise, Signals.Noise(RateHz, 0.3f, seed: 9)), 0.03f);
        Assert.Equal(0, Read(new float[RateHz], new float[RateHz]));

        static float Read(float[] left, float[] right)
        {
            var meter = new CorrelationMeter(RateHz);
            meter.Process(left, right);
            meter.Process([], []);
            meter.Process([float.NaN], [1]);
            return meter.Correlation;
        }
    }

    private static bool Same(BlockLevel vector, BlockLevel scalar) =>
        vector.Peak == scalar.Peak && Math.Abs(vector.SumOfSquares - scalar.SumOfSquares) <= 1e-5 * scalar.SumOfSquares;
}
