using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>MIX behind its last channel: groups, effects, the mix, and what is inside them.</summary>
public class MixBankTests
{
    [Fact]
    public void Behind_the_last_bank_of_channels_the_knobs_are_groups_effects_and_the_mix()
    {
        var recorder = Mix().Turn(PanelControl.Main, 9);
        Assert.True(recorder.Panel.State.IsOnBuses);
        Assert.Equal(new SetGroup(1, GroupParameter.LevelDb, -3), recorder.Turn(PanelControl.Knob2, 1).Last);
        Assert.Equal(new SetGroup(1, GroupParameter.Mute, 1), recorder.Tap(PanelControl.Knob2).Last);
        Assert.Equal(new SetGroup(0, GroupParameter.Solo, 0), recorder.BackAnd(PanelControl.Knob1).Last);
        Assert.Equal(new SetBus(BusParameter.ReverbReturnDb, -4), recorder.Turn(PanelControl.Knob6, 1).Last);
        Assert.Equal(new SetBus(BusParameter.ReverbMute, 1), recorder.Tap(PanelControl.Knob6).Last);
        Assert.Equal(new SetBus(BusParameter.DelayMute, 0), recorder.Tap(PanelControl.Knob7).Last);
        Assert.Equal(new SetBus(BusParameter.BusFaderDb, -1.5f), recorder.Turn(PanelControl.Knob8, 1).Last);
        recorder.Tap(PanelControl.Knob8);
        Assert.Empty(recorder.Posted);
        Assert.Equal("The mix itself has no mute: turn it down.", recorder.Notice);

        recorder.Turn(PanelControl.Main, -1).Turn(PanelControl.Knob3, 1);
        Assert.Equal((false, 1), (recorder.Panel.State.IsOnBuses, recorder.Panel.State.Bank));
        Assert.Equal(10, Assert.IsType<SetStrip>(recorder.Last).Strip);
    }

    [Fact]
    public void With_back_an_effect_is_turned_in_its_time_and_a_group_has_no_pan()
    {
        var recorder = Mix().Turn(PanelControl.Main, 9).Down(PanelControl.Back).Turn(PanelControl.Knob1, 3);
        Assert.Empty(recorder.Posted);
        recorder.Turn(PanelControl.Knob7, 1);
        Assert.Equal(BusParameter.DelayTimeMs, Assert.IsType<SetBus>(recorder.Last).Parameter);
    }

    [Fact]
    public void Other_screens_know_banks_of_channels_alone()
    {
        var recorder = Mix().Turn(PanelControl.Main, 9).Tap(PanelControl.Back).Turn(PanelControl.Knob2, 1);
        Assert.Equal(9, Assert.IsType<SetStrip>(recorder.Last).Strip);
        recorder.Turn(PanelControl.Main, 5).Turn(PanelControl.Knob2, 1);
        Assert.Equal(9, Assert.IsType<SetStrip>(recorder.Last).Strip);
    }

    [Fact]
    public void An_effect_held_shows_its_inside_and_main_the_other_one()
    {
        var recorder = Mix().Turn(PanelControl.Main, 9).Hold(PanelControl.Knob6, 520);
        Assert.Equal((ScreenName.Effect, BusBank.Reverb), (recorder.Panel.State.Screen, recorder.Panel.State.Bus));
        recorder.Turn(PanelControl.Knob2, 1);
        Assert.Equal(BusParameter.ReverbPreDelayMs, Assert.IsType<SetBus>(recorder.Last).Parameter);
        Assert.Equal(new SetBus(BusParameter.ReverbDecaySeconds, 1.6f), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetBus(BusParameter.ReverbMute, 1), recorder.Tap(PanelControl.Knob5).Last);
        recorder.Turn(PanelControl.Main, 1).Turn(PanelControl.Knob2, 1);
        Assert.Equal(BusParameter.DelayFeedbackPercent, Assert.IsType<SetBus>(recorder.Last).Parameter);
        recorder.Turn(PanelControl.Knob8, 1).Tap(PanelControl.Knob8);
        Assert.Empty(recorder.Posted);
        Assert.Equal(ScreenName.Mix, recorder.Tap(PanelControl.Mix).Panel.State.Screen);
    }

    [Fact]
    public void A_group_held_shows_who_is_in_it_and_a_press_joins_or_leaves()
    {
        var recorder = Mix().Turn(PanelControl.Main, 9).Hold(PanelControl.Knob2, 520);
        Assert.Equal((ScreenName.Groups, 1), (recorder.Panel.State.Screen, recorder.Panel.State.Bus));
        recorder.Turn(PanelControl.Main, -9);
        Assert.Equal(new JoinGroup(3, 1), recorder.Tap(PanelControl.Knob4).Last);
        Assert.Equal(new JoinGroup(4, null), recorder.Tap(PanelControl.Knob5).Last);
        Assert.Equal(new JoinGroup(0, 1), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new JoinGroup(0, null), recorder.Turn(PanelControl.Knob1, -4).Last);
        recorder.Turn(PanelControl.Knob4, -1);
        Assert.Empty(recorder.Posted);
        Assert.Equal(4, recorder.Hold(PanelControl.Knob5, 520).Panel.State.Bus);
        recorder.Turn(PanelControl.Main, 1);
        Assert.Equal(new JoinGroup(8, 4), recorder.Tap(PanelControl.Knob1).Last);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_group_is_named_and_all_are_filled_from_the_menu_behind_mix(bool isSmall)
    {
        var recorder = Mix(isSmall).Tap(PanelControl.Main);
        while (MixMenu.OpenedBy(Samples.Grouped, recorder.Panel.State.Row) != ScreenName.Groups)
            recorder.Turn(PanelControl.Main, 1);
        recorder.Tap(PanelControl.Main);
        Assert.Equal((ScreenName.Groups, 0), (recorder.Panel.State.Screen, recorder.Panel.State.Bus));
        Assert.Empty(recorder.Tap(PanelControl.Main).Tap(PanelControl.Main).Posted);
        Assert.Equal(new ProposeGroups(), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 2).Tap(PanelControl.Main).Last);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal(new NameGroup(0, "Drumt"), recorder.Turn(PanelControl.Main, isSmall ? 4 : 0).Turn(isSmall ? PanelControl.Knob1 : PanelControl.Knob5, 1).Tap(PanelControl.Main).Last);
        Assert.Equal(ScreenName.Groups, recorder.Panel.State.Screen);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_last_row_behind_mix_makes_stems_and_then_says_how_far_they_are(bool isSmall)
    {
        var recorder = Mix(isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 20);
        Assert.Equal(new StartStems(), recorder.Tap(PanelControl.Main).Last);
        Assert.Equal("Stems begin: a file per group and channel.", recorder.Notice);
        recorder.Snapshot = recorder.Snapshot with { Job = new JobState { Kind = JobKind.Stems, Phase = JobPhase.Running, Progress = 0.42, Subject = "T12" } };
        recorder.Wait(10).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Stems of T12: 42 %.", recorder.Notice);
        recorder.Snapshot = recorder.Snapshot with { Job = null };
        recorder.Refusal = "No take yet. Press REC.";
        Assert.Equal("No take yet. Press REC.", recorder.Wait(10).Tap(PanelControl.Main).Notice);
    }

    [Fact]
    public void On_the_small_build_main_goes_on_behind_the_last_channel()
    {
        var recorder = Mix(isSmall: true).Turn(PanelControl.Main, Samples.Grouped.Mix.Strips.Length);
        Assert.Equal((true, 0), (recorder.Panel.State.IsOnBuses, recorder.Panel.State.Bus));
        Assert.Equal(new SetGroup(0, GroupParameter.LevelDb, 3), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new SetGroup(0, GroupParameter.Mute, 1), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetGroup(0, GroupParameter.Solo, 0), recorder.Tap(PanelControl.Knob2).Last);
        recorder.Turn(PanelControl.Knob2, 1).Turn(PanelControl.Knob3, 1).Tap(PanelControl.Knob3);
        Assert.Empty(recorder.Posted);

        recorder.Turn(PanelControl.Main, 6).Turn(PanelControl.Knob3, 1);
        Assert.Equal(BusParameter.DelayFeedbackPercent, Assert.IsType<SetBus>(recorder.Last).Parameter);
        recorder.Hold(PanelControl.Knob1, 520);
        Assert.Equal((ScreenName.Effect, BusBank.Delay), (recorder.Panel.State.Screen, recorder.Panel.State.Bus));
        Assert.Equal(new SetBus(BusParameter.DelayMute, 0), recorder.Turn(PanelControl.Main, 9).Tap(PanelControl.Knob2).Last);

        recorder.Tap(PanelControl.Mix).Turn(PanelControl.Main, 9);
        Assert.Equal(BusBank.Mix, recorder.Panel.State.Bus);
        recorder.Turn(PanelControl.Main, -BusBank.Count);
        Assert.Equal((false, Samples.Grouped.Mix.Strips.Length - 1), (recorder.Panel.State.IsOnBuses, recorder.Panel.State.Channel));
    }

    [Fact]
    public void On_the_small_build_K1_puts_the_chosen_channel_into_the_group()
    {
        var recorder = Mix(isSmall: true).Turn(PanelControl.Main, Samples.Grouped.Mix.Strips.Length + 1).Hold(PanelControl.Knob1, 520);
        Assert.Equal(new JoinGroup(3, 1), recorder.Turn(PanelControl.Main, 3).Tap(PanelControl.Knob1).Last);
        Assert.Equal(new JoinGroup(3, 0), recorder.Turn(PanelControl.Knob1, 1).Last);
        recorder.Turn(PanelControl.Knob2, 1).Tap(PanelControl.Knob3);
        Assert.Empty(recorder.Posted);
    }

    private static FakeRecorder Mix(bool isSmall = false)
    {
        var recorder = new FakeRecorder(Samples.Grouped, isSmall).Tap(PanelControl.Mix);
        recorder.Posted.Clear();
        return recorder;
    }
}
