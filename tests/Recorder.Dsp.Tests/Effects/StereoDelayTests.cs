using Recorder.Dsp.Effects;

namespace Recorder.Dsp.Tests.Effects;

public class StereoDelayTests
{
    private const int RateHz = 48000;

    [Fact]
    public void Echoes_come_in_time_and_lose_their_share()
    {
        var delay = new StereoDelay(RateHz, 2000);
        delay.Set(timeMs: 100, feedbackShare: 0.5f, dampingHz: 16000);
        var (left, right) = (new float[RateHz], new float[RateHz]);
        left[0] = 1;
        delay.Process(left, right);
        Assert.Equal(0, left[..4800].Max(Math.Abs));
        double[] echoes = [.. Enumerable.Range(1, 4).Select(echo => left.AsSpan(4800 * echo, 400).ToArray().Sum(sample => (double)sample))];
        Assert.Equal([1, 0.5, 0.25, 0.125], echoes.Select(echo => Math.Round(echo, 3)));
        Assert.All(right, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Each_echo_is_duller()
    {
        var delay = new StereoDelay(RateHz, 2000);
        delay.Set(50, 0.9f, 2000);
        var (left, right) = (new float[RateHz], new float[RateHz]);
        left[0] = 1;
        delay.Process(left, right);
        Assert.True(left.AsSpan(2400, 100).ToArray().Max() > 2 * left.AsSpan(4800, 100).ToArray().Max());
    }

    [Fact]
    public void A_new_time_fades_over_without_a_click_and_then_holds()
    {
        var delay = new StereoDelay(RateHz, 2000);
        delay.Set(120, 0, 16000);
        var left = Signals.Sine(150, RateHz, RateHz, 0.5);
        var right = left.ToArray();
        delay.Process(left.AsSpan(0, 20000), right.AsSpan(0, 20000));
        delay.Set(37, 0, 16000);
        delay.Process(left.AsSpan(20000), right.AsSpan(20000));
        for (var i = 10000; i < left.Length - 1; i++)
            Assert.InRange(Math.Abs(left[i - 1] - 2 * left[i] + left[i + 1]), 0, 2e-3f);
        var expected = Signals.Sine(150, RateHz, RateHz, 0.5);
        Assert.Equal(Signals.RmsDb(expected.AsSpan(30000, 3200)), Signals.RmsDb(left.AsSpan(30000, 3200)), 0.05);
    }

    [Fact]
    public void Cutting_the_sound_differently_changes_nothing_and_it_comes_to_rest()
    {
        var (whole, cut) = (new StereoDelay(RateHz, 500), new StereoDelay(RateHz, 500));
        whole.Set(30, 0.6f, 5000);
        cut.Set(30, 0.6f, 5000);
        Assert.True(whole.IsIdle);
        var (a, b) = (Signals.Noise(10_000, 0.5f, 1), Signals.Noise(10_000, 0.5f, 2));
        var (c, d) = (a.ToArray(), b.ToArray());
        whole.Process(a, b);
        for (var start = 0; start < c.Length; start += 100)
            cut.Process(c.AsSpan(start, 100), d.AsSpan(start, 100));
        Assert.Equal(a, c);
        Assert.Equal(b, d);
        Assert.False(whole.IsIdle);
        whole.Process([float.NaN, float.PositiveInfinity], new float[2]);
        for (var second = 0; second < 6; second++)
            whole.Process(new float[RateHz], new float[RateHz]);
        Assert.True(whole.IsIdle);
    }
}
