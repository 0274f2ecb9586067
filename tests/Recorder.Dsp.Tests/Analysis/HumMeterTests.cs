using Recorder.Dsp.Analysis;

namespace Recorder.Dsp.Tests.Analysis;

public class HumMeterTests
{
    [Theory, InlineData(44100), InlineData(48000), InlineData(96000)]
    public void Hum_and_noise_are_told_apart_at_every_rate(int rateHz)
    {
        var meter = new HumMeter(rateHz);
        var noise = Signals.Noise(8 * rateHz, 0.001f, seed: 2);
        var first = Signals.Sine(50, rateHz, 8 * rateHz, 0.01);
        var third = Signals.Sine(150, rateHz, 8 * rateHz, 0.005);
        meter.Add([.. noise.Select((sample, i) => sample + first[i] + third[i] + 0.1f)]);
        var reading = meter.Read()!.Value;
        Assert.Equal((50, true), (reading.MainsHz, reading.IsSteady));
        Assert.Equal(10 * Math.Log10((0.01 * 0.01 + 0.005 * 0.005) / 2), reading.HumDbfs, 0.1);
        Assert.Equal(Signals.RmsDb(noise), reading.NoiseDbfs, 0.5);
    }

    [Fact]
    public void What_comes_over_from_others_is_no_noise()
    {
        var meter = new HumMeter(48000);
        var bleed = Signals.Noise(480000, 0.01f, seed: 9);
        for (var i = 0; i < bleed.Length; i++)
            bleed[i] *= (float)Math.Exp(-(i % 12000) / 4000.0);
        meter.Add(bleed);
        Assert.False(meter.Read()!.Value.IsSteady);
        meter.Add(Signals.Noise(240000, 0.001f, seed: 10));
        Assert.True(meter.Read()!.Value.IsSteady);
        Assert.Equal(20 * Math.Log10(0.001 / Math.Sqrt(3)), meter.Read()!.Value.NoiseDbfs, 0.1);
    }

    [Fact]
    public void It_takes_two_seconds_and_zeros_tell_nothing()
    {
        var meter = new HumMeter(48000);
        meter.Add(new float[480000]);
        meter.Add([float.NaN]);
        Assert.Null(meter.Read());
        meter.Add(Signals.Noise(60000, 0.1f, seed: 3));
        Assert.Null(meter.Read());
        meter.Add(Signals.Noise(240000, 0.1f, seed: 4));
        Assert.Null(meter.Read()!.Value.MainsHz);
    }
}
