using CsCheck;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.Tests.Mastering;

public sealed class TruePeakLimiterTests
{
    private const int RateHz = MasterMaterial.RateHz;

    [Theory]
    [InlineData(6)]
    [InlineData(14)]
    [InlineData(24)]
    public void What_comes_out_is_within_a_tenth_of_a_decibel_of_the_ceiling(double driveDb)
    {
        foreach (var source in (MemorySource[])[MasterMaterial.Song(4, 1), new(RateHz, Signals.Noise(RateHz * 2, 0.5f, 1), Signals.Noise(RateHz * 2, 0.1f, 2))])
        {
            var limiter = new TruePeakLimiter(2, RateHz, -1, 150, driveDb);
            var reading = MasterRenderer.Measure(MasterRenderer.Limited(source, limiter));
            Assert.InRange(reading.TruePeakDbtp, -1.3, -0.9);
            Assert.InRange(limiter.MaxReductionDb, limiter.MeanReductionDb, 40);
        }
    }

    [Fact]
    public void What_is_below_the_ceiling_passes_bit_by_bit_only_later()
    {
        var (left, right) = (Signals.Noise(5000, 0.2f, 1), Signals.Noise(5000, 0.2f, 2));
        var limiter = new TruePeakLimiter(2, RateHz, -1, 150);
        var (outLeft, outRight) = ((float[])[.. left], (float[])[.. right]);
        limiter.Process(outLeft, outRight);
        Assert.Equal(left.AsSpan(0, 5000 - limiter.LatencyFrames), outLeft.AsSpan(limiter.LatencyFrames));
        Assert.Equal(right.AsSpan(0, 5000 - limiter.LatencyFrames), outRight.AsSpan(limiter.LatencyFrames));
        Assert.Equal(0, limiter.MaxReductionDb);
    }

    [Fact]
    public void Both_channels_are_turned_down_together()
    {
        var (left, right) = (Signals.Sine(1000, RateHz, RateHz, 2), Signals.Sine(700, RateHz, RateHz, 0.1));
        var limiter = new TruePeakLimiter(2, RateHz, -1, 150);
        limiter.Process(left, right);
        var settled = RateHz / 2;
        Assert.Equal(-20, Signals.RmsDb(right.AsSpan(settled)) - Signals.RmsDb(left.AsSpan(settled)) + 20 * Math.Log10(2), 0.1);
        Assert.Equal(7, limiter.ReductionDb, 0.1);
    }

    [Fact]
    public void A_lone_click_is_forgotten_soon()
    {
        var samples = Signals.Sine(1000, RateHz, RateHz, 0.5);
        samples[10_000] = 4;
        var limiter = new TruePeakLimiter(1, RateHz, -1, 150);
        limiter.Process(samples, []);
        Assert.Equal(Signals.RmsDb(samples.AsSpan(5_000, 2_400)), Signals.RmsDb(samples.AsSpan(10_000 + RateHz / 2, 2_400)), 0.05);
        Assert.InRange(limiter.MaxReductionDb, 12.9, 13.5);
        Assert.InRange(limiter.MeanReductionDb, 0.05, 1);
    }

    [Fact]
    public void The_gain_is_never_above_what_any_frame_allows() =>
        Gen.Select(Gen.Int[2, 40], Gen.Float[0, 1].Array[200]).Sample((window, allowed) =>
        {
            var gain = new LookAheadGain(window, 30);
            var gains = allowed.Select(value => value < 0.9f ? 1 : value - 0.9f).Select(value => (Allowed: value, Gain: gain.Next(value))).ToArray();
            return Enumerable.Range(0, gains.Length - gain.DelayFrames)
                .All(frame => gains[frame + gain.DelayFrames].Gain <= gains[frame].Allowed + 1e-6f);
        });

    [Fact]
    public void Blocks_may_be_of_any_size_and_nothing_is_allocated()
    {
        var song = MasterMaterial.ReadAll(MasterMaterial.Song(1, 3, level: 2));
        var (whole, parts) = (song.Select(channel => channel.ToArray()).ToArray(), song.Select(channel => channel.ToArray()).ToArray());
        var (one, other) = (new TruePeakLimiter(2, RateHz, -1, 150), new TruePeakLimiter(2, RateHz, -1, 150));
        one.Process(whole[0], whole[1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (int start = 0, count = 1; start < parts[0].Length; start += count, count = count * 7 % 601)
        {
            count = Math.Min(count, parts[0].Length - start);
            other.Process(parts[0].AsSpan(start, count), parts[1].AsSpan(start, count));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(whole[0], parts[0]);
        Assert.Equal(whole[1], parts[1]);
    }

    [Fact]
    public void Broken_samples_become_silence()
    {
        var samples = Signals.Noise(4000, 2, 4);
        (samples[10], samples[11], samples[500]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        new TruePeakLimiter(1, RateHz, -1, 150).Process(samples, []);
        Assert.All(samples, sample => Assert.InRange(sample, -0.95f, 0.95f));
    }
}
