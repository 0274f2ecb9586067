using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>CHANNEL's page TUNE, and the menu's card test.</summary>
public class TunerTests
{
    [Fact]
    public void The_tuner_listens_only_while_its_page_is_seen()
    {
        var recorder = new FakeRecorder(Samples.Idle).Hold(PanelControl.Knob7, 520).Turn(PanelControl.Main, 4).Wait(10);
        Assert.Equal(ChannelPage.Tune, recorder.Panel.State.Page);
        Assert.Equal(new TuneInput(6), recorder.Last);
        for (var i = 0; i < 60; i++)
            recorder.Wait(30);
        Assert.InRange(recorder.Posted.Count, 5, 7);
        Assert.All(recorder.Posted, command => Assert.Equal(new TuneInput(6), command));
        recorder.Posted.Clear();
        recorder.Tap(PanelControl.Back).Wait(1000).Wait(1000);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Another_input_is_listened_to_at_once()
    {
        var recorder = new FakeRecorder(Samples.Idle).Hold(PanelControl.Knob7, 520).Turn(PanelControl.Main, 4).Wait(10);
        recorder.Posted.Clear();
        recorder.Hold(PanelControl.Knob2, 520);
        Assert.Contains(new TuneInput(1), recorder.Posted);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Knob_1_turns_the_reference_by_half_a_hertz(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Idle, isSmall).Hold(PanelControl.Knob1, 520).Turn(PanelControl.Main, isSmall ? 12 : 4);
        recorder.Posted.Clear();
        recorder.Turn(PanelControl.Knob1, 3);
        var set = Assert.IsType<SetTuningReference>(recorder.Posted.Single(command => command is SetTuningReference));
        Assert.Equal(441.5, set.Hertz, 0.01);
        recorder.Posted.Clear();
        recorder.Tap(PanelControl.Knob1);
        Assert.Equal(440, recorder.Posted.OfType<SetTuningReference>().Single().Hertz, 0.01);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_card_test_starts_by_a_press_on_its_page_and_ends_by_a_held_stop(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Idle, isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 4).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.CardTest, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new StartCardTest(), recorder.Tap(PanelControl.Main).Last);
        recorder.Snapshot = recorder.Snapshot with { Job = new JobState { Kind = JobKind.CardTest, Phase = JobPhase.Running, Progress = 0.3 } };
        recorder.Wait(30).Tap(PanelControl.Stop);
        Assert.Equal("Card test: 30 %. Hold STOP: cancel.", recorder.Notice);
        Assert.Equal(new CancelJob(), recorder.Hold(PanelControl.Stop, 520).Last);
    }

    [Fact]
    public void Without_that_input_nothing_is_asked()
    {
        var recorder = new FakeRecorder(Samples.Idle with { Inputs = [] }).Hold(PanelControl.Knob7, 520).Turn(PanelControl.Main, 4).Wait(400).Wait(400);
        Assert.Empty(recorder.Posted);
    }
}
