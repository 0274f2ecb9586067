using Recorder.Core.Parameters;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Tests.Filters;

public class BiquadTests
{
    private const int RateHz = 48000;
    private const double Q = 0.7071;

    [Fact]
    public void Passes_are_3_dB_down_at_their_corner_and_fall_12_dB_an_octave()
    {
        var high = BiquadCoefficients.HighPass(200, Q, RateHz);
        var low = BiquadCoefficients.LowPass(200, Q, RateHz);
        Assert.Equal(-3.01, high.MagnitudeDb(200, RateHz), 0.02);
        Assert.Equal(-3.01, low.MagnitudeDb(200, RateHz), 0.02);
        Assert.Equal(-12.04, high.MagnitudeDb(10, RateHz) - high.MagnitudeDb(20, RateHz), 0.05);
        Assert.Equal(12.04, low.MagnitudeDb(1000, RateHz) - low.MagnitudeDb(2000, RateHz), 0.3);
        Assert.Equal(0, high.MagnitudeDb(10000, RateHz), 0.01);
        Assert.Equal(0, low.MagnitudeDb(2, RateHz), 0.01);
    }

    [Theory, InlineData(-18), InlineData(-0.3), InlineData(6), InlineData(18)]
    public void Bands_have_their_gain_where_they_say(double gainDb)
    {
        Assert.Equal(gainDb, BiquadCoefficients.Bell(1000, gainDb, 2, RateHz).MagnitudeDb(1000, RateHz), 1e-6);
        Assert.Equal(0, BiquadCoefficients.Bell(1000, gainDb, 2, RateHz).MagnitudeDb(1, RateHz), 1e-3);
        var low = BiquadCoefficients.LowShelf(300, gainDb, Q, RateHz);
        Assert.Equal(gainDb, low.MagnitudeDb(0.1, RateHz), 1e-3);
        Assert.Equal(gainDb / 2, low.MagnitudeDb(300, RateHz), 1e-3);
        Assert.Equal(0, low.MagnitudeDb(20000, RateHz), 0.01);
        var high = BiquadCoefficients.HighShelf(5000, gainDb, Q, RateHz);
        Assert.Equal(0, high.MagnitudeDb(5, RateHz), 1e-3);
        Assert.Equal(gainDb / 2, high.MagnitudeDb(5000, RateHz), 1e-3);
        Assert.Equal(gainDb, high.MagnitudeDb(24000, RateHz), 1e-3);
    }

    [Theory]
    [InlineData(double.NaN, 0, 1), InlineData(100, double.NaN, 1)]
    [InlineData(100, double.PositiveInfinity, 1), InlineData(100, 3, double.NaN)]
    public void A_broken_design_changes_nothing(double frequencyHz, double gainDb, double q) =>
        Assert.True(BiquadCoefficients.Bell(frequencyHz, gainDb, q, RateHz).IsIdentity);

    [Fact]
    public void Every_design_a_knob_can_ask_for_is_stable()
    {
        foreach (var rateHz in (int[])[8000, 44100, 48000, 96000, 192000])
            foreach (var frequencyHz in (double[])[0, 20, 1000, 18000, 1e9])
                foreach (var gainDb in (double[])[-18, 0, 18])
                    foreach (var q in (double[])[0, 0.3, 12])
                        foreach (var c in AllDesigns(frequencyHz, gainDb, q, rateHz))
                            Assert.True(Math.Abs(c.A2) < 1 && Math.Abs(c.A1) < 1 + c.A2, $"{c}: {frequencyHz}, {gainDb}, {q}, {rateHz}");
    }

    private static BiquadCoefficients[] AllDesigns(double frequencyHz, double gainDb, double q, int rateHz) =>
    [
        BiquadCoefficients.LowPass(frequencyHz, q, rateHz),
        BiquadCoefficients.HighPass(frequencyHz, q, rateHz),
        BiquadCoefficients.Bell(frequencyHz, gainDb, q, rateHz),
        BiquadCoefficients.LowShelf(frequencyHz, gainDb, q, rateHz),
        BiquadCoefficients.HighShelf(frequencyHz, gainDb, q, rateHz),
    ];

    [Theory, InlineData(60), InlineData(1000), InlineData(9000)]
    public void A_running_filter_has_the_gain_its_coefficients_promise(double frequencyHz)
    {
        var biquad = new Biquad(BiquadCoefficients.Bell(900, 7, 1.2, RateHz));
        var samples = Signals.Sine(frequencyHz, RateHz, RateHz);
        biquad.Process(samples);
        Assert.Equal(biquad.Coefficients.MagnitudeDb(frequencyHz, RateHz), Signals.RmsDb(samples.AsSpan(RateHz / 2)) + 3.0103, 0.01);
    }

    [Fact]
    public void Sample_by_sample_equals_blocks()
    {
        var coefficients = BiquadCoefficients.HighPass(80, Q, RateHz);
        var (single, block) = (new Biquad(coefficients), new Biquad(coefficients));
        var samples = Signals.Noise(1001, 0.5f, seed: 1);
        var expected = samples.Select(single.Process).ToArray();
        block.Process(samples.AsSpan(0, 333));
        block.Process(samples.AsSpan(333));
        Assert.Equal(expected, samples);
    }

    [Fact]
    public void One_broken_sample_does_not_stay_and_silence_ends_in_silence()
    {
        var biquad = new Biquad(BiquadCoefficients.LowPass(50, 5, RateHz));
        biquad.Process([1, float.NaN, float.PositiveInfinity]);
        Assert.Equal(0, biquad.Process(0f));
        biquad.Process([1, 1, 1]);
        for (var i = 0; i < 20; i++)
            biquad.Process(new float[RateHz]);
        Assert.Equal(0, biquad.Process(0f));
    }

    [Fact]
    public void A_strip_at_its_defaults_has_no_filter_and_its_curve_is_the_sum_of_its_bands()
    {
        var values = StripParameters.Defaults();
        for (var section = 0; section < StripFilters.Sections; section++)
            Assert.True(StripFilters.Section(values, section, RateHz).IsIdentity);
        values = values.With(StripParameter.LowMidGainDb, -4).With(StripParameter.HighMidGainDb, 5).With(StripParameter.HighPassHz, 100);
        Assert.Equal(5, StripFilters.MagnitudeDb(values, values[StripParameter.HighMidHz], RateHz), 0.2);
        Assert.InRange(StripFilters.MagnitudeDb(values, 25, RateHz), -25, -23.5);
    }

    [Fact]
    public void A_cascade_is_its_sections_one_after_the_other()
    {
        var cascade = new BiquadCascade(3);
        var (first, last) = (BiquadCoefficients.HighPass(80, Q, RateHz), BiquadCoefficients.Bell(2000, 6, 1, RateHz));
        cascade.Set(0, first);
        cascade.Set(2, last);
        var (samples, expected) = (Signals.Noise(500, 1, seed: 3), Signals.Noise(500, 1, seed: 3));
        cascade.Process(samples);
        new Biquad(first).Process(expected);
        new Biquad(last).Process(expected);
        Assert.Equal(expected, samples);
        Assert.Equal(first.MagnitudeDb(2000, RateHz) + 6, cascade.MagnitudeDb(2000, RateHz), 1e-9);
    }
}
