using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>CUES from the menu.</summary>
public class CueTests
{
    [Fact]
    public void A_knob_is_a_channel_of_the_cue_that_main_has_chosen()
    {
        var recorder = At(isSmall: false);
        Assert.Equal(new SetCueChannel(0, 2, -5.5f), recorder.Turn(PanelControl.Knob3, 1).Last);
        var overlay = recorder.Panel.State.Overlay!;
        Assert.Equal(("3 OH", -5.5f, -6f), (overlay.Owner, overlay.Value, overlay.Was));
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1);
        Assert.Equal(new SetCueChannel(1, 10, -0.5f), recorder.Turn(PanelControl.Knob3, -1).Last);
        // After the last the first.
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, -1);
        Assert.Equal(new SetCueChannel(0, 2, -4), recorder.Wait(2000).Turn(PanelControl.Knob3, 3).Last);
    }

    [Fact]
    public void A_press_silences_a_channel_there_and_another_brings_it_back_as_it_was()
    {
        var recorder = At(isSmall: false);
        Assert.Equal(new SetCueChannel(0, 2, -60), recorder.Tap(PanelControl.Knob3).Last);
        Assert.Equal(new SetCueChannel(0, 2, -6), recorder.Tap(PanelControl.Knob3).Last);
        Assert.Null(recorder.Panel.State.Overlay);
        // One that was silent before anyone pressed it.
        Assert.Equal(new SetCueChannel(0, 0, 0), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetCueChannel(0, 0, -60), recorder.Tap(PanelControl.Knob1).Last);
    }

    [Fact]
    public void Back_and_the_first_knobs_are_the_cues_own_level_and_click_and_a_press_never_switches_it_on()
    {
        var recorder = At(isSmall: false).Down(PanelControl.Back).Wait(100);
        Assert.Equal(new SetCue(0, CueParameter.LevelDb, CueParameter.LevelDb.Spec().Turn(-12.5f, 1)), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetCue(0, CueParameter.ClickDb, CueParameter.ClickDb.Spec().Turn(-10.5f, 2)), recorder.Turn(PanelControl.Knob2, 2).Last);
        recorder.Turn(PanelControl.Knob3, 2);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new SetCue(0, CueParameter.LevelDb, -60), recorder.Wait(1000).Tap(PanelControl.Knob1).Last);
        recorder.Tap(PanelControl.Knob1);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new SetCue(0, CueParameter.ClickDb, -60), recorder.Tap(PanelControl.Knob2).Last);
        Assert.Equal(new SetCue(0, CueParameter.ClickDb, CueParameter.ClickDb.Spec().Turn(-10.5f, 2)), recorder.Tap(PanelControl.Knob2).Last);
        recorder.Up(PanelControl.Back);
        Assert.Equal(ScreenName.Cues, recorder.Panel.State.Screen);
    }

    [Fact]
    public void The_small_build_has_one_channel_under_k1_and_the_cues_own_beside_it()
    {
        var recorder = At(isSmall: true).Turn(PanelControl.Main, 2);
        Assert.Equal(new SetCueChannel(0, 2, -5.5f), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetCue(0, CueParameter.LevelDb, CueParameter.LevelDb.Spec().Turn(-12.5f, -1)), recorder.Turn(PanelControl.Knob2, -1).Last);
        Assert.Equal(new SetCue(0, CueParameter.ClickDb, CueParameter.ClickDb.Spec().Turn(-10.5f, 1)), recorder.Turn(PanelControl.Knob3, 1).Last);
        Assert.Equal(new SetCueChannel(0, 2, -60), recorder.Tap(PanelControl.Knob1).Last);
        recorder.Tap(PanelControl.Main);
        Assert.Equal(new SetCueChannel(1, 2, 0.5f), recorder.Turn(PanelControl.Knob1, 1).Last);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void With_two_outputs_nothing_is_posted(bool isSmall)
    {
        var recorder = At(isSmall, Samples.Idle);
        recorder.Turn(PanelControl.Knob1, 1).Tap(PanelControl.Knob2).Tap(PanelControl.Main).BackAnd(PanelControl.Knob1);
        Assert.Empty(recorder.Posted);
        Assert.Equal("", recorder.Notice);
        Assert.Equal(ScreenName.Cues, recorder.Panel.State.Screen);
    }

    private static FakeRecorder At(bool isSmall, RecorderSnapshot? snapshot = null)
    {
        var recorder = new FakeRecorder(snapshot ?? Samples.Cues(Samples.Idle), isSmall);
        recorder.OnPost = command =>
        {
            // As a recorder does: what comes next builds on it.
            var cues = recorder.Snapshot.Cues;
            recorder.Snapshot = recorder.Snapshot with
            {
                Cues = command switch
                {
                    SetCue set => cues.SetItem(set.Cue, cues[set.Cue].With(set.Parameter, set.Value)),
                    SetCueChannel set => cues.SetItem(set.Cue, cues[set.Cue].WithChannel(set.Channel, set.LevelDb)),
                    _ => cues,
                },
            };
            return CommandReply.Done;
        };
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 6).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Cues, recorder.Panel.State.Screen);
        return recorder;
    }
}
