using Recorder.Core.Parameters;
using Recorder.Dsp.Filters;
using Recorder.Studio.Mastering;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mastering;

public sealed class ReferenceToneTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_brighter_reference_asks_for_air_and_leaves_the_rest()
    {
        var values = Match(BiquadCoefficients.HighShelf(7000, 4, 0.7, Material.RateHz));
        Assert.InRange(values[MasterParameter.AirDb], 1.5f, 3.5f);
        Assert.InRange(values[MasterParameter.LowDb], -0.5f, 0.5f);
        Assert.InRange(values[MasterParameter.BodyDb], -0.5f, 0.5f);
    }

    [Fact]
    public void A_reference_with_more_bass_asks_for_it_but_never_beyond_the_controls()
    {
        Assert.InRange(Match(BiquadCoefficients.LowShelf(150, 4, 0.7, Material.RateHz))[MasterParameter.LowDb], 1.5f, 3.5f);
        Assert.Equal(MasterParameter.LowDb.Spec().Maximum, Match(BiquadCoefficients.LowShelf(150, 30, 0.7, Material.RateHz))[MasterParameter.LowDb]);
    }

    [Fact]
    public void A_mix_that_is_its_own_reference_is_left_alone()
    {
        var values = Match(BiquadCoefficients.Identity);
        foreach (var control in new[] { MasterParameter.LowDb, MasterParameter.BodyDb, MasterParameter.AirDb })
            Assert.Equal(0, values[control]);
    }

    public void Dispose() => folder.Dispose();

    private MasterValues Match(BiquadCoefficients difference)
    {
        var mix = Material.Noise(4, 1, 0.1f);
        var reference = mix.ToArray();
        var filter = new Biquad(difference);
        filter.Process(reference);
        return ReferenceTone.Match(
            Material.Write(folder.File("mix.wav"), mix, mix), Material.Write(folder.File("reference.wav"), reference),
            MasterParameters.Defaults(), TestContext.Current.CancellationToken);
    }
}
