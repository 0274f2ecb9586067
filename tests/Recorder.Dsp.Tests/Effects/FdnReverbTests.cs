using Recorder.Dsp.Effects;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Tests.Effects;

public class FdnReverbTests
{
    private const int RateHz = 48000;

    [Theory, InlineData(0.4, 44100), InlineData(1.6, 48000), InlineData(4, 48000), InlineData(1.6, 96000)]
    public void The_room_falls_by_60_dB_in_the_time_it_was_set_to(double decaySeconds, int rateHz)
    {
        var reverb = new FdnReverb(rateHz, 200);
        reverb.Set((float)decaySeconds, 0, 5500);
        var (left, _) = Ring(reverb, (int)(decaySeconds * 0.9 * rateHz));
        KeepMiddle(left, rateHz);
        Assert.InRange(DecaySeconds(left, rateHz) / decaySeconds, 0.9, 1.1);
    }

    [Fact]
    public void Above_the_damping_frequency_the_decay_is_less_than_half()
    {
        var reverb = new FdnReverb(RateHz, 200);
        reverb.Set(2, 0, 2000);
        var (left, _) = Ring(reverb, 2 * RateHz);
        var high = new Biquad(BiquadCoefficients.HighPass(4000, 0.7, RateHz));
        var low = new Biquad(BiquadCoefficients.LowPass(300, 0.7, RateHz));
        var (highs, lows) = (left.ToArray(), left.ToArray());
        high.Process(highs);
        low.Process(lows);
        Assert.InRange(DecaySeconds(highs.AsSpan(0, RateHz / 2), RateHz), 0.1, 1.0);
        Assert.InRange(DecaySeconds(lows, RateHz), 1.8, 2.2);
    }

    [Theory, InlineData(0.5f), InlineData(1.6f), InlineData(5f)]
    public void What_returns_is_as_loud_as_what_was_sent(float decaySeconds)
    {
        var reverb = new FdnReverb(RateHz, 200);
        reverb.Set(decaySeconds, 10, 16000);
        var (left, right) = Ring(reverb, (int)(decaySeconds * 1.5f * RateHz));
        float[] dry = [1, .. new float[RateHz]];
        KeepMiddle(left, RateHz);
        KeepMiddle(right, RateHz);
        KeepMiddle(dry, RateHz);
        Assert.Equal(0, 10 * Math.Log10(Energy(left) / Energy(dry)), 1.5);
        Assert.Equal(0, 10 * Math.Log10(Energy(right) / Energy(dry)), 1.5);
    }

    [Fact]
    public void The_answer_begins_after_the_pre_delay_and_is_wide()
    {
        var reverb = new FdnReverb(RateHz, 200);
        reverb.Set(1.5f, 100, 8000);
        var (left, right) = Ring(reverb, RateHz);
        var first = Array.FindIndex(left, sample => sample != 0);
        Assert.InRange(first, RateHz / 10 + RateHz * 19 / 1000, RateHz / 10 + RateHz * 80 / 1000);
        var product = left.Zip(right, (l, r) => (double)l * r).Sum();
        Assert.InRange(product / Math.Sqrt(Energy(left) * Energy(right)), -0.3, 0.3);
    }

    [Fact]
    public void Cutting_the_sound_differently_changes_nothing()
    {
        var (whole, cut) = (new FdnReverb(RateHz, 200), new FdnReverb(RateHz, 200));
        whole.Set(2, 20, 6000);
        cut.Set(2, 20, 6000);
        var (a, b) = (Signals.Noise(20_000, 0.5f, 1), Signals.Noise(20_000, 0.5f, 2));
        var (c, d) = (a.ToArray(), b.ToArray());
        whole.Process(a, b);
        var random = new Random(3);
        for (var start = 0; start < c.Length;)
        {
            var count = Math.Min(random.Next(1, 150), c.Length - start);
            cut.Process(c.AsSpan(start, count), d.AsSpan(start, count));
            start += count;
        }
        Assert.Equal(a, c);
        Assert.Equal(b, d);
    }

    [Fact]
    public void It_comes_to_rest_and_survives_broken_samples()
    {
        var reverb = new FdnReverb(RateHz, 200);
        reverb.Set(0.2f, 200, 5000);
        Assert.True(reverb.IsIdle);
        float[] left = [1, float.NaN, float.PositiveInfinity, 1e-42f, .. new float[100]];
        reverb.Process(left, new float[left.Length]);
        Assert.False(reverb.IsIdle);
        for (var second = 0; second < 5; second++)
            reverb.Process(left = new float[RateHz], new float[RateHz]);
        Assert.True(reverb.IsIdle);
        Assert.All(left, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Turning_its_knobs_does_not_click()
    {
        var reverb = new FdnReverb(RateHz, 200);
        reverb.Set(1.5f, 20, 5000);
        var left = Signals.Sine(150, RateHz, 2 * RateHz, 0.3);
        var right = left.ToArray();
        reverb.Process(left.AsSpan(0, RateHz), right.AsSpan(0, RateHz));
        for (var start = RateHz; start < left.Length; start += 480)
        {
            reverb.Set(1.5f + start % 7 * 0.2f, 20, 3000 + start % 11 * 500);
            reverb.Process(left.AsSpan(start, 480), right.AsSpan(start, 480));
        }
        var loudest = left.Max(Math.Abs);
        for (var i = RateHz / 2; i < left.Length - 1; i++)
            Assert.InRange(Math.Abs(left[i - 1] - 2 * left[i] + left[i + 1]), 0, loudest * 0.01f);
    }

    // The octaves around 500 and 1000 Hz, in which ISO 3382 reads the reverberation time.
    private static void KeepMiddle(float[] samples, int rateHz)
    {
        new Biquad(BiquadCoefficients.HighPass(350, 0.7, rateHz)).Process(samples);
        new Biquad(BiquadCoefficients.LowPass(1400, 0.7, rateHz)).Process(samples);
    }

    private static (float[] Left, float[] Right) Ring(FdnReverb reverb, int frames)
    {
        var (left, right) = (new float[frames], new float[frames]);
        left[0] = right[0] = 1;
        reverb.Process(left, right);
        return (left, right);
    }

    // Schroeder's backward integral, read between -5 and -35 dB.
    private static double DecaySeconds(ReadOnlySpan<float> response, int rateHz)
    {
        var remaining = new double[response.Length + 1];
        for (var i = response.Length - 1; i >= 0; i--)
            remaining[i] = remaining[i + 1] + (double)response[i] * response[i];
        int Fallen(double db) => Array.FindIndex(remaining, energy => energy <= remaining[0] * Math.Pow(10, db / 10));
        return (Fallen(-35) - Fallen(-5)) * 2.0 / rateHz;
    }

    private static double Energy(float[] samples) => samples.Sum(sample => (double)sample * sample);
}
