using System.Numerics;
using CsCheck;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Tests.Loudness;

public sealed class KWeightingTests
{
    [Fact]
    public void Coefficients_at_48_kHz_are_those_printed_in_the_standard()
    {
        var k = KWeighting.ForRate(48000);
        Assert.Equal(1.53512485958697, k.ShelfB0, 1e-13);
        Assert.Equal(-2.69169618940638, k.ShelfB1, 1e-13);
        Assert.Equal(1.19839281085285, k.ShelfB2, 1e-13);
        Assert.Equal(-1.69065929318241, k.ShelfA1, 1e-13);
        Assert.Equal(0.73248077421585, k.ShelfA2, 1e-13);
        Assert.Equal(-1.99004745483398, k.HighPassA1, 1e-13);
        Assert.Equal(0.99007225036621, k.HighPassA2, 1e-13);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(44100)]
    [InlineData(96000)]
    [InlineData(192000)]
    public void Other_rates_have_the_curve_of_48_kHz(int rateHz)
    {
        foreach (var hz in (double[])[30, 100, 500, 997, 1500])
            Assert.Equal(ResponseDb(48000, hz), ResponseDb(rateHz, hz), rateHz < 44100 ? 0.3 : 0.04);
    }

    [Fact]
    public void Vector_lanes_agree_with_the_scalar_twin() =>
        Gen.Select(Gen.Float[-2, 2].Array[0, 67], Gen.Int[0, 3]).Sample((samples, oddity) =>
        {
            if (samples.Length > 3)
                samples[3] = oddity switch { 0 => 0, 1 => float.Epsilon, 2 => -0f, _ => 1e-30f };
            var k = KWeighting.ForRate(48000);
            var other = samples.Select(sample => 0.25f - sample).ToArray();
            var pair = new KWeightedPair(k);
            pair.Process(samples, other);
            var (first, second) = pair.TakeEnergy();
            return Near(KWeightedPair.ScalarEnergy(k, samples), first) && Near(KWeightedPair.ScalarEnergy(k, other), second);
        });

    private static bool Near(double expected, double actual) => Math.Abs(actual - expected) <= 1e-12 * (1 + expected);

    private static double ResponseDb(int rateHz, double hz)
    {
        var k = KWeighting.ForRate(rateHz);
        var z = Complex.FromPolarCoordinates(1, -2 * Math.PI * hz / rateHz);
        var shelf = (k.ShelfB0 + k.ShelfB1 * z + k.ShelfB2 * z * z) / (1 + k.ShelfA1 * z + k.ShelfA2 * z * z);
        var highPass = (1 - 2 * z + z * z) / (1 + k.HighPassA1 * z + k.HighPassA2 * z * z);
        return 20 * Math.Log10((shelf * highPass).Magnitude);
    }
}
