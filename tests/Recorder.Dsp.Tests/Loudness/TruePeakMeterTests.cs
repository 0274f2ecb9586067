using CsCheck;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.Loudness;

public sealed class TruePeakMeterTests
{
    private const int Margin = InterpolationKernel.Taps;

    /// <summary>Signals whose peaks hide from coarse grids; levels vary so that the greatest comes late.</summary>
    public static TheoryData<string> Hard => ["white", "bursts", "sweep", "quarter", "near half", "square", "growing", "clicks"];

    [Theory]
    [MemberData(nameof(Hard))]
    public void Nothing_that_every_place_shows_is_missed(string name)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var signal = Make(name, 2000, seed);
            var every = EveryPlace(signal);
            var found = Measure(signal, 192000);
            Assert.Equal(20 * Math.Log10(every), found, 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Hard))]
    public void Never_below_the_customary_interpolator(string name)
    {
        foreach (var rateHz in (int[])[48000, 96000])
        {
            var signal = Make(name, 1500, 99);
            var padded = Pad(signal);
            var taps = InterpolationKernel.Customary(rateHz);
            var customary = Enumerable.Range(0, padded.Length - Margin).Max(i => PeakSearch.Customary(taps, rateHz, padded.AsSpan(i)));
            var expected = 20 * Math.Log10(Math.Max(customary, EveryPlace(signal)));
            Assert.Equal(expected, Measure(signal, rateHz), 2e-3);
        }
    }

    [Fact]
    public void No_kernel_lifts_more_than_the_bound_that_lets_runs_be_skipped()
    {
        for (var phase = 0; phase < InterpolationKernel.Phases; phase++)
            Assert.InRange(InterpolationKernel.At(phase).ToArray().Sum(Math.Abs), 0.99f, InterpolationKernel.LargestGain);
        Assert.InRange(InterpolationKernel.Customary(96000).Sum(Math.Abs), 0.99f, InterpolationKernel.LargestGain);
        foreach (var phase in InterpolationKernel.Customary(48000).Chunk(12))
            Assert.InRange(phase.Sum(Math.Abs), 0.99f, InterpolationKernel.LargestGain);
    }

    [Fact]
    public void Short_files_and_their_edges()
    {
        Assert.Equal(double.NegativeInfinity, Measure([], 48000));
        Assert.Equal(double.NegativeInfinity, Measure(new float[100], 48000));
        Assert.Equal(0, Measure([1], 48000), 1e-6);
        Assert.InRange(Measure([0.5f, 0.5f], 48000), 20 * Math.Log10(0.6), 0);
    }

    [Fact]
    public void Samples_that_are_not_finite_count_as_silence()
    {
        var signal = Signals.Noise(2000, 0.5f, 7);
        float[] broken = [.. signal];
        (broken[500], broken[501], broken[1999]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        (signal[500], signal[501], signal[1999]) = (0, 0, 0);
        Assert.Equal(Measure(signal, 48000), Measure(broken, 48000));
    }

    [Fact]
    public void Neither_block_sizes_nor_layout_matter() => Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 700], Gen.Int).Sample((frames, block, seed) =>
    {
        var (left, right) = (Signals.Noise(frames, 0.9f, seed), Signals.Noise(frames, 0.3f, seed + 1));
        var (planar, interleaved) = (new TruePeakMeter(2, 48000), new TruePeakMeter(2, 48000));
        for (var start = 0; start < frames; start += block)
            planar.Process(left.AsSpan(start, Math.Min(block, frames - start)), right.AsSpan(start, Math.Min(block, frames - start)));
        interleaved.Process([.. left.Zip(right).SelectMany(frame => new[] { frame.First, frame.Second })]);
        planar.Complete();
        interleaved.Complete();
        var whole = Measure(left, 48000);
        return planar.ChannelTruePeakDbtp(0).Equals(whole) && interleaved.ChannelTruePeakDbtp(0).Equals(whole)
            && planar.ChannelTruePeakDbtp(1).Equals(Measure(right, 48000));
    }, iter: 100);

    private static float[] Make(string name, int frames, int seed)
    {
        var random = new Random(seed);
        var start = random.NextDouble() * 7;
        return [.. Enumerable.Range(0, frames).Select(i => (float)(name switch
        {
            "white" => random.NextDouble() * 2 - 1,
            "bursts" => (random.NextDouble() * 2 - 1) * Math.Pow(Math.Sin(i * 0.013 + start), 8),
            "sweep" => Math.Sin(Math.PI * (start + 0.48 * i * i / frames)) * (0.5 + 0.4 * i / frames),
            "quarter" => Math.Sin(Math.PI / 2 * i + start),
            "near half" => Math.Sin(Math.PI * 0.93 * i + start) * (0.6 + 0.3 * Math.Sin(i * 0.011)),
            "square" => Math.Sign(Math.Sin(i * 0.11 + start)) * 0.8,
            "growing" => (random.NextDouble() * 2 - 1) * i / frames,
            _ => random.NextDouble() < 0.01 ? random.NextDouble() * 2 - 1 : 0,
        }))];
    }

    private static double EveryPlace(float[] signal)
    {
        var padded = Pad(signal);
        return Enumerable.Range(0, padded.Length - Margin).Max(i => PeakSearch.EveryPlace(padded.AsSpan(i, Margin)));
    }

    private static float[] Pad(float[] signal) => [.. new float[Margin], .. signal, .. new float[Margin]];

    private static double Measure(float[] signal, int rateHz)
    {
        var meter = new TruePeakMeter(1, rateHz);
        meter.Process(signal);
        meter.Complete();
        return meter.TruePeakDbtp;
    }
}
