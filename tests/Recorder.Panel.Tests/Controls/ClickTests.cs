using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;

namespace Recorder.Panel.Tests.Controls;

/// <summary>CLICK from the menu.</summary>
public class ClickTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void A_detent_is_a_beat_a_minute_and_a_press_of_main_switches_it(bool isSmall)
    {
        var recorder = At(isSmall);
        Assert.Equal(new SetClick(ClickParameter.TempoBpm, 121), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetClick(ClickParameter.TempoBpm, 119), recorder.Wait(1000).Turn(PanelControl.Knob1, -1).Last);
        Assert.Equal(new SetClick(ClickParameter.BeatsPerBar, 3), recorder.Turn(PanelControl.Knob2, -1).Last);
        Assert.Equal(new SetClick(ClickParameter.On, 1), recorder.Tap(PanelControl.Knob3).Last);
        Assert.Equal(new SetClick(ClickParameter.On, 0), recorder.Tap(PanelControl.Main).Last);
    }

    [Fact]
    public void Four_taps_are_a_tempo_and_one_that_was_off_does_not_count()
    {
        var recorder = At(isSmall: false).Tap(PanelControl.Knob1);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Tap on.", recorder.Notice);
        foreach (var milliseconds in (int[])[430, 530, 430])
            recorder.Wait(milliseconds).Tap(PanelControl.Knob1);
        Assert.Equal(new SetClick(ClickParameter.TempoBpm, 120), recorder.Posted[^1]);
        Assert.Equal(new SetClick(ClickParameter.TempoBpm, 120), recorder.Posted[0]);
        recorder.Posted.Clear();
        recorder.Wait(3000).Tap(PanelControl.Knob1);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Another_value_pressed_is_back_at_its_default_and_the_small_build_turns_three_at_a_time()
    {
        Assert.Equal(new SetClick(ClickParameter.CountInBars, 1), At(isSmall: false).Tap(PanelControl.Knob4).Last);
        Assert.Equal(new SetClick(ClickParameter.CountInBars, 2), At(isSmall: true).Turn(PanelControl.Main, 1).Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetClick(ClickParameter.WhileIdle, 1), At(isSmall: true).Turn(PanelControl.Main, 2).Tap(PanelControl.Knob1).Last);
    }

    private static FakeRecorder At(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Idle, isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 5).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Click, recorder.Panel.State.Screen);
        return recorder;
    }
}
