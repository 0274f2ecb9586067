using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>The small build: three knobs, MAIN and six keys reach everything.</summary>
public class SmallBuildTests
{
    private static readonly RecorderSnapshot Idle = Samples.WithTakes(Samples.Idle);

    [Fact]
    public void Main_chooses_the_channel_and_the_knobs_turn_level_pan_and_the_picked_value()
    {
        var recorder = Small(Idle).Turn(PanelControl.Main, 4);
        Assert.Equal(4, recorder.Panel.State.Channel);
        recorder.Turn(PanelControl.Knob1, 1).Turn(PanelControl.Knob2, 1).Turn(PanelControl.Knob3, 1);
        Assert.Equal([StripParameter.FaderDb, StripParameter.Pan, StripParameter.ReverbSendDb], recorder.Posted.Cast<SetStrip>().Select(set => set.Parameter));
        Assert.All(recorder.Posted.Cast<SetStrip>(), set => Assert.Equal(4, set.Strip));
        recorder.Posted.Clear();
        recorder.Tap(PanelControl.Knob3).Turn(PanelControl.Knob3, 1);
        Assert.Equal(StripParameter.DelaySendDb, Assert.IsType<SetStrip>(recorder.Last).Parameter);
    }

    [Fact]
    public void K1_mutes_K2_solos_and_K1_held_looks_inside()
    {
        var recorder = Small(Idle).Turn(PanelControl.Main, 2).Tap(PanelControl.Knob1).Tap(PanelControl.Knob2);
        Assert.Equal([new SetStrip(2, StripParameter.Mute, 1), new SetStrip(2, StripParameter.Solo, 1)], recorder.Posted);
        recorder.Posted.Clear();
        recorder.Hold(PanelControl.Knob1, 520);
        Assert.Equal(ScreenName.Channel, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void On_channel_main_steps_through_all_pages_three_values_at_a_time()
    {
        var recorder = Small(Idle).Hold(PanelControl.Knob1, 520);
        List<(ChannelPage, int)> seen = [(recorder.Panel.State.Page, recorder.Panel.State.Group)];
        for (var i = 0; i < 14; i++)
            seen.Add((recorder.Turn(PanelControl.Main, 1).Panel.State.Page, recorder.Panel.State.Group));
        Assert.Equal([.. Enumerable.Range(0, 12).Select(step => ((ChannelPage)(step / 3), step % 3)), (ChannelPage.Tune, 0), (ChannelPage.Tune, 0), (ChannelPage.Tune, 0)], seen);

        recorder.Turn(PanelControl.Main, -8).Turn(PanelControl.Knob2, 1);
        Assert.Equal((ChannelPage.Eq, 1), (recorder.Panel.State.Page, recorder.Panel.State.Group));
        Assert.Equal(StripParameter.HighMidHz, Assert.IsType<SetStrip>(recorder.Last).Parameter);
    }

    [Fact]
    public void Mix_goes_to_master_and_back_and_with_back_it_makes_what_is_shown()
    {
        var recorder = Small(Idle);
        Assert.Equal(ScreenName.Mix, recorder.Tap(PanelControl.Mix).Panel.State.Screen);
        Assert.Equal(new StartQuickMix(), recorder.BackAnd(PanelControl.Mix).Last);
        Assert.Equal(ScreenName.Master, recorder.Tap(PanelControl.Mix).Panel.State.Screen);
        Assert.Equal(new StartMaster(), recorder.BackAnd(PanelControl.Mix).Last);
        Assert.Equal(Recorder.Panel.Controls.LampRhythm.On, MixLamp(recorder));
        Assert.Equal(ScreenName.MasterOptions, recorder.Tap(PanelControl.Main).Panel.State.Screen);
        Assert.Equal(ScreenName.Certificate, recorder.Turn(PanelControl.Main, 6).Tap(PanelControl.Main).Panel.State.Screen);
        Assert.Equal(ScreenName.Mix, recorder.Tap(PanelControl.Back).Tap(PanelControl.Mix).Panel.State.Screen);
    }

    [Fact]
    public void Every_screen_of_the_menu_opens_and_back_goes_home()
    {
        foreach (var (row, screen) in (ReadOnlySpan<(int, ScreenName)>)[(0, ScreenName.Takes), (1, ScreenName.Arm), (2, ScreenName.Names), (7, ScreenName.Export), (8, ScreenName.SetUp)])
        {
            var recorder = Small(Idle).Tap(PanelControl.Main).Turn(PanelControl.Main, row).Tap(PanelControl.Main);
            Assert.Equal(screen, recorder.Panel.State.Screen);
            Assert.Equal(ScreenName.Meters, recorder.Tap(PanelControl.Back).Panel.State.Screen);
        }
    }

    [Fact]
    public void Main_arms_the_chosen_input_and_K1_names_it()
    {
        var recorder = At(ScreenName.Arm).Turn(PanelControl.Main, 3).Tap(PanelControl.Main);
        Assert.Equal(new ArmInput(3, false), recorder.Last);
        recorder = At(ScreenName.Names).Turn(PanelControl.Main, 2).Turn(PanelControl.Knob1, 1);
        Assert.Equal(2, Assert.IsType<NameInput>(recorder.Last).Input);
    }

    [Fact]
    public void A_name_is_written_with_one_knob()
    {
        var recorder = At(ScreenName.Names).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Letters, recorder.Panel.State.Screen);
        for (var i = 0; i < 4; i++)
            recorder.Tap(PanelControl.Knob1);
        recorder.Turn(PanelControl.Knob1, 2).Turn(PanelControl.Main, 1).Turn(PanelControl.Knob1, 3).Tap(PanelControl.Main);
        Assert.Equal(new NameInput(0, "BC"), recorder.Last);
        Assert.Equal(ScreenName.Names, recorder.Panel.State.Screen);
    }

    private static FakeRecorder Small(RecorderSnapshot snapshot) => new(snapshot, isSmall: true);

    private static FakeRecorder At(ScreenName screen)
    {
        var recorder = Small(Idle);
        recorder.Panel.State.Screen = screen;
        return recorder;
    }

    private static Recorder.Panel.Controls.LampRhythm MixLamp(FakeRecorder recorder) => recorder.Wait(10).Panel.RhythmOf(PanelLights.Mix);
}
