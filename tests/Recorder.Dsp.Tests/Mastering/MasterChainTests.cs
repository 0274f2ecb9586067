using System.Runtime.Intrinsics;
using Recorder.Core.Parameters;
using Recorder.Dsp.Filters;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.Tests.Mastering;

public sealed class MasterChainTests
{
    private const int RateHz = MasterMaterial.RateHz;

    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void The_four_bands_add_up_flat(int rateHz)
    {
        // So quiet that no band is turned down: what is left is the crossovers.
        foreach (var hz in (double[])[30, 80, 120, 200, 500, 800, 1500, 3000, 5000, 8000, 15000, 20000])
        {
            var tone = Signals.Sine(hz, rateHz, rateHz / 2, 1e-3);
            var frames = tone.Select(sample => Vector128.Create((double)sample, -sample)).ToArray();
            var compressor = new MultibandCompressor(rateHz, 100);
            foreach (var block in frames.Chunk(MultibandCompressor.LargestBlock).Select((chunk, i) => (chunk, i)))
            {
                compressor.Process(block.chunk);
                block.chunk.CopyTo(frames, block.i * MultibandCompressor.LargestBlock);
            }

            var output = frames.Skip(frames.Length / 2).Select(frame => (float)frame[0]).ToArray();
            Assert.Equal(Signals.RmsDb(tone.AsSpan(tone.Length / 2)), Signals.RmsDb(output), 0.05);
            Assert.All(frames, frame => Assert.Equal(frame[0], -frame[1], 1e-12));
        }
    }

    [Fact]
    public void A_loud_band_is_turned_down_and_the_others_are_not()
    {
        var values = Neutral().With(MasterParameter.CompressionPercent, 100);
        var chain = new MasterChain(2, RateHz, values);
        var bass = Signals.Sine(60, RateHz, RateHz, 0.7);
        var before = Signals.RmsDb(bass.AsSpan(RateHz / 2));
        chain.Process(bass, (float[])[.. bass]);
        Assert.InRange(before - Signals.RmsDb(bass.AsSpan(RateHz / 2)), 5, 18);
        Assert.InRange(chain.CompressionDb(0), 5, 18);
        Assert.Equal(0, chain.CompressionDb(3), 0.1);
    }

    [Fact]
    public void Neutral_values_leave_every_bit_alone()
    {
        var (left, right) = (Signals.Noise(5000, 0.9f, 1), Signals.Noise(5000, 0.9f, 2));
        var (changedLeft, changedRight) = ((float[])[.. left], (float[])[.. right]);
        var chain = new MasterChain(2, RateHz, Neutral());
        chain.Process(changedLeft, changedRight);
        Assert.Equal(0, chain.LatencyFrames);
        Assert.Equal(left, changedLeft);
        Assert.Equal(right, changedRight);
    }

    [Fact]
    public void Tone_controls_do_what_they_say()
    {
        Assert.Equal(4, ToneDb(MasterParameter.LowDb, 4, 25), 0.3);
        Assert.Equal(-3, ToneDb(MasterParameter.BodyDb, -3, 400), 0.1);
        Assert.Equal(5, ToneDb(MasterParameter.AirDb, 5, 20000), 0.4);
        Assert.Equal(0, ToneDb(MasterParameter.AirDb, 5, 300), 0.05);
    }

    [Fact]
    public void Bass_is_mono_and_the_sum_keeps_its_level()
    {
        var values = Neutral().With(MasterParameter.MonoBassHz, 100).With(MasterParameter.WidthPercent, 150);
        Assert.InRange(SideDb(values, 30), double.NegativeInfinity, -35);
        Assert.Equal(20 * Math.Log10(1.5), SideDb(values, 2000), 0.05);
        foreach (var hz in (double[])[40, 100, 250, 5000])
        {
            var (left, right) = (Signals.Sine(hz, RateHz, RateHz, 0.5), Signals.Sine(hz, RateHz, RateHz, 0.5));
            var before = Signals.RmsDb(left.AsSpan(RateHz / 2));
            new MasterChain(2, RateHz, values).Process(left, right);
            Assert.Equal(before, Signals.RmsDb(left.AsSpan(RateHz / 2)), 0.02);
            Assert.Equal(left, right);
        }
    }

    [Fact]
    public void Width_zero_is_mono()
    {
        var (left, right) = (Signals.Noise(3000, 0.5f, 1), Signals.Noise(3000, 0.5f, 2));
        new MasterChain(2, RateHz, Neutral().With(MasterParameter.WidthPercent, 0)).Process(left, right);
        Assert.Equal(left, right);
    }

    [Fact]
    public void Warmth_adds_overtones_and_nothing_else()
    {
        const double Hz = 9000;
        var tone = Signals.Sine(Hz, RateHz, RateHz, 0.9);
        var chain = new MasterChain(1, RateHz, Neutral().With(MasterParameter.Warmth, 10));
        chain.Process(tone, []);
        Assert.Equal(63, chain.LatencyFrames);
        var settled = tone.AsSpan(RateHz / 2);
        Assert.InRange(LevelDb(settled, 2 * Hz), -50, -20);

        // The third harmonic lies at 27 kHz: folded it would be at 21 kHz. Nor may the square leave a constant.
        Assert.InRange(LevelDb(settled, 21000), double.NegativeInfinity, -85);
        Assert.InRange(Math.Abs(settled.ToArray().Average()), 0, 1e-3);

        var low = Signals.Sine(1000, RateHz, RateHz, 0.9);
        new MasterChain(1, RateHz, Neutral().With(MasterParameter.Warmth, 10)).Process(low, []);
        Assert.InRange(LevelDb(low.AsSpan(RateHz / 2), 3000), -40, -15);
    }

    [Fact]
    public void Blocks_may_be_of_any_size_and_nothing_is_allocated()
    {
        var values = MasterMaterial.Values(-14).With(MasterParameter.Warmth, 5).With(MasterParameter.AirDb, 2);
        var song = MasterMaterial.ReadAll(MasterMaterial.Song(1, 3));
        var (whole, parts) = (song.Select(channel => channel.ToArray()).ToArray(), song.Select(channel => channel.ToArray()).ToArray());
        var (one, other) = (new MasterChain(2, RateHz, values), new MasterChain(2, RateHz, values));
        one.Process(whole[0], whole[1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (int start = 0, count = 1; start < parts[0].Length; start += count, count = count * 7 % 601)
        {
            count = Math.Min(count, parts[0].Length - start);
            other.Process(parts[0].AsSpan(start, count), parts[1].AsSpan(start, count));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.InRange(Signals.LargestDifference(whole[0], parts[0]), 0, 1e-6);
        Assert.InRange(Signals.LargestDifference(whole[1], parts[1]), 0, 1e-6);
    }

    [Fact]
    public void Broken_samples_do_not_stay()
    {
        var samples = Signals.Noise(2000, 0.5f, 4);
        (samples[10], samples[11]) = (float.NaN, float.PositiveInfinity);
        new MasterChain(1, RateHz, MasterMaterial.Values(-14).With(MasterParameter.Warmth, 5)).Process(samples, []);
        Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
    }

    [Fact]
    public void Lanes_filter_as_the_scalar_section_does()
    {
        var coefficients = BiquadCoefficients.Bell(400, 5, 0.7, RateHz);
        var (left, right) = (Signals.Noise(777, 0.9f, 1), Signals.Noise(777, 0.9f, 2));
        (left[5], left[6], right[7]) = (float.Epsilon, 0, 1e-30f);
        var lanes = new StereoBiquad(coefficients);
        var frames = left.Zip(right, (l, r) => Vector128.Create((double)l, r)).ToArray();
        lanes.Process(frames);
        var (scalarLeft, scalarRight) = (new Biquad(coefficients), new Biquad(coefficients));
        scalarLeft.Process(left);
        scalarRight.Process(right);
        Assert.InRange(Signals.LargestDifference(left, [.. frames.Select(frame => (float)frame[0])]), 0, 1e-6);
        Assert.InRange(Signals.LargestDifference(right, [.. frames.Select(frame => (float)frame[1])]), 0, 1e-6);
    }

    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    public void The_band_edge_is_whole_to_20_kHz_and_empty_from_22(int rateHz)
    {
        foreach (var (hz, lowestDb, highestDb) in ((double, double, double)[])
            [(2000, -0.01, 0.01), (10000, -0.01, 0.01), (19900, -0.05, 0.05), (22040, double.NegativeInfinity, -40)])
        {
            var tone = Signals.Sine(hz, rateHz, rateHz / 4, 0.9);
            var before = Signals.RmsDb(tone.AsSpan(1000));
            new BandEdge(rateHz, 256).Process(tone);
            Assert.InRange(Signals.RmsDb(tone.AsSpan(1000)) - before, lowestDb, highestDb);
        }
    }

    [Fact]
    public void The_band_edge_agrees_with_its_scalar_twin_in_blocks_of_any_size()
    {
        var noise = Signals.Noise(1001, 0.9f, 6);
        (noise[7], noise[8]) = (float.Epsilon, 1e-30f);
        float[] padded = [.. new float[2 * BandEdge.DelayFrames], .. noise];
        var edge = new BandEdge(RateHz, 64);
        for (int start = 0, count = 1; start < noise.Length; start += count, count = count * 7 % 97)
        {
            count = Math.Min(count, noise.Length - start);
            edge.Process(noise.AsSpan(start, count));
        }

        for (var i = 0; i < noise.Length; i++)
            Assert.Equal(edge.Scalar(padded.AsSpan(i)), noise[i], 2e-6);
    }

    private static MasterValues Neutral() => MasterParameters.Defaults()
        .With(MasterParameter.CompressionPercent, 0)
        .With(MasterParameter.MonoBassHz, 20);

    private static double ToneDb(MasterParameter control, float gainDb, double hz)
    {
        var tone = Signals.Sine(hz, RateHz, RateHz, 0.1);
        var before = Signals.RmsDb(tone.AsSpan(RateHz / 2));
        new MasterChain(1, RateHz, Neutral().With(control, gainDb)).Process(tone, []);
        return Signals.RmsDb(tone.AsSpan(RateHz / 2)) - before;
    }

    // How much a difference of left and right is changed.
    private static double SideDb(in MasterValues values, double hz)
    {
        var left = Signals.Sine(hz, RateHz, RateHz, 0.1);
        var before = Signals.RmsDb(left.AsSpan(RateHz / 2));
        new MasterChain(2, RateHz, values).Process(left, [.. left.Select(sample => -sample)]);
        return Signals.RmsDb(left.AsSpan(RateHz / 2)) - before;
    }

    // Level of one frequency, 0 dB being a sine of amplitude 1.
    private static double LevelDb(ReadOnlySpan<float> samples, double hz)
    {
        var (real, imaginary) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * hz * i / RateHz);
            real += samples[i] * cosine;
            imaginary += samples[i] * sine;
        }

        return 20 * Math.Log10(2 * double.Hypot(real, imaginary) / samples.Length);
    }
}
