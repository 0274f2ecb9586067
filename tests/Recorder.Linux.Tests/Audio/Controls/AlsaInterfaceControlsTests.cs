using Recorder.Core.Ports;
using Recorder.Linux.Audio.Controls;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Audio.Controls;

/// <summary>The mixer elements of the card in user space, through ALSA's library; two openers see one another as a hand on a real card is seen.</summary>
public sealed class AlsaInterfaceControlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_input_has_what_its_card_names_for_it()
    {
        using var controls = Open(7);
        Assert.Equal(7, controls.Inputs.Length);
        Assert.Equal(new InputControls(new InputGain(0, 0, 60, 1), false, false), controls.Inputs[0]);
        Assert.Equal(new InputControls(new InputGain(0, 0, 60, 1), null, false), controls.Inputs[1]);
        Assert.Equal(new InputControls(new InputGain(-12, -12, 12, 0.5f), null, null), controls.Inputs[3]);
        Assert.Equal(new InputControls(null, null, false, new InputSpan(4, 2)), controls.Inputs[4]);
        Assert.Equal(controls.Inputs[4], controls.Inputs[5]);
        Assert.Equal(default, controls.Inputs[6]);
        Assert.Equal("Internal, S/PDIF, ADAT", string.Join(", ", controls.Clock.Sources));
        Assert.Equal(new ClockControls(controls.Clock.Sources, 0, true, 48000), controls.Clock);
    }

    [Fact]
    public void What_is_set_is_set_on_the_card_and_on_that_input_alone()
    {
        using var controls = Open(4);
        Assert.True(controls.SetGain(1, 31.6f));
        Assert.True(controls.SetGain(3, -3.2f));
        Assert.True(controls.SetGain(2, 99));
        Assert.True(controls.SetPhantom(0, true));
        Assert.True(controls.SetPad(0, true));
        Assert.Equal(new float[] { 0, 32, 12, -3 }, controls.Inputs.Select(input => input.Gain!.Value.ValueDb));
        Assert.Equal(new bool?[] { true, false, null, null }, controls.Inputs.Select(input => input.Phantom));
        using var other = Open(4);
        Assert.Equal(controls.Inputs, other.Inputs);
        Assert.False(controls.SetPad(1, true));
        Assert.False(controls.SetPhantom(3, true));
        Assert.False(controls.SetGain(4, 0));
    }

    [Fact]
    public void What_another_hand_turns_is_noticed()
    {
        using var controls = Open(4);
        using var other = Open(4);
        Assert.True(other.SetGain(0, 44));
        Assert.True(SpinWait.SpinUntil(() => controls.Inputs[0].Gain!.Value.ValueDb == 44, Patience));
        Assert.True(other.SetClockSource(2));
        Assert.True(SpinWait.SpinUntil(() => controls.Clock.Source == 2, Patience));
        Assert.False(other.SetClockSource(3));
    }

    [Fact]
    public void A_card_that_is_not_there_has_none() => Assert.Null(AlsaInterfaceControls.TryOpen("hw:NOBODY", 2));

    private AlsaInterfaceControls Open(int inputs)
    {
        _ = TestCard.Name();
        return AlsaInterfaceControls.TryOpen($"testcard:VALUES={folder.File("values")}", inputs) ?? throw new InvalidOperationException("the test card's elements cannot be opened");
    }
}
