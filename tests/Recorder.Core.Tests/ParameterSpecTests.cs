using Recorder.Core.Parameters;

namespace Recorder.Core.Tests;

public class ParameterSpecTests
{
    public static TheoryData<ParameterSpec> AllSpecs =>
        [.. StripParameters.Specs, .. BusParameters.Specs, .. MasterParameters.Specs];

    [Theory, MemberData(nameof(AllSpecs))]
    public void Declarations_are_sound(ParameterSpec spec)
    {
        Assert.InRange(spec.Default, spec.Minimum, spec.Maximum);
        Assert.True(spec.Short.Length <= 6, spec.Short);
        Assert.True(spec.Warp != ParameterWarp.Logarithmic || spec.Minimum > 0, spec.Key);
    }

    [Theory, MemberData(nameof(AllSpecs))]
    public void Position_and_value_are_inverse(ParameterSpec spec)
    {
        for (var i = 0; i <= 100; i++)
        {
            var value = spec.FromPosition(i / 100.0);
            Assert.Equal(value, spec.FromPosition(spec.ToPosition(value)), 1e-3f * Math.Max(1, Math.Abs(value)));
        }
    }

    [Theory, MemberData(nameof(AllSpecs))]
    public void Turning_never_leaves_the_range_and_reaches_both_ends(ParameterSpec spec)
    {
        var value = spec.Default;
        for (var i = 0; i < 1000; i++)
            Assert.True((value = spec.Turn(value, 1)) <= spec.Maximum);
        Assert.Equal(spec.Maximum, value);
        for (var i = 0; i < 2000; i++)
            Assert.True((value = spec.Turn(value, -1)) >= spec.Minimum);
        Assert.Equal(spec.Minimum, value);
    }

    [Fact]
    public void A_fader_steps_by_half_a_decibel_through_zero()
    {
        var fader = StripParameter.FaderDb.Spec();
        Assert.Equal(0, fader.Turn(-0.5f, 1));
        Assert.Equal(0.5f, fader.Turn(0, 1));
        Assert.Equal(-6.5f, fader.Turn(-6, -1));
    }

    [Fact]
    public void There_is_one_declaration_for_each_parameter()
    {
        Assert.Equal(Enum.GetValues<StripParameter>().Length, StripParameters.Specs.Length);
        Assert.Equal(Enum.GetValues<BusParameter>().Length, BusParameters.Specs.Length);
        Assert.Equal(Enum.GetValues<MasterParameter>().Length, MasterParameters.Specs.Length);
        Assert.Equal(StripParameters.Count, StripParameters.Specs.Select(spec => spec.Key).Distinct().Count());
    }
}
