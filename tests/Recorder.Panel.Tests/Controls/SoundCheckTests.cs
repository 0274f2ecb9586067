using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>SOUND CHECK from the menu, and what CHANNEL does with it.</summary>
public class SoundCheckTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void A_press_begins_to_listen_and_another_has_heard_enough(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Idle, isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 3).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.SoundCheck, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new StartSoundCheck(), recorder.Tap(PanelControl.Main).Last);
        recorder.Snapshot = Samples.Checked;
        Assert.Equal(new EndSoundCheck(), recorder.Wait(30).Tap(PanelControl.Main).Last);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Main_turns_through_inputs_and_its_press_applies_what_is_proposed(bool isSmall)
    {
        var recorder = At(isSmall).Turn(PanelControl.Main, 7);
        Assert.Equal(new ApplySoundCheck(6), recorder.Tap(PanelControl.Main).Last);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Everything_at_once_is_asked_first(bool isSmall)
    {
        var recorder = At(isSmall).Turn(PanelControl.Main, 100).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Apply what is proposed for 3 inputs?", recorder.Panel.State.Question!.Sentence);
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal(new ApplySoundCheck(), recorder.Last);
    }

    [Fact]
    public void Channel_applies_what_the_check_proposes_for_it()
    {
        var recorder = new FakeRecorder(Samples.Checked).Hold(PanelControl.Knob7, 520);
        recorder.Posted.Clear();
        Assert.Equal(new ApplySoundCheck(6), recorder.Tap(PanelControl.Main).Last);
        recorder.Refusal = "Nothing to apply: it is good.";
        Assert.Equal("Nothing to apply: it is good.", recorder.Tap(PanelControl.Main).Notice);
    }

    private static FakeRecorder At(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Checked, isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 3).Tap(PanelControl.Main);
        recorder.Posted.Clear();
        return recorder;
    }
}
