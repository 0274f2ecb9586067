using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>A hand that turns faster than the recorder's snapshot follows loses no detent.</summary>
public class FastTurnTests
{
    [Fact]
    public void Names_go_on_from_what_the_hand_has_just_chosen()
    {
        var recorder = new FakeRecorder(Samples.Idle);
        recorder.Panel.State.Screen = ScreenName.Names;
        for (var i = 0; i < 5; i++)
            recorder.Turn(PanelControl.Knob1, 1);
        Assert.Equal(["Snare", "Hat", "Tom 1", "Tom 2", "OH L"], recorder.Posted.Cast<NameInput>().Select(command => command.Name));
    }

    [Fact]
    public void Names_go_on_from_what_the_recorder_says_when_the_hand_has_rested()
    {
        var recorder = new FakeRecorder(Samples.Idle);
        recorder.Panel.State.Screen = ScreenName.Names;
        recorder.Turn(PanelControl.Knob1, 1);
        recorder.Snapshot = Samples.Idle with { Inputs = Samples.Idle.Inputs.SetItem(0, Samples.Idle.Inputs[0] with { Name = "Voice" }) };
        recorder.Wait(1000).Posted.Clear();
        recorder.Turn(PanelControl.Knob1, 1);
        Assert.Equal(new NameInput(0, "Choir"), recorder.Last);
    }

    [Fact]
    public void Another_inputs_name_does_not_build_on_this_ones()
    {
        var recorder = new FakeRecorder(Samples.Idle);
        recorder.Panel.State.Screen = ScreenName.Names;
        recorder.Turn(PanelControl.Knob1, 1);
        recorder.Posted.Clear();
        recorder.Turn(PanelControl.Knob2, 1);
        Assert.Equal(new NameInput(1, "Hat"), recorder.Last);
    }
}
