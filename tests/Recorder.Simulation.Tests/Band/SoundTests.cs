using System.Runtime.Intrinsics;
using CsCheck;
using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Tests.Band;

public class SoundTests
{
    [Fact]
    public void Sine_and_exponential_agree_with_the_library() => Gen.Double[-900, 900].Sample(x =>
    {
        Assert.Equal(Math.Sin(2 * Math.PI * (x - Math.Round(x))), PortableMath.SinTurns(x), 1e-10);
        Assert.Equal(Math.Cos(2 * Math.PI * (x - Math.Round(x))), PortableMath.CosTurns(x), 1e-10);
        Assert.Equal(1, PortableMath.Exp2(x) / Math.Pow(2, x), 1e-10);
    });

    [Fact]
    public void Four_sines_agree_with_one() => Gen.Float[-20, 20].Array[4].Sample(turns =>
    {
        var four = PortableMath.SinTurns(Vector128.Create(turns));
        for (var i = 0; i < 4; i++)
            Assert.Equal(PortableMath.SinTurns(turns[i]), four.GetElement(i), 1e-5);
    });

    [Fact]
    public void Soft_clipping_holds_its_bounds_and_is_odd() => Gen.Float[-100, 100].Array[4].Sample(x =>
    {
        var (up, down) = (PortableMath.SoftClip(Vector128.Create(x)), PortableMath.SoftClip(-Vector128.Create(x)));
        for (var i = 0; i < 4; i++)
        {
            Assert.InRange(up.GetElement(i), -1f, 1f);
            Assert.Equal(up.GetElement(i), -down.GetElement(i));
            Assert.Equal(x[i] > 0, up.GetElement(i) > 0);
        }
    });

    [Fact]
    public void Scaled_sum_is_the_scalar_one_to_the_bit() =>
        Gen.Select(Gen.Float.Array[8], Gen.Float.Array[8], Gen.Float).Sample((source, into, gain) =>
        {
            var expected = into.Zip(source, (y, x) => y + x * gain).ToArray();
            BlockMath.AddScaled(source, gain, into);
            Assert.Equal(expected, into);
        });

    [Fact]
    public void A_delay_tape_gives_back_what_was_written_at_any_delay()
    {
        var tape = new DelayTape(300, 128);
        var written = new List<float>(new float[300]);
        for (var turn = 0; turn < 200; turn++)
        {
            var frames = 4 * (1 + turn * 7 % 32);
            var block = tape.Advance(frames);
            for (var i = 0; i < frames; i++)
                written.Add(block[i] = written.Count);
            var delay = turn * 13 % (300 - frames > 0 ? 300 - frames : 1);
            Assert.Equal(written.GetRange(written.Count - frames - delay, frames), tape.Delayed(delay, frames).ToArray());
        }
    }

    [Fact]
    public void White_noise_is_even_and_has_no_offset()
    {
        var block = new float[1 << 16];
        new Noise(5).Fill(block);
        Assert.InRange(block.Average(), -0.01, 0.01);
        Assert.InRange(block.Average(x => x * x), 0.32, 0.35);
        Assert.InRange(block.Max(), 0.99, 1.0);
    }

    [Theory]
    [InlineData(41.2)]
    [InlineData(110)]
    [InlineData(329.6)]
    [InlineData(987.8)]
    public void A_string_is_in_tune_and_dies_away(double frequencyHz)
    {
        const int RateHz = 48000;
        var one = new PluckedString(RateHz);
        var dice = new Dice(3);
        one.Pluck(frequencyHz, 0.8f, 2, 10, 0.8f, ref dice);
        var sound = new float[2 * RateHz];
        for (var from = 0; from < sound.Length; from += 128)
            one.AddTo(sound.AsSpan(from, 128));
        Assert.Equal(frequencyHz, StrongestNear(sound.AsSpan(RateHz / 4, RateHz), frequencyHz, RateHz), frequencyHz * 0.002);
        Assert.True(sound.AsSpan(RateHz * 3 / 2, 4800).ToArray().Max() < sound.AsSpan(0, 4800).ToArray().Max() / 20);
        for (var i = 0; i < 5; i++)
        {
            Array.Clear(sound);
            for (var from = 0; from < RateHz; from += 128)
                one.AddTo(sound.AsSpan(from, 128));
        }
        Assert.False(one.Sounds);
    }

    // The frequency within ±2 % at which the sound correlates best with a sine.
    private static double StrongestNear(ReadOnlySpan<float> sound, double aroundHz, int rateHz)
    {
        var (best, bestPower) = (0.0, -1.0);
        for (var share = 0.98; share <= 1.02; share += 0.0005)
        {
            var (sine, cosine) = (0.0, 0.0);
            for (var i = 0; i < sound.Length; i++)
            {
                var window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / sound.Length);
                var (s, c) = Math.SinCos(2 * Math.PI * aroundHz * share * i / rateHz);
                sine += sound[i] * window * s;
                cosine += sound[i] * window * c;
            }
            if (sine * sine + cosine * cosine > bestPower)
                (best, bestPower) = (aroundHz * share, sine * sine + cosine * cosine);
        }
        return best;
    }
}
