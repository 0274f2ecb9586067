using Recorder.Dsp.Analysis;

namespace Recorder.Dsp.Tests.Analysis;

public class AnalysisTests
{
    private const int RateHz = 48000;

    [Theory, InlineData(4), InlineData(8), InlineData(16), InlineData(64), InlineData(1024)]
    public void The_fast_transform_is_the_slow_one(int size)
    {
        var samples = Signals.Noise(size, 1, seed: size);
        var fft = new RealFft(size);
        var (real, imaginary) = (new float[fft.Bins], new float[fft.Bins]);
        fft.Forward(samples, real, imaginary);
        for (var k = 0; k < fft.Bins; k++)
        {
            var (re, im) = (0.0, 0.0);
            for (var n = 0; n < size; n++)
            {
                var (sine, cosine) = Math.SinCos(-2 * Math.PI * ((long)k * n % size) / size);
                re += samples[n] * cosine;
                im += samples[n] * sine;
            }
            Assert.Equal(re, real[k], 1e-6 * size + 1e-5);
            Assert.Equal(im, imaginary[k], 1e-6 * size + 1e-5);
        }
    }

    [Theory, InlineData(0), InlineData(2), InlineData(48)]
    public void A_length_that_is_no_power_of_two_is_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(size));

    [Theory, InlineData(4), InlineData(16), InlineData(27)]
    public void A_tone_is_found_in_its_band_at_its_level(int band)
    {
        var analyzer = new SpectrumAnalyzer(RateHz);
        var sine = Signals.Sine(SpectrumAnalyzer.CenterHz(band), RateHz, 3 * RateHz, 0.1);
        analyzer.Add(sine.AsSpan(0, 1234));
        analyzer.Add(sine.AsSpan(1234));
        var levels = analyzer.BandLevelsDb();
        Assert.Equal(-23.01, levels[band], 0.1);
        Assert.All(levels.Where((_, other) => Math.Abs(other - band) > 1), level => Assert.InRange(level, -200, -55));
    }

    [Fact]
    public void White_noise_rises_3_dB_an_octave_and_pauses_do_not_count()
    {
        var analyzer = new SpectrumAnalyzer(RateHz);
        var noise = Signals.Noise(10 * RateHz, 0.5f, seed: 6);
        analyzer.Add(noise);
        analyzer.Add(new float[5 * RateHz]);
        var levels = analyzer.BandLevelsDb();
        Assert.Equal(9.03, levels[25] - levels[16], 0.5);
        Assert.Equal(Signals.RmsDb(noise), analyzer.LevelDb(0, 24000), 0.15);
    }

    [Fact]
    public void Silence_and_broken_samples_have_no_spectrum()
    {
        var analyzer = new SpectrumAnalyzer(RateHz);
        analyzer.Add([.. new float[RateHz], float.NaN, .. new float[RateHz]]);
        Assert.Equal(0, analyzer.Windows);
        Assert.All(analyzer.BandLevelsDb(), level => Assert.Equal(-200, level));
    }

    [Fact]
    public void Statistics_tell_playing_from_pausing()
    {
        var statistics = new LevelStatistics(RateHz);
        foreach (var amplitude in (double[])[0.1, 0.0005, 0.0005, 0.1, 0.4])
            statistics.Add(Signals.Sine(1000, RateHz, 2 * RateHz, amplitude));
        var summary = statistics.Summary();
        Assert.Equal(0.6, summary.ActivityShare, 1e-9);
        Assert.Equal(-7.96, summary.PeakDb, 0.02);
        Assert.Equal(10 * Math.Log10((0.01 + 0.01 + 0.16) / 6), summary.GatedRmsDb, 0.02);
        Assert.Equal(-10.97, summary.LoudRmsDb, 0.02);
        Assert.Equal(-69.03, summary.FloorRmsDb, 0.02);
        Assert.Equal(summary.PeakDb - summary.GatedRmsDb, summary.CrestDb);
    }

    [Fact]
    public void Nothing_is_silence()
    {
        var summary = new LevelStatistics(RateHz).Summary();
        Assert.Equal(new LevelSummary(-200, -200, -200, -200, 0), summary);
    }
}
