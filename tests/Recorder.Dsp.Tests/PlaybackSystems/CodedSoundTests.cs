using Recorder.Dsp.Analysis;
using Recorder.Dsp.PlaybackSystems;

namespace Recorder.Dsp.Tests.PlaybackSystems;

public sealed class CodedSoundTests
{
    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void Nothing_is_left_above_its_limit_and_what_lies_below_stays(int rateHz)
    {
        var (left, right) = Programme.Pink(rateHz, 4 * rateHz, correlation: 0.5);
        var before = Spectrum(rateHz, left);
        Code(rateHz, left, right);
        var after = Spectrum(rateHz, left);
        Assert.InRange(after.LevelDb(17500, 20000) - before.LevelDb(17500, 20000), double.NegativeInfinity, -40);
        Assert.InRange(after.LevelDb(100, 5000) - before.LevelDb(100, 5000), -0.5, 0.3);
    }

    [Fact]
    public void It_lies_as_far_behind_as_it_says()
    {
        var (left, right) = Programme.Pink(48000, 48000, correlation: 1);
        var asItWas = left.ToArray();
        var coded = Code(48000, left, right);
        var latency = coded.LatencyFrames;
        Assert.Equal(1024, latency);
        var noise = asItWas[..^latency].Zip(left[latency..], (a, b) => a - b).ToArray();
        Assert.InRange(Signals.RmsDb(noise.AsSpan(4096)) - Signals.RmsDb(asItWas), -60, -8);
    }

    [Fact]
    public void Its_noise_lies_under_what_masks_it()
    {
        // A tone hides noise beside it, not at the other end of what is heard.
        var tone = Signals.Sine(1000, 48000, 96000, 0.5);
        var (left, right) = (tone.ToArray(), tone.ToArray());
        var coded = Code(48000, left, right);
        var noise = tone[..^coded.LatencyFrames].Zip(left[coded.LatencyFrames..], (a, b) => b - a).ToArray();
        var spectrum = Spectrum(48000, noise[9600..]);
        var toneDb = Spectrum(48000, tone).LevelDb(900, 1100);
        Assert.InRange(spectrum.LevelDb(700, 1400) - toneDb, -80, -14);
        Assert.InRange(spectrum.LevelDb(6000, 12000) - toneDb, -200, -70);
    }

    [Fact]
    public void It_keeps_to_its_bits()
    {
        const int RateHz = 48000;
        var (left, right) = (Signals.Noise(4 * RateHz, 0.5f, 1), Signals.Noise(4 * RateHz, 0.5f, 2));
        var coded = new CodedSound(RateHz);
        var (bits, blocks) = (0.0, 0);
        for (var start = 0; start + 512 <= left.Length; start += 512)
        {
            coded.Process(left.AsSpan(start, 512), right.AsSpan(start, 512));
            bits += coded.LastBits;
            blocks++;
        }
        var perSecond = bits / blocks * RateHz / 512;
        // White noise is the hardest to code: all that there is goes to it, the rest is side information.
        Assert.InRange(perSecond, 0.6 * CodedSound.BitRate, CodedSound.BitRate);
    }

    [Fact]
    public void Silence_stays_silence_and_comes_back_to_it()
    {
        var (left, right) = Programme.Pink(48000, 48000, correlation: 0.5);
        left.AsSpan(24000).Clear();
        right.AsSpan(24000).Clear();
        Code(48000, left, right);
        Assert.All(left[26100..], sample => Assert.Equal(0, sample));
        Assert.True(left.AsSpan(2048, 20000).ContainsAnyExcept(0f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(23)]
    [InlineData(64)]
    public void Counting_is_the_same_four_at_a_time(int length)
    {
        var magnitudes = Signals.Noise(length, 40, seed: length).Select(Math.Abs).ToArray();
        magnitudes[0] = 0;
        magnitudes[^1] = 1e-42f;
        foreach (var scale in (float[])[0.001f, 0.3f, 7])
            Assert.Equal(CodecQuantizer.CountScalar(magnitudes, scale), CodecQuantizer.Count(magnitudes, scale));
    }

    private static CodedSound Code(int rateHz, float[] left, float[] right)
    {
        var coded = new CodedSound(rateHz);
        Programme.InBlocks(left, right, (l, r) => coded.Process(l.Span, r.Span));
        return coded;
    }

    private static SpectrumAnalyzer Spectrum(int rateHz, float[] samples)
    {
        var spectrum = new SpectrumAnalyzer(rateHz);
        spectrum.Add(samples);
        return spectrum;
    }
}
