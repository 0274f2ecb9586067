using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>TAKE: playhead, markers, range, loop and zoom on both builds.</summary>
public class TakeTests
{
    private const int RateHz = 48000;

    [Fact]
    public void The_playhead_goes_anywhere_with_back_held()
    {
        var recorder = At(Samples.Playing).Down(PanelControl.Back);
        Assert.Equal(new Locate(34 * RateHz), recorder.Turn(PanelControl.Knob1, 2).Last);
        Assert.Equal(new Locate(24 * RateHz), recorder.Turn(PanelControl.Knob2, -1).Last);
        Assert.Equal(new Locate(0), recorder.Turn(PanelControl.Knob2, -9).Last);
        Assert.Equal(new Locate(250 * RateHz), recorder.Turn(PanelControl.Knob2, 90).Last);
    }

    [Fact]
    public void Zoomed_in_a_detent_is_as_much_finer()
    {
        var recorder = At(Samples.Playing).Turn(PanelControl.Knob8, 4).Down(PanelControl.Back);
        Assert.Equal(4, recorder.Panel.State.Zoom);
        Assert.Equal(new Locate((long)(32.1 * RateHz)), recorder.Turn(PanelControl.Knob1, 1).Last);
        recorder.Up(PanelControl.Back).Tap(PanelControl.Knob8);
        Assert.Equal(0, recorder.Panel.State.Zoom);
    }

    [Fact]
    public void Main_goes_from_marker_to_marker()
    {
        var recorder = At(Samples.Playing);
        Assert.Equal(new Locate(78 * RateHz), recorder.Turn(PanelControl.Main, 1).Last);
        recorder.Turn(PanelControl.Main, 2);
        Assert.Equal([new Locate(141 * RateHz), new Locate(199 * RateHz)], recorder.Posted);
        recorder.Posted.Clear();
        Assert.Equal(new Locate(141 * RateHz), recorder.Turn(PanelControl.Main, -1).Last);
    }

    [Fact]
    public void A_playhead_put_while_nothing_plays_stays_until_stop_or_play()
    {
        var recorder = At(Samples.WithTakes(Samples.Idle)).Down(PanelControl.Back).Turn(PanelControl.Knob2, 3).Up(PanelControl.Back).Wait(5000);
        Assert.Equal((12, 30.0), recorder.Panel.State.Located);
        recorder.Down(PanelControl.Back).Turn(PanelControl.Knob1, -1).Up(PanelControl.Back);
        Assert.Equal([new Locate(30 * RateHz), new Locate(29 * RateHz)], recorder.Posted);
        recorder.Tap(PanelControl.Stop);
        Assert.Null(recorder.Panel.State.Located);
        recorder.Down(PanelControl.Back).Turn(PanelControl.Knob1, 4).Up(PanelControl.Back);
        recorder.Snapshot = Samples.Playing;
        Assert.Null(recorder.Wait(20).Panel.State.Located);
    }

    [Fact]
    public void Start_and_end_move_by_a_turn_are_put_by_a_press_and_taken_back_by_a_hold()
    {
        var recorder = At(Samples.Playing);
        Assert.Equal(new SetTakeRange(3 * RateHz, null), recorder.Turn(PanelControl.Knob1, 3).Last);
        Assert.Equal(new SetTakeRange(3 * RateHz, 248 * RateHz), recorder.Turn(PanelControl.Knob2, -2).Last);
        Assert.Equal(new SetTakeRange(32 * RateHz, 248 * RateHz), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetTakeRange(4 * RateHz, null), At(Samples.Looping).Hold(PanelControl.Knob2, 520).Last);
        Assert.Equal(new SetTakeRange(0, 240 * RateHz), At(Samples.Looping).Hold(PanelControl.Knob1, 520).Last);
    }

    [Fact]
    public void The_end_never_comes_before_the_start()
    {
        var recorder = At(Samples.Playing).Turn(PanelControl.Knob1, 99);
        recorder.Posted.Clear();
        var range = Assert.IsType<SetTakeRange>(recorder.Turn(PanelControl.Knob2, -240).Last);
        Assert.True(range.EndFrame > range.StartFrame);
    }

    [Fact]
    public void A_loop_begins_at_the_playhead_is_turned_at_both_ends_and_is_off_after_a_hold()
    {
        var recorder = At(Samples.Playing);
        Assert.Equal(new SetLoop(32 * RateHz, 42 * RateHz), recorder.Turn(PanelControl.Knob3, 1).Last);
        Assert.Equal(new SetLoop(32 * RateHz, 45 * RateHz), recorder.Turn(PanelControl.Knob4, 3).Last);
        Assert.Equal(new SetLoop(31 * RateHz, 45 * RateHz), recorder.Turn(PanelControl.Knob3, -1).Last);
        Assert.Equal(new SetLoop(null, null), recorder.Hold(PanelControl.Knob4, 520).Last);
    }

    [Fact]
    public void Punch_in_and_out_are_turned_as_the_loop_is()
    {
        var recorder = At(Samples.Playing);
        Assert.Equal(new SetPunch(32 * RateHz, 42 * RateHz), recorder.Turn(PanelControl.Knob5, 1).Last);
        Assert.Equal(new SetPunch(32 * RateHz, 45 * RateHz), recorder.Turn(PanelControl.Knob6, 3).Last);
        Assert.Equal(new SetPunch(31 * RateHz, 45 * RateHz), recorder.Turn(PanelControl.Knob5, -1).Last);
        Assert.Equal(new SetPunch(null, null), recorder.Hold(PanelControl.Knob6, 520).Last);
        var turned = Assert.IsType<SetPunch>(At(Samples.Punching).Turn(PanelControl.Knob5, 190).Last);
        Assert.True(turned.OutFrame - turned.InFrame >= RateHz / 10);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Back_and_play_compare_the_layers_of_the_track_that_is_stepped_through(bool isSmall)
    {
        var recorder = At(Samples.Punching, isSmall);
        Assert.Equal(new SwitchCompare(LayersOf: 6), recorder.BackAnd(PanelControl.Play).Last);
        Assert.Equal(new SwitchCompare(), At(Samples.Playing, isSmall).BackAnd(PanelControl.Play).Last);
    }

    [Fact]
    public void The_layer_knob_steps_the_track_that_is_for_overdub_and_with_back_another_one()
    {
        var recorder = At(Samples.Punching);
        Assert.Equal(new ChooseLayer(12, 6, 4), recorder.Turn(PanelControl.Knob7, 1).Last);
        Assert.Equal("Guitar: layer 3 of 3", recorder.Notice);
        Assert.Equal(new ChooseLayer(12, 6, 0), recorder.Turn(PanelControl.Knob7, -9).Last);
        Assert.Equal(new ChooseLayer(12, 6, 4), recorder.Tap(PanelControl.Knob7).Last);
        Assert.Equal(new ChooseLayer(12, 6, 0), recorder.Hold(PanelControl.Knob7, 520).Last);
        recorder.Down(PanelControl.Back).Turn(PanelControl.Knob7, 1).Up(PanelControl.Back);
        Assert.Equal(new ChooseLayer(12, 12, 3), recorder.Turn(PanelControl.Knob7, 1).Last);
        Assert.Empty(At(Samples.Playing).Turn(PanelControl.Knob7, 1).Posted);
    }

    [Fact]
    public void Rec_while_punch_in_is_waited_for_lets_it_be()
    {
        var recorder = At(Samples.Punching);
        Assert.Equal(new PunchIn(), recorder.Tap(PanelControl.Record).Last);
        recorder.Snapshot = Samples.Punching with { Overdub = new OverdubState { IsWaiting = true } };
        recorder.Wait(2100);
        Assert.Equal(LampRhythm.Slow, recorder.Panel.RhythmOf(PanelLights.Record));
        Assert.Equal(new PunchOut(), recorder.Tap(PanelControl.Record).Last);
    }

    [Fact]
    public void A_loop_is_never_turned_inside_out()
    {
        var loop = Assert.IsType<SetLoop>(At(Samples.Looping).Turn(PanelControl.Knob3, 90).Last);
        Assert.True(loop.OutFrame - loop.InFrame >= RateHz / 10);
        loop = Assert.IsType<SetLoop>(At(Samples.Looping).Turn(PanelControl.Knob4, -100).Last);
        Assert.True(loop.InFrame >= 0 && loop.OutFrame - loop.InFrame >= RateHz / 10);
    }

    [Fact]
    public void A_marker_is_named_or_deleted_only_after_a_turn()
    {
        var recorder = At(Samples.Looping).Tap(PanelControl.Main);
        Assert.Equal("Marker 2 Verse", recorder.Panel.State.Question!.Sentence);
        Assert.Empty(recorder.Tap(PanelControl.Main).Posted);
        Assert.Equal(new DeleteMarker(78 * RateHz), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 2).Tap(PanelControl.Main).Last);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Main);
        Assert.Equal((ScreenName.Letters, "Verse"), (recorder.Panel.State.Screen, recorder.Panel.State.Name!.Text));
        Assert.Equal(new NameMarker(78 * RateHz, "Versf"), recorder.Turn(PanelControl.Knob5, 1).Tap(PanelControl.Main).Last);
        Assert.Equal(ScreenName.Take, recorder.Panel.State.Screen);
    }

    [Fact]
    public void Where_no_marker_is_a_press_says_how_to_come_to_one()
    {
        var recorder = At(Samples.Playing).Tap(PanelControl.Main);
        Assert.Null(recorder.Panel.State.Question);
        Assert.StartsWith("Turn MAIN to a marker", recorder.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_small_build_main_brings_the_next_three_values_under_the_knobs()
    {
        var recorder = At(Samples.Playing, isSmall: true);
        Assert.Equal(new Locate(33 * RateHz), recorder.Turn(PanelControl.Knob1, 1).Last);
        Assert.Equal(new Locate(78 * RateHz), recorder.Tap(PanelControl.Knob1).Last);
        Assert.Equal(new SetTakeRange(1 * RateHz, null), recorder.Turn(PanelControl.Knob2, 1).Last);
        recorder.Turn(PanelControl.Main, 1).Turn(PanelControl.Knob3, 2);
        Assert.Equal((1, 2), (recorder.Panel.State.Group, recorder.Panel.State.Zoom));
        Assert.IsType<SetLoop>(recorder.Turn(PanelControl.Knob1, 1).Last);
    }

    [Fact]
    public void A_view_around_the_playhead_stays_inside_the_take()
    {
        var take = Samples.Playing.Open!;
        Assert.Equal((0, 250), Ends(take, 0));
        Assert.Equal((0, 125), Ends(take, 1));
        Assert.Equal((125, 250), Ends(take with { PlayheadSeconds = 249 }, 1));
        Assert.Equal((100 - 15.625, 100 + 15.625), Ends(take with { PlayheadSeconds = 100 }, 3));
    }

    private static (double From, double To) Ends(OpenTakeState take, int zoom)
    {
        var view = TakeView.Of(take, new PanelState { Zoom = zoom });
        return (view.FromSeconds, view.ToSeconds);
    }

    private static FakeRecorder At(RecorderSnapshot snapshot, bool isSmall = false)
    {
        var recorder = new FakeRecorder(snapshot, isSmall);
        recorder.Panel.State.Screen = ScreenName.Take;
        return recorder;
    }
}
