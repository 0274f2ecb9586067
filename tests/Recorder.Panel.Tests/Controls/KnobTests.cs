using CsCheck;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>Knobs by screen, BACK, banks, overlays, questions and alarms.</summary>
public class KnobTests
{
    [Fact]
    public void Turn_is_level_press_is_mute_and_hold_looks_inside()
    {
        var recorder = new FakeRecorder(Samples.Mixing);
        Assert.Equal(new SetStrip(1, StripParameter.FaderDb, -5.5f), recorder.Turn(PanelControl.Knob2, 1).Last);
        Assert.Equal(new SetStrip(1, StripParameter.Mute, 1), recorder.Tap(PanelControl.Knob2).Last);
        Assert.Equal(new SetStrip(1, StripParameter.Mute, 0), recorder.Tap(PanelControl.Knob2).Last);
        recorder.Hold(PanelControl.Knob2, 520);
        Assert.Empty(recorder.Posted);
        Assert.Equal((ScreenName.Channel, 1), (recorder.Panel.State.Screen, recorder.Panel.State.Channel));
    }

    [Fact]
    public void With_back_turn_is_pan_and_press_is_solo()
    {
        var recorder = new FakeRecorder(Samples.Mixing).Down(PanelControl.Back).Turn(PanelControl.Knob1, -6);
        var pan = Assert.IsType<SetStrip>(recorder.Last);
        Assert.Equal((StripParameter.Pan, -0.1f), (pan.Parameter, pan.Value));
        Assert.Equal(new SetStrip(0, StripParameter.Solo, 1), recorder.Tap(PanelControl.Knob1).Last);
    }

    [Fact]
    public void A_fast_turn_builds_on_itself_and_not_on_an_old_snapshot()
    {
        var recorder = new FakeRecorder(Samples.Mixing);
        recorder.Turn(PanelControl.Knob2, 1).Wait(30).Turn(PanelControl.Knob2, 1).Wait(30).Turn(PanelControl.Knob2, 2);
        Assert.Equal([-5.5f, -5f, -4f], recorder.Posted.Cast<SetStrip>().Select(set => set.Value));
        var overlay = recorder.Panel.State.Overlay!;
        Assert.Equal((-4f, -6f, "2 Snare"), (overlay.Value, overlay.Was, overlay.Owner));
        recorder.Wait(999);
        Assert.NotNull(recorder.Panel.State.Overlay);
        recorder.Wait(2);
        Assert.Null(recorder.Panel.State.Overlay);
    }

    [Fact]
    public void Turning_a_pressed_knob_is_not_a_press()
    {
        var recorder = new FakeRecorder(Samples.Mixing).Down(PanelControl.Knob1).Turn(PanelControl.Knob1, 1).Up(PanelControl.Knob1);
        Assert.Equal(StripParameter.FaderDb, Assert.IsType<SetStrip>(recorder.Last).Parameter);
    }

    [Fact]
    public void Main_turns_banks_and_the_knobs_follow()
    {
        var recorder = new FakeRecorder(Samples.Mixing).Turn(PanelControl.Main, 5);
        Assert.Equal(1, recorder.Panel.State.Bank);
        recorder.Turn(PanelControl.Knob3, 1);
        Assert.Equal(10, Assert.IsType<SetStrip>(recorder.Last).Strip);
    }

    [Fact]
    public void Main_held_and_turned_is_the_headphones_everywhere()
    {
        foreach (var screen in Enum.GetValues<ScreenName>())
        {
            var recorder = new FakeRecorder(Samples.Mixing);
            recorder.Panel.State.Screen = screen;
            recorder.Down(PanelControl.Main).Turn(PanelControl.Main, 1).Up(PanelControl.Main);
            Assert.Equal(new SetPhones(-11.5f), recorder.Last);
            Assert.Equal(screen, recorder.Panel.State.Screen);
        }
    }

    [Fact]
    public void Back_tapped_goes_home_and_on_meters_clears_the_clips()
    {
        var recorder = new FakeRecorder(Samples.Recording).Tap(PanelControl.Master).Tap(PanelControl.Back);
        Assert.Equal(ScreenName.Meters, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new ClearClips(), recorder.Tap(PanelControl.Back).Last);
    }

    [Fact]
    public void Back_held_alone_lists_and_let_go_nothing_has_happened()
    {
        var recorder = new FakeRecorder(Samples.Recording).Tap(PanelControl.Mix).Down(PanelControl.Back).Wait(600);
        Assert.True(recorder.Panel.State.IsHelpShown);
        recorder.Up(PanelControl.Back).Wait(10);
        Assert.False(recorder.Panel.State.IsHelpShown);
        Assert.Equal(ScreenName.Mix, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Back_and_main_undo_and_redo_by_name()
    {
        var recorder = new FakeRecorder(Samples.Mixing with { UndoName = "Guitar EQ 3.1 kHz -2.5 dB", RedoName = "Kick level -4.5 dB" })
            .Down(PanelControl.Back).Turn(PanelControl.Main, -1);
        Assert.Equal("Undone: Guitar EQ 3.1 kHz -2.5 dB", recorder.Notice);
        Assert.Equal(new Undo(), recorder.Last);
        Assert.Equal(new Redo(), recorder.Turn(PanelControl.Main, 1).Last);
    }

    [Fact]
    public void Channel_turns_what_it_shows_and_a_press_is_the_default()
    {
        var recorder = new FakeRecorder(Samples.Mixing).Hold(PanelControl.Knob1, 520).Turn(PanelControl.Main, 1);
        recorder.Turn(PanelControl.Knob6, 1);
        Assert.Equal(StripParameter.HighMidGainDb, Assert.IsType<SetStrip>(recorder.Last).Parameter);
        Assert.Equal(new SetStrip(0, StripParameter.HighMidGainDb, 0), recorder.Tap(PanelControl.Knob6).Last);
        recorder.Down(PanelControl.Back).Turn(PanelControl.Knob6, 1);
        Assert.Equal(StripParameter.HighMidQ, Assert.IsType<SetStrip>(recorder.Last).Parameter);
    }

    [Fact]
    public void Master_knobs_press_to_bypass_and_press_again_to_bring_back()
    {
        var recorder = new FakeRecorder(Samples.Mastered).Tap(PanelControl.Master);
        Assert.Equal(new SetMaster(MasterParameter.LowDb, 0), recorder.Tap(PanelControl.Knob2).Last);
        Assert.Equal(new SetMaster(MasterParameter.LowDb, 1), recorder.Tap(PanelControl.Knob2).Last);
    }

    [Fact]
    public void Arm_and_names_change_the_inputs()
    {
        var recorder = new FakeRecorder(Samples.Idle).Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Arm, recorder.Panel.State.Screen);
        Assert.Equal(new ArmInput(2, false), recorder.Tap(PanelControl.Knob3).Last);
        recorder.Tap(PanelControl.Back).Tap(PanelControl.Main).Turn(PanelControl.Main, 2).Tap(PanelControl.Main).Turn(PanelControl.Knob1, 1);
        Assert.Equal(new NameInput(0, "Snare"), recorder.Last);
    }

    [Fact]
    public void Takes_open_star_play_and_bin_after_a_question_that_stands_on_no()
    {
        var recorder = new FakeRecorder(Samples.WithTakes(Samples.Idle));
        recorder.Panel.State.Screen = ScreenName.Takes;
        recorder.Turn(PanelControl.Main, 2);
        Assert.Equal(new StarTake(21, true), recorder.Tap(PanelControl.Mark).Last);
        recorder.Tap(PanelControl.Play);
        Assert.Equal([new OpenTake(21), new Play()], recorder.Posted);
        recorder.Posted.Clear();

        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 99).Tap(PanelControl.Main);
        Assert.Equal("Put T21 into the bin?", recorder.Panel.State.Question!.Sentence);
        recorder.Tap(PanelControl.Main);
        Assert.Null(recorder.Panel.State.Question);
        Assert.Empty(recorder.Posted);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal(new BinTake(21), recorder.Last);
    }

    [Fact]
    public void Main_press_sees_an_alarm_before_anything_else_but_never_a_question()
    {
        var recorder = new FakeRecorder(Samples.Alarmed).Tap(PanelControl.Main);
        Assert.Equal(new MarkAlarmSeen(), recorder.Last);
        Assert.Equal(ScreenName.Meters, recorder.Panel.State.Screen);

        recorder.Panel.State.Question = Question.YesNo("Put T21 into the bin?", new BinTake(21));
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        Assert.Null(recorder.Panel.State.Question);
    }

    [Fact]
    public void A_stick_put_in_while_idle_opens_export_and_writes_nothing()
    {
        var recorder = new FakeRecorder(Samples.Idle) { Snapshot = Samples.Exporting };
        recorder.Wait(30);
        Assert.Equal(ScreenName.Export, recorder.Panel.State.Screen);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new StartExport(ExportChoice.Masters), recorder.Tap(PanelControl.Main).Last);

        recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        Assert.Equal("It does not fit on this stick. Turn MAIN: choose less.", recorder.Notice);
    }

    [Fact]
    public void A_stick_put_in_while_recording_changes_nothing()
    {
        var recorder = new FakeRecorder(Samples.Recording with { Storage = new StorageState() }) { Snapshot = Samples.Recording };
        Assert.Equal(ScreenName.Meters, recorder.Wait(30).Panel.State.Screen);
    }

    [Fact]
    public void A_panel_that_comes_back_during_a_take_says_so() =>
        Assert.Equal("Panel restarted. T12 ran on.", new FakeRecorder(Samples.Recording).Notice);

    [Fact]
    public void On_the_small_build_main_chooses_a_channel_and_three_knobs_turn_it()
    {
        var recorder = new FakeRecorder(Samples.Mixing, isSmall: true).Turn(PanelControl.Main, 6);
        Assert.Equal(new SetStrip(6, StripParameter.FaderDb, 0.5f), recorder.Turn(PanelControl.Knob1, 1).Last);
        recorder.Turn(PanelControl.Knob2, 1);
        Assert.Equal(StripParameter.Pan, Assert.IsType<SetStrip>(recorder.Last).Parameter);
        Assert.Equal(new SetStrip(6, StripParameter.Mute, 1), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetStrip(6, StripParameter.Solo, 0), recorder.Tap(PanelControl.Knob2).Last);
    }

    [Fact]
    public void Random_hands_never_break_the_panel_and_never_end_a_take_without_a_held_stop() =>
        Gen.Select(Gen.Enum<PanelControl>().Where(control => control != PanelControl.Power), Gen.Enum<PanelAction>(), Gen.Int[-20, 20], Gen.Int[0, 80]).Array[200].Sample(
            moves =>
            {
                var recorder = new FakeRecorder(Samples.Mixing);
                var frame = new Recorder.Panel.Graphics.FrameBuffer(256, 64);
                long stopDownMs = -1, nowMs = 0;
                foreach (var (control, action, detents, pauseMs) in moves)
                {
                    recorder.Posted.Clear();
                    recorder.Move(control, action, detents).Wait(pauseMs);
                    nowMs += pauseMs;
                    recorder.Panel.Draw(frame);
                    if (recorder.Posted.Contains(new EndTake()))
                        Assert.True(stopDownMs >= 0 && nowMs - stopDownMs >= 500);
                    if ((control, action) == (PanelControl.Stop, PanelAction.Down))
                        stopDownMs = nowMs - pauseMs;
                }
            }, iter: 40, threads: 1);

    [Theory, InlineData(false), InlineData(true)]
    public void Main_drops_the_chosen_move_of_the_quick_mix_and_takes_it_back_in(bool isSmall)
    {
        var recorder = new FakeRecorder(Samples.Mixing, isSmall).Tap(PanelControl.Mix).Tap(PanelControl.Main);
        // The last row but one, before the stems.
        recorder.Turn(PanelControl.Main, 20).Turn(PanelControl.Main, -1).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.QuickMix, recorder.Panel.State.Screen);
        recorder.Posted.Clear();
        Assert.Equal(new DropMove(0, Dropped: true), recorder.Tap(PanelControl.Main).Last);
        Assert.Equal(new DropMove(1, Dropped: false), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
    }
}
