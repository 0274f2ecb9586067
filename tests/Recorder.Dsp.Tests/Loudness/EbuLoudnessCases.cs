using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.Loudness;

/// <summary>EBU Tech 3341 v4 cases 1 to 6 and 9 to 14, Tech 3342 v4 cases 1 to 4, synthesised from their tables.</summary>
public sealed class EbuLoudnessCases
{
    private const double Silence = EbuTone.Silence;
    private const double ToleranceLu = 0.1;

    [Theory]
    [InlineData(48000, -23)]
    [InlineData(48000, -33)]
    [InlineData(44100, -23)]
    [InlineData(96000, -33)]
    [InlineData(22050, -23)]
    [InlineData(192000, -23)]
    public void Cases_1_and_2_steady_tone(int rateHz, double levelLufs)
    {
        var meter = Stereo(rateHz, EbuTone.Make(rateHz, (20, levelLufs)));
        Assert.Equal(levelLufs, meter.MomentaryLufs, ToleranceLu);
        Assert.Equal(levelLufs, meter.ShortTermLufs, ToleranceLu);
        Assert.Equal(levelLufs, meter.IntegratedLufs, ToleranceLu);
    }

    [Theory]
    [InlineData(48000)]
    [InlineData(44100)]
    [InlineData(96000)]
    public void Cases_3_to_5_gated(int rateHz)
    {
        var case3 = EbuTone.Make(rateHz, (10, -36), (60, -23), (10, -36));
        var case4 = EbuTone.Make(rateHz, (10, -72), (10, -36), (60, -23), (10, -36), (10, -72));
        var case5 = EbuTone.Make(rateHz, (20, -26), (20.1, -20), (20, -26));
        Assert.All([case3, case4, case5], tone => Assert.Equal(-23, Stereo(rateHz, tone).IntegratedLufs, ToleranceLu));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Case_6_surround(int channels)
    {
        double[] levels = channels == 5 ? [-28, -28, -24, -30, -30] : [-28, -28, -24, -10, -30, -30];
        var tones = levels.Select(level => EbuTone.Make(48000, (20, level))).ToArray();
        var meter = new LoudnessMeter(channels, 48000);
        meter.Process(Interleave(tones));
        Assert.Equal(-23, meter.IntegratedLufs, ToleranceLu);
    }

    [Fact]
    public void Case_9_short_term_constant_after_3_s()
    {
        var tone = EbuTone.Make(48000, [.. Enumerable.Repeat<(double, double)[]>([(1.34, -20), (1.66, -30)], 5).SelectMany(pair => pair)]);
        AssertConstantAfter(3, tone, meter => meter.ShortTermLufs);
    }

    [Fact]
    public void Case_12_momentary_constant_after_1_s()
    {
        var tone = EbuTone.Make(48000, [.. Enumerable.Repeat<(double, double)[]>([(0.18, -20), (0.22, -30)], 25).SelectMany(pair => pair)]);
        AssertConstantAfter(1, tone, meter => meter.MomentaryLufs);
    }

    [Fact]
    public void Case_10_short_term_wherever_the_tone_begins()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(-23, Stereo(48000, EbuTone.Make(48000, (i * 0.15, Silence), (3, -23), (1, Silence))).MaxShortTermLufs, ToleranceLu);
    }

    [Fact]
    public void Case_13_momentary_wherever_the_tone_begins()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(-23, Stereo(48000, EbuTone.Make(48000, (i * 0.02, Silence), (0.4, -23), (1, Silence))).MaxMomentaryLufs, ToleranceLu);
    }

    [Fact]
    public void Case_11_short_term_successive()
    {
        var meter = new LoudnessMeter(2, 48000);
        for (var i = 0; i < 20; i++)
        {
            var tone = EbuTone.Make(48000, (i * 0.15, Silence), (3, -38 + i), (3 - i * 0.15, Silence));
            meter.Process(tone, tone);
            Assert.Equal(-38 + i, meter.MaxShortTermLufs, ToleranceLu);
        }
    }

    [Fact]
    public void Case_14_momentary_successive()
    {
        var meter = new LoudnessMeter(2, 48000);
        for (var i = 0; i < 20; i++)
        {
            var tone = EbuTone.Make(48000, (i * 0.02, Silence), (0.4, -38 + i), (0.4 - i * 0.02, Silence));
            meter.Process(tone, tone);
            Assert.Equal(-38 + i, meter.MaxMomentaryLufs, ToleranceLu);
        }
    }

    [Theory]
    [InlineData(48000, 10.0, -20.0, -30.0)]
    [InlineData(48000, 5.0, -20.0, -15.0)]
    [InlineData(48000, 20.0, -40.0, -20.0)]
    [InlineData(48000, 15.0, -50.0, -35.0, -20.0, -35.0, -50.0)]
    [InlineData(44100, 10.0, -20.0, -30.0)]
    [InlineData(96000, 15.0, -50.0, -35.0, -20.0, -35.0, -50.0)]
    public void Tech_3342_loudness_range(int rateHz, double expectedLu, params double[] levels)
    {
        var meter = Stereo(rateHz, EbuTone.Make(rateHz, [.. levels.Select(level => (20.0, level))]));
        Assert.Equal(expectedLu, meter.LoudnessRangeLu, 1.0);
    }

    private static void AssertConstantAfter(int seconds, float[] tone, Func<LoudnessMeter, double> reading)
    {
        var meter = new LoudnessMeter(2, 48000);
        meter.Process(tone.AsSpan(0, seconds * 48000), tone.AsSpan(0, seconds * 48000));
        foreach (var step in tone.Skip(seconds * 48000).Chunk(480))
        {
            meter.Process(step, step);
            Assert.Equal(-23, reading(meter), ToleranceLu);
        }
    }

    private static LoudnessMeter Stereo(int rateHz, float[] tone)
    {
        var meter = new LoudnessMeter(2, rateHz);
        meter.Process(tone, tone);
        return meter;
    }

    private static float[] Interleave(float[][] channels) =>
        [.. Enumerable.Range(0, channels[0].Length).SelectMany(frame => channels.Select(channel => channel[frame]))];
}
