using System.Runtime.Intrinsics;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Tests.Filters;

public class FilterLanesTests
{
    private const int RateHz = 48000;

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void Four_lanes_are_the_double_precision_cascades_of_four_strips(int sections)
    {
        var random = new Random(sections);
        var lanes = new FilterLanes(sections);
        var cascades = Enumerable.Range(0, 4).Select(_ => new BiquadCascade(sections)).ToArray();
        for (var section = 0; section < sections; section++)
        {
            for (var lane = 0; lane < 4; lane++)
            {
                var design = AnyDesign(random, lane + section);
                lanes.Set(section, lane, design);
                cascades[lane].Set(section, design);
            }
        }
        lanes.Glide(0);
        var strips = Enumerable.Range(0, 4).Select(lane => Signals.Noise(3001, 0.5f, lane)).ToArray();
        var frames = Join(strips);
        foreach (var (start, count) in ((int, int)[])[(0, 1), (1, 0), (1, 1000), (1001, 2000)])
            lanes.Process(frames.AsSpan(start, count));
        for (var lane = 0; lane < 4; lane++)
        {
            cascades[lane].Process(strips[lane]);
            Assert.InRange(Signals.LargestDifference(Lane(frames, lane), strips[lane]), 0, 3e-5);
        }
    }

    [Fact]
    public void Flat_is_untouched_and_costs_nothing()
    {
        var lanes = new FilterLanes(3);
        lanes.Set(1, 2, BiquadCoefficients.Bell(1000, 0, 1, RateHz));
        lanes.Glide(0);
        Assert.False(lanes.IsActive);
        lanes.Set(1, 2, BiquadCoefficients.Bell(1000, 6, 1, RateHz));
        lanes.Glide(0);
        Assert.True(lanes.IsActive);
        var noise = Signals.Noise(500, 1, seed: 1);
        var frames = Join([noise, noise, noise, noise]);
        lanes.Process(frames);
        Assert.Equal(noise, Lane(frames, 0));
        Assert.NotEqual(noise, Lane(frames, 2));
    }

    [Fact]
    public void A_turned_band_does_not_click()
    {
        var lanes = new FilterLanes(1);
        var frames = Join([.. Enumerable.Range(0, 4).Select(_ => Signals.Sine(200, RateHz, 4800, 0.5))]);
        lanes.Process(frames.AsSpan(0, 2000));
        for (var lane = 0; lane < 4; lane++)
            lanes.Set(0, lane, BiquadCoefficients.LowShelf(300, -12, 0.7, RateHz));
        lanes.Glide(720);
        lanes.Process(frames.AsSpan(2000));
        // A 200 Hz sine at 0.5 bends by at most 3.5e-4 from sample to sample; a click would bend by hundreds of times that.
        var sine = Lane(frames, 3);
        for (var i = 1; i < sine.Length - 1; i++)
            Assert.InRange(Math.Abs(sine[i - 1] - 2 * sine[i] + sine[i + 1]), 0, 6e-4f);
        Assert.Equal(-12 + 20 * Math.Log10(0.5), Signals.RmsDb(sine.AsSpan(3840, 960)) + 3.0103, 2.5);
    }

    [Fact]
    public void Wild_turning_stays_stable()
    {
        var random = new Random(4);
        var lanes = new FilterLanes(2);
        var frames = new Vector128<float>[64];
        for (var turn = 0; turn < 3000; turn++)
        {
            for (var section = 0; section < 2; section++)
                lanes.Set(section, turn & 3, AnyDesign(random, random.Next(5)));
            lanes.Glide(random.Next(200));
            frames.AsSpan().Fill(Vector128.Create(random.NextSingle() - 0.5f));
            lanes.Process(frames);
            foreach (var frame in frames)
                Assert.True(Vector128.LessThanAll(Vector128.Abs(frame), Vector128.Create(1000f)), $"turn {turn}: {frame}");
        }
    }

    [Fact]
    public void Broken_samples_do_not_stay_and_silence_ends_in_silence()
    {
        var lanes = new FilterLanes(2);
        for (var lane = 0; lane < 4; lane++)
            for (var section = 0; section < 2; section++)
                lanes.Set(section, lane, BiquadCoefficients.Bell(60, 12, 3, RateHz));
        lanes.Glide(0);
        Vector128<float>[] frames = [Vector128.Create(float.NaN, 1, float.PositiveInfinity, 1e-40f)];
        lanes.Process(frames);
        var silence = new Vector128<float>[64];
        for (var block = 0; block < 3000; block++)
        {
            silence.AsSpan().Clear();
            lanes.Process(silence);
        }
        Assert.All(silence, frame => Assert.Equal(default, frame));
    }

    [Fact]
    public void Single_precision_is_quiet_at_the_lowest_bell()
    {
        var design = BiquadCoefficients.Bell(30, 6, 4, RateHz);
        var lanes = new FilterLanes(1);
        lanes.Set(0, 0, design);
        lanes.Glide(0);
        var sine = Signals.Sine(997, RateHz, 2 * RateHz, 0.5);
        var frames = Join([sine, sine, sine, sine]);
        lanes.Process(frames);
        new Biquad(design).Process(sine);
        var error = Lane(frames, 0).Zip(sine, (single, reference) => single - reference).ToArray();
        Assert.InRange(Signals.RmsDb(error), -200, -115);
    }

    private static BiquadCoefficients AnyDesign(Random random, int kind)
    {
        var frequencyHz = 30 * Math.Pow(500, random.NextDouble());
        var (gainDb, q) = (random.NextDouble() * 36 - 18, 0.3 * Math.Pow(20, random.NextDouble()));
        return (kind % 5) switch
        {
            0 => BiquadCoefficients.HighPass(frequencyHz, 0.7071, RateHz),
            1 => BiquadCoefficients.LowShelf(frequencyHz, gainDb, Math.Min(q, 2), RateHz),
            2 => BiquadCoefficients.Bell(frequencyHz, gainDb, q, RateHz),
            3 => BiquadCoefficients.HighShelf(frequencyHz, gainDb, Math.Min(q, 2), RateHz),
            _ => BiquadCoefficients.Identity,
        };
    }

    private static Vector128<float>[] Join(float[][] strips) =>
        [.. Enumerable.Range(0, strips[0].Length).Select(i => Vector128.Create(strips[0][i], strips[1][i], strips[2][i], strips[3][i]))];

    private static float[] Lane(Vector128<float>[] frames, int lane) => [.. frames.Select(frame => frame[lane])];
}
