using Recorder.Core.Ports;
using Recorder.Simulation.Band;
using Recorder.TestSupport;

namespace Recorder.Simulation.Tests.Band;

public class BandSynthesizerTests
{
    private const int RateHz = 48000;

    [Fact]
    public void The_same_seed_is_the_same_sound_on_every_machine() =>
        Assert.Equal("5bfb59b78b6470436c9853aa7dd0e39d1b1786862e265d34d774f05ea2589481", BandListener.Hash(new BandSynthesizer(16, RateHz, 1), 20 * RateHz));

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(128)]
    [InlineData(1021)]
    public void The_size_of_a_period_changes_no_bit(int periodFrames)
    {
        const int Frames = 30000;
        var expected = BandListener.Words(new BandSynthesizer(5, RateHz, 7), Frames, Frames);
        Assert.Equal(expected, BandListener.Words(new BandSynthesizer(5, RateHz, 7), Frames, periodFrames));
    }

    [Fact]
    public void Another_seed_is_another_evening()
    {
        var (one, two) = (new BandSynthesizer(16, RateHz, 1), new BandSynthesizer(16, RateHz, 2));
        Assert.NotEqual(BandListener.Hash(one, RateHz), BandListener.Hash(two, RateHz));
        Assert.NotEqual(one.Moments(0, 600), two.Moments(0, 600));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Every_input_of_a_band_of_any_size_hears_something(int inputs)
    {
        const int RateHz = 16000;
        var band = new BandSynthesizer(inputs, RateHz, 3);
        Assert.Equal(inputs, band.Inputs.Count);
        Assert.Equal(inputs, band.Inputs.Select(input => input.Name).Distinct().Count());
        var peaks = new int[inputs];
        var used = new int[inputs];
        BandListener.Each(band, 4 * RateHz, 4800, (input, _, words) =>
        {
            peaks[input] = Math.Max(peaks[input], words.ToArray().Max());
            foreach (var word in words)
                used[input] |= word;
        });
        Assert.All(peaks, peak => Assert.True(peak > 0));
        // 24-bit words lie in the upper bits.
        Assert.All(used, bits => Assert.Equal(0, bits & 0xFF));
        Assert.Equal(4 * RateHz, band.PositionFrames);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(44100)]
    [InlineData(96000)]
    [InlineData(192000)]
    public void Other_rates_sound_and_do_not_clip(int rateHz)
    {
        var band = new BandSynthesizer(16, rateHz, 5);
        var power = BandListener.TenthsOfPower(band, 8);
        Assert.All(power, input => Assert.InRange(input.Max(), 1e-8, 0.25));
    }

    [Fact]
    public void Levels_suit_a_recording()
    {
        const int RateHz = 24000;
        var band = new BandSynthesizer(16, RateHz, 11);
        var frames = (long)(band.Moments(0, 400).First(moment => moment.Kind == BandMomentKind.Song).EndSeconds * RateHz);
        var peaks = new double[16];
        var sums = new double[16];
        BandListener.Each(band, frames, 4800, (input, _, words) =>
        {
            foreach (var word in words)
            {
                peaks[input] = Math.Max(peaks[input], Math.Abs(word / 2147483648.0));
                sums[input] += word / 2147483648.0;
            }
        });
        foreach (var (input, peak) in peaks.Index())
            Assert.True(20 * Math.Log10(peak) is > -24 and < -3, $"{band.Inputs[input].Name}: {20 * Math.Log10(peak):0.0} dBFS");
        Assert.All(sums, sum => Assert.True(Math.Abs(sum / frames) < 1e-5));
    }

    [Fact]
    public void Rendering_allocates_nothing()
    {
        var band = new BandSynthesizer(64, RateHz, 1);
        var words = new int[64 * 1024];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 150; i++)
                band.Render(new PlanarWords(words, 1024, 0, 1024, 64));
        }));
    }

    [Theory]
    [InlineData(0, 48000)]
    [InlineData(65, 48000)]
    [InlineData(16, 7999)]
    [InlineData(16, 192001)]
    public void Numbers_out_of_range_are_refused(int inputs, int rateHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BandSynthesizer(inputs, rateHz, 1));
}
