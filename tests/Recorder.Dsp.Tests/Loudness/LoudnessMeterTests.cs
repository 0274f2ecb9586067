using CsCheck;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.Loudness;

public sealed class LoudnessMeterTests
{
    private static readonly Gen<float[]> Noise = Gen.Float[-0.5f, 0.5f].Array[9_000, 20_000];

    [Theory]
    [InlineData(8000)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void Full_scale_997_Hz_in_one_channel_is_minus_3_01(int rateHz)
    {
        var tone = Enumerable.Range(0, rateHz * 2).Select(i => (float)Math.Sin(2 * Math.PI * 997 * i / rateHz)).ToArray();
        var meter = new LoudnessMeter(2, rateHz);
        meter.Process(tone, new float[tone.Length]);
        Assert.Equal(-3.01, meter.IntegratedLufs, rateHz == 48000 ? 0.005 : 0.04);
    }

    [Fact]
    public void Too_short_and_too_quiet_are_undefined()
    {
        var meter = new LoudnessMeter(1, 48000);
        meter.Process(EbuTone.Make(48000, (0.39, -23)));
        Assert.True(double.IsNaN(meter.IntegratedLufs) && double.IsNaN(meter.MaxMomentaryLufs) && double.IsNaN(meter.LoudnessRangeLu));
        meter.Process(EbuTone.Make(48000, (0.02, -23)));
        Assert.Equal(-26, meter.IntegratedLufs, 0.1);
        Assert.True(double.IsNaN(meter.MaxShortTermLufs));

        var silent = new LoudnessMeter(2, 48000);
        silent.Process(new float[480_000]);
        Assert.True(double.IsNaN(silent.IntegratedLufs));
        Assert.Equal(double.NegativeInfinity, silent.MaxShortTermLufs);
    }

    [Fact]
    public void Samples_that_are_not_finite_count_as_silence()
    {
        var tone = EbuTone.Make(48000, (5, -23));
        float[] broken = [.. tone];
        float[] mended = [.. tone];
        foreach (var (at, value) in ((int, float)[])[(0, float.NaN), (1001, float.PositiveInfinity), (1002, float.NegativeInfinity)])
            (broken[at], mended[at]) = (value, 0);
        var (meter, expected) = (new LoudnessMeter(2, 48000), new LoudnessMeter(2, 48000));
        meter.Process(broken, tone);
        expected.Process(mended, tone);
        Assert.Equal(expected.IntegratedLufs, meter.IntegratedLufs);
        Assert.InRange(meter.IntegratedLufs, -23.2, -22.8);
    }

    [Fact]
    public void Loudness_follows_the_gain() => Gen.Select(Noise, Gen.Double[-30, 12]).Sample((noise, gainDb) =>
    {
        var gain = Math.Pow(10, gainDb / 20);
        var louder = noise.Select(sample => (float)(sample * gain)).ToArray();
        return Math.Abs(Measure(louder, louder).IntegratedLufs - Measure(noise, noise).IntegratedLufs - gainDb) < 1e-3;
    }, iter: 20);

    [Fact]
    public void Channels_may_be_swapped() => Gen.Select(Noise, Noise).Sample((left, right) =>
    {
        var count = Math.Min(left.Length, right.Length);
        var (one, other) = (Measure(left[..count], right[..count]), Measure(right[..count], left[..count]));
        return Math.Abs(one.IntegratedLufs - other.IntegratedLufs) < 1e-9;
    }, iter: 20);

    [Fact]
    public void Neither_block_sizes_nor_layout_matter() => Gen.Select(Noise, Gen.Int[1, 1000]).Sample((noise, block) =>
    {
        var right = noise.Reverse().ToArray();
        var whole = Measure(noise, right);
        var split = new LoudnessMeter(2, 11025);
        for (var start = 0; start < noise.Length; start += block)
        {
            var end = Math.Min(noise.Length, start + block);
            split.Process(noise.AsSpan(start..end), right.AsSpan(start..end));
        }

        var interleaved = new LoudnessMeter(2, 11025);
        interleaved.Process([.. noise.Zip(right).SelectMany(frame => new[] { frame.First, frame.Second })]);
        return Same(whole, split) && Same(whole, interleaved);
    }, iter: 20);

    [Fact]
    public void Ten_minutes_are_measured_without_allocating()
    {
        var tone = EbuTone.Make(8000, (60, -23));
        var meter = new LoudnessMeter(2, 8000);
        meter.Process(tone, tone);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var minute = 1; minute < 10; minute++)
            meter.Process(tone, tone);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(-23, meter.IntegratedLufs, 0.1);
        Assert.Equal(-23, meter.ShortTermLufs, 0.1);
    }

    [Fact]
    public void Reset_it_measures_as_a_new_one()
    {
        var loud = EbuTone.Make(8000, (5, -10));
        var (used, fresh) = (new LoudnessMeter(2, 8000), new LoudnessMeter(2, 8000));
        used.Process(loud.AsSpan(3), loud.AsSpan(3));
        used.Reset();
        Assert.True(double.IsNaN(used.ShortTermLufs) && double.IsNaN(used.IntegratedLufs));
        var tone = EbuTone.Make(8000, (4, -23), (4, -30));
        used.Process(tone, tone);
        fresh.Process(tone, tone);
        Assert.Equal((fresh.IntegratedLufs, fresh.ShortTermLufs, fresh.LoudnessRangeLu), (used.IntegratedLufs, used.ShortTermLufs, used.LoudnessRangeLu));
    }

    // A low rate lets few samples be long enough for every measure but the 3 s ones.
    private static LoudnessMeter Measure(float[] left, float[] right)
    {
        var meter = new LoudnessMeter(2, 11025);
        meter.Process(left, right);
        return meter;
    }

    private static bool Same(LoudnessMeter one, LoudnessMeter other) =>
        Math.Abs(one.IntegratedLufs - other.IntegratedLufs) < 1e-9 && Math.Abs(one.MaxMomentaryLufs - other.MaxMomentaryLufs) < 1e-9;
}
