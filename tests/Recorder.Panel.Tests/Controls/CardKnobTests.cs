using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>CHANNEL, INPUT: the interface's own gain, pad and 48 V, the only knobs that are recorded.</summary>
public class CardKnobTests
{
    private static readonly RecorderSnapshot Idle = Samples.WithControls(Samples.SetUp(Samples.Idle));

    [Fact]
    public void Gain_turns_by_the_cards_own_positions_and_builds_on_itself()
    {
        var recorder = At(6);
        Assert.Equal(new SetInputGain(6, 33), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetInputGain(6, 31), recorder.Wait(30).Turn(PanelControl.Knob1, -2).Last);
        var overlay = recorder.Panel.State.Overlay!;
        Assert.Equal((31f, 32f, "7 Guitar", "recorded so: no undo"), (overlay.Value, overlay.Was, overlay.Owner, overlay.Aside));
        Assert.Equal(new SetInputGain(6, 60), recorder.Wait(500).Turn(PanelControl.Knob1, 99).Last);
        // Half a decibel from one position to the next.
        Assert.Equal(new SetInputGain(8, -3f), At(8).Turn(PanelControl.Knob1, 1).Last);
    }

    [Theory]
    [InlineData(TransportState.Recording), InlineData(TransportState.Overdubbing)]
    public void While_recording_only_a_knob_that_is_pressed_in_says_that_it_is_meant(TransportState transport)
    {
        var recorder = At(6, Idle with { Transport = transport, Running = transport == TransportState.Recording ? Samples.Recording.Running : null });
        Assert.Equal(new SetInputGain(6, 33), recorder.Turn(PanelControl.Knob1, 1).Last);
        recorder.Wait(1100).Down(PanelControl.Knob1).Wait(100).Turn(PanelControl.Knob1, 1).Up(PanelControl.Knob1);
        Assert.Equal(new SetInputGain(6, 33, IsPressedIn: true), recorder.Last);
        recorder.Down(PanelControl.Knob5).Turn(PanelControl.Knob5, -1).Up(PanelControl.Knob5);
        Assert.Equal(new SetInputPad(6, false, IsPressedIn: true), recorder.Last);
    }

    [Fact]
    public void While_recording_a_knob_held_to_be_turned_does_not_lead_to_another_channel()
    {
        var recorder = At(6, Idle with { Transport = TransportState.Recording, Running = Samples.Recording.Running });
        recorder.Down(PanelControl.Knob1).Wait(600);
        Assert.Equal((6, "Keep it pressed in and turn."), (recorder.Panel.State.Channel, recorder.Notice));
        recorder.Turn(PanelControl.Knob1, 1).Up(PanelControl.Knob1);
        Assert.Equal(new SetInputGain(6, 33, IsPressedIn: true), recorder.Last);
        recorder.Hold(PanelControl.Knob3, 600);
        Assert.Equal(2, recorder.Panel.State.Channel);
        // While nothing is recorded it leads there as ever.
        Assert.Equal(0, At(6).Hold(PanelControl.Knob1, 600).Panel.State.Channel);
    }

    [Fact]
    public void A_press_alone_never_moves_the_gain_and_takes_the_pad_out()
    {
        var recorder = At(6).Tap(PanelControl.Knob1);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Turn it: a press leaves the gain as it is.", recorder.Notice);
        Assert.Equal(new SetInputPad(6, false), recorder.Tap(PanelControl.Knob5).Last);
        Assert.Empty(At(5).Tap(PanelControl.Knob5).Posted);
        Assert.Equal(new SetInputPad(5, true), At(5).Turn(PanelControl.Knob5, 1).Last);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Phantom_power_asks_names_the_microphone_and_a_press_alone_never_says_yes(bool isSmall)
    {
        var recorder = At(4, isSmall: isSmall);
        var knob = isSmall ? PanelControl.Knob2 : PanelControl.Knob8;
        recorder.Panel.State.Group = 2;
        recorder.Tap(knob);
        Assert.Contains("5 Gtr L is a ribbon: no 48 V", recorder.Panel.State.Question!.Sentence, StringComparison.Ordinal);
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        Assert.Null(recorder.Panel.State.Question);
        Assert.Equal(new SetInputPhantom(4, true), recorder.Turn(knob, 1).Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        recorder.Turn(knob, -1);
        Assert.Null(recorder.Panel.State.Question);
    }

    [Fact]
    public void Phantom_power_asks_before_it_goes_off_too()
    {
        var recorder = At(2, Idle with { Transport = TransportState.Recording }).Tap(PanelControl.Knob8);
        Assert.Equal("48 V off on 3 OH? A condenser falls silent.", recorder.Panel.State.Question!.Sentence);
        Assert.Equal(new SetInputPhantom(2, false), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
    }

    [Fact]
    public void Of_all_inputs_on_one_switch_the_microphone_with_most_to_lose_is_named()
    {
        var recorder = At(9, Idle with { Inputs = Idle.Inputs.SetItem(11, Idle.Inputs[11] with { Microphone = MicrophoneType.Ribbon }) }).Tap(PanelControl.Knob8);
        Assert.Equal("One switch for 9–16. 12 Gtr R is a ribbon: no 48 V! On?", recorder.Panel.State.Question!.Sentence);
        Assert.Equal(new SetInputPhantom(9, true), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
    }

    [Theory]
    [InlineData(PanelControl.Knob1, "Gain is a knob on the interface itself"), InlineData(PanelControl.Knob5, "pad, if it has one, is a switch"), InlineData(PanelControl.Knob8, "48 V is switched on the interface itself")]
    public void What_the_interface_has_not_is_a_sentence(PanelControl knob, string words)
    {
        foreach (var move in (Func<FakeRecorder, FakeRecorder>[])[recorder => recorder.Tap(knob), recorder => recorder.Turn(knob, 1)])
        {
            var recorder = move(At(6, Samples.Idle));
            Assert.Empty(recorder.Posted);
            Assert.Contains(words, recorder.Notice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_back_K1_is_the_trim_of_the_mix()
    {
        var recorder = At(6).Down(PanelControl.Back).Turn(PanelControl.Knob1, 1);
        Assert.Equal(StripParameter.TrimDb, Assert.IsType<SetStrip>(recorder.Last).Parameter);
        Assert.Equal(new SetStrip(6, StripParameter.TrimDb, 0), recorder.Tap(PanelControl.Knob1).Last);
    }

    private static FakeRecorder At(int channel, RecorderSnapshot? snapshot = null, bool isSmall = false)
    {
        var recorder = new FakeRecorder(snapshot ?? Idle, isSmall);
        (recorder.Panel.State.Screen, recorder.Panel.State.Channel) = (ScreenName.Channel, channel);
        return recorder;
    }
}
