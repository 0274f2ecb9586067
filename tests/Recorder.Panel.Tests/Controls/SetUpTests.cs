using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>Set-up, names, the bin, the playhead, night, and what spares the display.</summary>
public class SetUpTests
{
    private static readonly RecorderSnapshot Idle = Samples.WithTakes(Samples.Idle);

    [Fact]
    public void A_knob_held_on_names_writes_its_name_letter_by_letter()
    {
        var recorder = At(ScreenName.Names).Hold(PanelControl.Knob3, 520);
        Assert.Equal("OH", recorder.Panel.State.Name!.Text);
        recorder.Turn(PanelControl.Knob4, 12).Turn(PanelControl.Main, 1).Turn(PanelControl.Main, -1).Tap(PanelControl.Main);
        Assert.Equal(new NameInput(2, "OH L"), recorder.Last);
        Assert.Equal(ScreenName.Names, recorder.Panel.State.Screen);
    }

    [Fact]
    public void A_letter_is_taken_out_by_a_press_and_an_empty_name_is_not_stored()
    {
        var recorder = At(ScreenName.Names).Hold(PanelControl.Knob3, 520).Tap(PanelControl.Knob1);
        Assert.Equal("H", recorder.Panel.State.Name!.Text);
        recorder.Tap(PanelControl.Knob1).Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        Assert.StartsWith("A name needs a letter.", recorder.Notice, StringComparison.Ordinal);
        Assert.Equal(ScreenName.Meters, recorder.Tap(PanelControl.Back).Panel.State.Screen);
        Assert.DoesNotContain(recorder.Posted, command => command is NameInput);
    }

    [Fact]
    public void A_take_is_named_from_its_menu()
    {
        var recorder = At(ScreenName.Takes).Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Turn(PanelControl.Main, 5).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Letters, recorder.Panel.State.Screen);
        recorder.Turn(PanelControl.Knob1, 1).Turn(PanelControl.Knob2, 27).Tap(PanelControl.Main);
        Assert.Equal(new RenameTake(22, "Aa"), recorder.Last);
    }

    [Fact]
    public void A_binned_take_is_brought_back()
    {
        var recorder = AtRow("Bin").Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Bin, recorder.Panel.State.Screen);
        Assert.Equal(new RestoreTake(15), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
        Assert.Equal("T15 is back.", recorder.Notice);
    }

    [Fact]
    public void The_lock_can_be_set_from_set_up_and_is_left_by_hand()
    {
        var recorder = AtRow("Lock").Tap(PanelControl.Main);
        Assert.True(recorder.Panel.State.IsLocked);
        Assert.False(recorder.BackAnd(PanelControl.Main).Panel.State.IsLocked);
    }

    [Fact]
    public void At_night_the_display_is_dim_and_sleeps_and_only_two_lights_burn()
    {
        var recorder = AtRow("Night").Tap(PanelControl.Main).Wait(20);
        Assert.True(recorder.Panel.State.IsNight);
        Assert.Equal(1, recorder.Panel.Mood.Contrast);
        Assert.Equal(PanelLights.ClipWarn, recorder.Panel.Lit);
        Assert.False(recorder.Wait(DisplayCare.NightSleepMs - 100).Panel.Mood.IsAsleep);
        Assert.True(recorder.Wait(200).Panel.Mood.IsAsleep);

        // Asleep, any control only wakes; REC, STOP and MARK act.
        recorder.Turn(PanelControl.Knob1, 1).Wait(10);
        Assert.False(recorder.Panel.Mood.IsAsleep);
        Assert.Empty(recorder.Posted);
        Assert.True(recorder.Wait(DisplayCare.NightSleepMs).Panel.Mood.IsAsleep);
        recorder.Tap(PanelControl.Mix);
        Assert.Equal(ScreenName.SetUp, recorder.Panel.State.Screen);
        recorder.Wait(DisplayCare.NightSleepMs);
        Assert.Equal(new StartTake(), recorder.Down(PanelControl.Record).Last);
        recorder.Snapshot = Samples.Recording;
        Assert.Equal(PanelLights.Record, recorder.Wait(600).Panel.Lit & ~PanelLights.ClipWarn);
    }

    [Fact]
    public void By_day_an_untouched_display_dims_then_sleeps_and_wakes_by_itself_for_a_message()
    {
        var recorder = new FakeRecorder(Idle);
        Assert.Equal(new DisplayMood(255, false, 0), recorder.Panel.Mood);
        Assert.Equal(96, recorder.Wait(DisplayCare.DimAfterMs).Panel.Mood.Contrast);
        Assert.True(recorder.Wait(30 * 60_000).Panel.Mood.IsAsleep);
        recorder.Snapshot = Idle with { Message = Samples.TenMessages[2] };
        Assert.Equal((false, 255), (recorder.Wait(20).Panel.Mood.IsAsleep, recorder.Panel.Mood.Contrast));
    }

    [Fact]
    public void While_a_take_runs_the_display_never_sleeps_by_day_and_its_picture_moves()
    {
        var recorder = new FakeRecorder(Samples.Recording);
        HashSet<int> shifts = [];
        for (var minute = 0; minute < 120; minute++)
        {
            recorder.Wait(60_000);
            Assert.False(recorder.Panel.Mood.IsAsleep);
            shifts.Add(recorder.Panel.Mood.ShiftPixels);
        }
        Assert.Equal([0, 1], shifts.Order());
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(40, 17)]
    [InlineData(10, 31)]
    [InlineData(0, 10)]
    public void A_knob_turned_fast_goes_further(long everyMs, int counted)
    {
        var acceleration = new Acceleration();
        var sum = 0;
        for (var i = 0; i < 10; i++)
            sum += acceleration.Of(PanelControl.Knob1, 1, 1000 + i * everyMs);
        Assert.Equal(counted, sum);
        Assert.Equal(-1, acceleration.Of(PanelControl.Knob1, -1, 1000 + 11 * everyMs));
    }

    [Fact]
    public void Power_gone_closes_the_take_once_and_stands_as_long_as_it_lasts()
    {
        var recorder = new FakeRecorder(Samples.Recording) { IsSupplyLow = true };
        Assert.Empty(recorder.Wait(20).Posted);
        Assert.Equal(new EndTake(), recorder.Wait(60).Last);
        Assert.Equal(LampRhythm.Fast, recorder.Wait(500).Panel.RhythmOf(PanelLights.ClipWarn));
        recorder.Tap(PanelControl.Main);
        Assert.Empty(recorder.Posted);
        Assert.Equal(LampRhythm.Fast, recorder.Panel.RhythmOf(PanelLights.ClipWarn));
        recorder.IsSupplyLow = false;
        Assert.NotEqual(LampRhythm.Fast, recorder.Wait(20).Panel.RhythmOf(PanelLights.ClipWarn));
    }

    [Fact]
    public void A_power_fail_line_that_only_chatters_closes_nothing()
    {
        var recorder = new FakeRecorder(Samples.Recording);
        for (var i = 0; i < 100; i++)
        {
            recorder.IsSupplyLow = i % 2 == 0;
            recorder.Wait(33);
        }
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void What_a_page_turns_counts_as_it_is()
    {
        foreach (var isSteady in (bool[])[false, true])
        {
            var recorder = new FakeRecorder(Idle);
            for (var ms = 20_000L; ms < 20_200; ms += 10)
                recorder.Panel.Handle(new PanelEvent(PanelControl.Knob1, PanelAction.Turn, -1, ms, isSteady));
            var lastDb = recorder.Posted.Cast<SetStrip>().Last().Value;
            Assert.Equal(isSteady, lastDb == -10);
        }
    }

    private static FakeRecorder AtRow(string label)
    {
        var recorder = At(ScreenName.SetUp);
        return recorder.Turn(PanelControl.Main, Array.FindIndex(SetUpRows.Of(Idle, recorder.Panel.State), row => row.Label == label));
    }

    private static FakeRecorder At(ScreenName screen)
    {
        var recorder = new FakeRecorder(Idle);
        recorder.Panel.State.Screen = screen;
        return recorder;
    }
}
