using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>The table of buttons by state, row by row.</summary>
public class ButtonTableTests
{
    private static readonly RecorderSnapshot Idle = Samples.WithTakes(Samples.Idle);
    private static readonly RecorderSnapshot Mastering = Idle with
    {
        Job = new JobState { Kind = JobKind.Master, Phase = JobPhase.Running, Progress = 0.42, SecondsLeft = 60, Subject = "Song 4" },
    };

    [Fact]
    public void Rec_idle_starts_a_take_at_the_touch() =>
        Assert.Equal(new StartTake(), new FakeRecorder(Idle).Down(PanelControl.Record).Last);

    [Fact]
    public void Rec_recording_does_nothing_and_says_so()
    {
        var recorder = new FakeRecorder(Samples.Recording).Tap(PanelControl.Record).BackAnd(PanelControl.Record);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Already recording T12", recorder.Notice);
    }

    [Fact]
    public void Rec_during_a_job_starts_a_take() =>
        Assert.Equal(new StartTake(), new FakeRecorder(Mastering).Tap(PanelControl.Record).Last);

    [Fact]
    public void Back_rec_reaches_back_to_the_start_of_memory() =>
        Assert.Equal(new StartTake(FromStartOfMemory: true), new FakeRecorder(Idle).BackAnd(PanelControl.Record).Last);

    [Fact]
    public void Stop_idle_takes_the_playhead_to_the_start() =>
        Assert.Equal(new Locate(0), new FakeRecorder(Idle).Down(PanelControl.Stop).Last);

    [Fact]
    public void Stop_recording_tapped_only_says_how()
    {
        var recorder = new FakeRecorder(Samples.Recording).Tap(PanelControl.Stop);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Hold STOP to end T12", recorder.Notice);
    }

    [Fact]
    public void Stop_recording_held_half_a_second_ends_the_take_once()
    {
        var recorder = new FakeRecorder(Samples.Recording).Down(PanelControl.Stop).Wait(499);
        Assert.Empty(recorder.Posted);
        Assert.InRange(recorder.Panel.State.Notice!.Share!.Value, 0.99, 1);
        Assert.Equal(new EndTake(), recorder.Wait(1).Last);
        recorder.Wait(2000).Up(PanelControl.Stop).Wait(20);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Stop_held_while_the_connection_breaks_does_not_end_the_take()
    {
        var recorder = new FakeRecorder(Samples.Recording).Down(PanelControl.Stop).Wait(300)
            .Move(PanelControl.Stop, PanelAction.Release, 0).Wait(500).Up(PanelControl.Stop).Wait(10);
        Assert.Empty(recorder.Posted);
        Assert.Equal("", recorder.Notice);
    }

    [Fact]
    public void Stop_held_for_a_take_that_ends_meanwhile_does_not_cancel_the_job_that_goes_on()
    {
        var recorder = new FakeRecorder(Samples.Recording with { Job = Mastering.Job }).Down(PanelControl.Stop).Wait(300);
        recorder.Snapshot = Mastering;
        Assert.Equal(new EndTake(), recorder.Wait(300).Last);
    }

    [Fact]
    public void Stop_playing_stops_at_the_touch() =>
        Assert.Equal(new StopPlaying(), new FakeRecorder(Samples.Playing).Down(PanelControl.Stop).Last);

    [Fact]
    public void Stop_during_a_job_tapped_tells_it_and_held_cancels_it()
    {
        var recorder = new FakeRecorder(Mastering).Tap(PanelControl.Stop);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Master of Song 4: 42 %, 60 s left. Hold STOP: cancel.", recorder.Notice);
        Assert.Equal(new CancelJob(), recorder.Hold(PanelControl.Stop, 520).Last);
    }

    [Fact]
    public void Play_idle_plays_the_open_take_and_pauses_and_goes_on()
    {
        Assert.Equal(new Play(), new FakeRecorder(Idle).Tap(PanelControl.Play).Last);
        Assert.Equal(new Pause(), new FakeRecorder(Samples.Playing).Tap(PanelControl.Play).Last);
        Assert.Equal(new Play(), new FakeRecorder(Samples.Playing with { Transport = TransportState.Paused }).Tap(PanelControl.Play).Last);
    }

    [Fact]
    public void Play_without_a_take_says_so_and_recording_does_nothing()
    {
        var empty = new FakeRecorder(Samples.Idle).Tap(PanelControl.Play);
        Assert.Empty(empty.Posted);
        Assert.Equal("No take to play yet. REC makes the first.", empty.Notice);
        var recording = new FakeRecorder(Samples.Recording).Tap(PanelControl.Play).BackAnd(PanelControl.Play);
        Assert.Empty(recording.Posted);
    }

    [Fact]
    public void Mark_stars_the_open_take_when_idle_and_marks_while_recording_and_playing()
    {
        Assert.Equal(new StarTake(12, true), new FakeRecorder(Idle).Down(PanelControl.Mark).Last);
        Assert.Equal(new AddMarker(), new FakeRecorder(Samples.Recording).Down(PanelControl.Mark).Last);
        Assert.Equal(new AddMarker(), new FakeRecorder(Samples.Playing).Down(PanelControl.Mark).Last);
    }

    [Fact]
    public void Back_mark_cuts_while_recording()
    {
        Assert.Equal(new CutTake(), new FakeRecorder(Samples.Recording).BackAnd(PanelControl.Mark).Last);
        Assert.Empty(new FakeRecorder(Idle).BackAnd(PanelControl.Mark).Posted);
    }

    [Fact]
    public void Mix_and_master_go_to_their_screens_and_behind_them_in_every_state()
    {
        foreach (var snapshot in (RecorderSnapshot[])[Idle, Samples.Recording, Samples.Playing, Mastering])
        {
            var recorder = new FakeRecorder(snapshot);
            var seen = new List<ScreenName>();
            foreach (var key in (PanelControl[])[PanelControl.Mix, PanelControl.Mix, PanelControl.Mix, PanelControl.Master, PanelControl.Master, PanelControl.Master])
                seen.Add(recorder.Tap(key).Panel.State.Screen);
            Assert.Equal([ScreenName.Mix, ScreenName.QuickMix, ScreenName.Mix, ScreenName.Master, ScreenName.Certificate, ScreenName.Master], seen);
            Assert.Empty(recorder.Posted);
        }
    }

    [Fact]
    public void Back_mix_and_back_master_make_anew_in_every_state()
    {
        foreach (var snapshot in (RecorderSnapshot[])[Idle, Samples.Recording, Samples.Playing, Mastering])
        {
            Assert.Equal(new StartQuickMix(), new FakeRecorder(snapshot).BackAnd(PanelControl.Mix).Last);
            Assert.Equal(new StartMaster(), new FakeRecorder(snapshot).BackAnd(PanelControl.Master).Last);
        }
    }

    [Fact]
    public void Back_stop_two_seconds_counts_down_and_powers_off()
    {
        var recorder = new FakeRecorder(Idle).Down(PanelControl.Back).Down(PanelControl.Stop).Wait(500);
        Assert.Equal("Off in 2", recorder.Notice);
        Assert.Equal("Off in 1", recorder.Wait(600).Notice);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new PowerOff(), recorder.Wait(900).Last);
    }

    [Fact]
    public void Back_stop_playing_stops_first_and_recording_is_refused_with_a_reason()
    {
        var playing = new FakeRecorder(Samples.Playing).Down(PanelControl.Back).Hold(PanelControl.Stop, 2100);
        Assert.Equal([new StopPlaying(), new PowerOff()], playing.Posted);

        var recording = new FakeRecorder(Samples.Recording).Down(PanelControl.Back).Hold(PanelControl.Stop, 2100);
        Assert.Empty(recording.Posted);
        Assert.Equal("T12 runs: hold STOP to end it, then power off.", recording.Notice);
    }

    [Fact]
    public void Power_held_five_seconds_while_recording_closes_the_take_and_then_goes_off()
    {
        var recorder = new FakeRecorder(Samples.Recording).Hold(PanelControl.Power, 3000);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new EndTake(), recorder.Hold(PanelControl.Power, 5100).Last);
        recorder.Snapshot = Idle;
        Assert.Equal(new PowerOff(), recorder.Wait(20).Last);
    }

    [Fact]
    public void Locked_only_mark_acts_and_the_rest_shows_how_to_unlock()
    {
        var recorder = new FakeRecorder(Samples.Recording).BackAnd(PanelControl.Main);
        Assert.True(recorder.Panel.State.IsLocked);
        foreach (var control in Enum.GetValues<PanelControl>().Except([PanelControl.Mark, PanelControl.Back]))
        {
            recorder.Wait(5000).Hold(control, 700);
            Assert.Equal("Locked. BACK + press MAIN unlocks.", recorder.Notice);
        }
        recorder.Turn(PanelControl.Knob1, 3);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new AddMarker(), recorder.Tap(PanelControl.Mark).Last);
        Assert.False(recorder.BackAnd(PanelControl.Main).Panel.State.IsLocked);
        recorder.Turn(PanelControl.Knob1, 3);
        Assert.IsType<SetStrip>(recorder.Last);
    }

    [Fact]
    public void A_refusal_is_shown_as_it_was_said()
    {
        var recorder = new FakeRecorder(Idle) { Refusal = "No interface. Plug one in, then REC." };
        recorder.Tap(PanelControl.Record);
        Assert.Equal("No interface. Plug one in, then REC.", recorder.Notice);
        Assert.Equal("", recorder.Wait(3000).Notice);
    }

    [Fact]
    public void A_key_means_what_the_recorder_does_when_it_is_pressed_not_at_the_last_picture()
    {
        var recorder = new FakeRecorder(Samples.Idle) { Snapshot = Samples.Recording };
        recorder.Hold(PanelControl.Stop, 600);
        Assert.Equal(new EndTake(), recorder.Last);
    }
}
