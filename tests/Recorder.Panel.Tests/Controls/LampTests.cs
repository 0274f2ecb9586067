using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;

namespace Recorder.Panel.Tests.Controls;

/// <summary>The table of lights.</summary>
public class LampTests
{
    private static readonly RecorderSnapshot Recording = Samples.Recording;

    [Fact]
    public void Rec_is_steady_only_while_the_last_commit_is_under_two_seconds_old()
    {
        Assert.Equal(LampRhythm.On, Rec(WithCommitAge(1999)));
        Assert.Equal(LampRhythm.Slow, Rec(WithCommitAge(2000)));
        Assert.Equal(LampRhythm.Slow, Rec(WithCommitAge(null)));
        Assert.Equal(LampRhythm.Slow, Rec(WithCommitAge(100) with { Transport = TransportState.Starting }));
        Assert.Equal(LampRhythm.Slow, Rec(Recording with { Engine = Recording.Engine with { IsConnected = false } }));
        Assert.Equal(LampRhythm.Off, Rec(Samples.Idle));
        Assert.Equal(LampRhythm.Off, Rec(Samples.Playing));
    }

    [Fact]
    public void Rec_is_not_steady_on_the_word_of_a_host_that_stands_still()
    {
        var recorder = new FakeRecorder(WithCommitAge(300));
        Assert.Equal(LampRhythm.On, recorder.Wait(1699).Panel.RhythmOf(PanelLights.Record));
        Assert.Equal(LampRhythm.Slow, recorder.Wait(1).Panel.RhythmOf(PanelLights.Record));
        recorder.Snapshot = WithCommitAge(300);
        Assert.Equal(LampRhythm.On, recorder.Wait(10).Panel.RhythmOf(PanelLights.Record));
    }

    [Fact]
    public void Rec_is_steady_for_a_layer_as_for_a_take_and_play_burns_beside_it()
    {
        var overdubbing = Samples.Playing with { Transport = TransportState.Overdubbing };
        Assert.Equal(LampRhythm.Slow, Rec(overdubbing));
        Assert.Equal(LampRhythm.On, Rec(overdubbing with { Engine = overdubbing.Engine with { LastCommitAgeMs = 300 } }));
        Assert.Equal(LampRhythm.On, Rhythm(overdubbing, PanelLights.Play));
    }

    [Fact]
    public void Rec_is_fast_while_sound_is_lost_or_soon_will_be()
    {
        Assert.Equal(LampRhythm.Fast, Rec(Recording with { Running = Recording.Running! with { IsLosing = true } }));
        var stalled = WithCommitAge(9000);
        Assert.Equal(LampRhythm.Fast, Rec(stalled with { Engine = stalled.Engine with { RingRoomSeconds = 9.9 } }));
        Assert.Equal(LampRhythm.Slow, Rec(stalled with { Engine = stalled.Engine with { RingRoomSeconds = 10 } }));
        // Commits come, but the disk is too slow for the take.
        var slow = WithCommitAge(300);
        Assert.Equal(LampRhythm.Fast, Rec(slow with { Engine = slow.Engine with { RingRoomSeconds = 9, UnsafeSeconds = 25 } }));
        Assert.Equal(LampRhythm.On, Rec(slow with { Engine = slow.Engine with { RingRoomSeconds = 9, UnsafeSeconds = 0.4 } }));
    }

    [Fact]
    public void Rec_answers_a_press_at_once_and_gives_up_when_no_take_comes()
    {
        var recorder = new FakeRecorder(Samples.Idle).Down(PanelControl.Record).Wait(0);
        Assert.True(recorder.Panel.Lit.HasFlag(PanelLights.Record));
        Assert.False(recorder.Wait(500).Panel.Lit.HasFlag(PanelLights.Record));
        Assert.True(recorder.Wait(500).Panel.Lit.HasFlag(PanelLights.Record));
        Assert.Equal(LampRhythm.Off, recorder.Wait(1100).Panel.RhythmOf(PanelLights.Record));
    }

    [Fact]
    public void Rec_is_dark_when_a_short_take_is_over_and_lit_at_once_by_the_next_press()
    {
        var recorder = new FakeRecorder(Samples.Idle).Tap(PanelControl.Record);
        recorder.Snapshot = Recording;
        recorder.Wait(200);
        recorder.Snapshot = Samples.Idle;
        Assert.Equal(LampRhythm.Off, recorder.Wait(20).Panel.RhythmOf(PanelLights.Record));
        Assert.True(recorder.Wait(540).Down(PanelControl.Record).Panel.Lit.HasFlag(PanelLights.Record));
    }

    [Fact]
    public void Stop_counts_while_held_and_says_when_the_last_take_is_whole()
    {
        var recorder = new FakeRecorder(Recording).Down(PanelControl.Stop).Wait(100);
        Assert.Equal(LampRhythm.Fast, recorder.Panel.RhythmOf(PanelLights.Stop));
        Assert.Equal(LampRhythm.Off, recorder.Wait(500).Panel.RhythmOf(PanelLights.Stop));
        var stored = Samples.WithTakes(Samples.Idle);
        Assert.Equal(LampRhythm.On, Rhythm(stored, PanelLights.Stop));
        Assert.Equal(LampRhythm.Off, Rhythm(stored with { Takes = [stored.Takes[3]] }, PanelLights.Stop));
    }

    [Fact]
    public void Play_burns_playing_and_blinks_paused()
    {
        Assert.Equal(LampRhythm.On, Rhythm(Samples.Playing, PanelLights.Play));
        Assert.Equal(LampRhythm.Slow, Rhythm(Samples.Playing with { Transport = TransportState.Paused }, PanelLights.Play));
        Assert.Equal(LampRhythm.Off, Rhythm(Samples.Idle, PanelLights.Play));
    }

    [Fact]
    public void Mark_flashes_for_a_fifth_of_a_second_when_the_marker_is_stored()
    {
        var recorder = new FakeRecorder(Recording).Tap(PanelControl.Mark);
        Assert.Equal(LampRhythm.Off, recorder.Panel.RhythmOf(PanelLights.Mark));
        recorder.Snapshot = Recording with { Running = Recording.Running! with { Markers = 1 } };
        Assert.Equal(LampRhythm.On, recorder.Wait(10).Panel.RhythmOf(PanelLights.Mark));
        Assert.Equal(LampRhythm.On, recorder.Wait(199).Panel.RhythmOf(PanelLights.Mark));
        Assert.Equal(LampRhythm.Off, recorder.Wait(1).Panel.RhythmOf(PanelLights.Mark));
    }

    [Fact]
    public void Mix_and_master_tell_their_screens_results_and_failures()
    {
        var done = Samples.Idle with { Job = new JobState { Kind = JobKind.Master, Phase = JobPhase.Done } };
        var recorder = new FakeRecorder(done);
        Assert.Equal(LampRhythm.Slow, recorder.Panel.RhythmOf(PanelLights.Master));
        Assert.Equal(LampRhythm.On, recorder.Tap(PanelControl.Master).Panel.RhythmOf(PanelLights.Master));
        Assert.Equal(LampRhythm.Off, recorder.Tap(PanelControl.Back).Panel.RhythmOf(PanelLights.Master));
        Assert.Equal(LampRhythm.Fast, Rhythm(done with { Job = new JobState { Kind = JobKind.QuickMix, Phase = JobPhase.Failed } }, PanelLights.Mix));
    }

    [Fact]
    public void Back_burns_while_locked() =>
        Assert.Equal(LampRhythm.On, new FakeRecorder(Recording).BackAnd(PanelControl.Main).Panel.RhythmOf(PanelLights.Back));

    [Fact]
    public void Clip_warn_tells_alarms_warnings_and_clips()
    {
        Assert.Equal(LampRhythm.Fast, Rhythm(Samples.Alarmed, PanelLights.ClipWarn));
        Assert.Equal(LampRhythm.Fast, Rhythm(Samples.Alarmed with { Message = Samples.Alarmed.Message! with { IsSeen = true } }, PanelLights.ClipWarn));
        Assert.Equal(LampRhythm.Slow, Rhythm(Recording with { Message = Samples.TenMessages[4] }, PanelLights.ClipWarn));
        Assert.Equal(LampRhythm.On, Rhythm(Recording, PanelLights.ClipWarn));
        Assert.Equal(LampRhythm.Off, Rhythm(Recording with { Inputs = [] }, PanelLights.ClipWarn));
    }

    [Fact]
    public void Rhythms_burn_half_of_their_time()
    {
        Assert.Equal(4000, Enumerable.Range(0, 8000).Count(ms => LampLogic.Burns(LampRhythm.Slow, ms)));
        Assert.Equal(4000, Enumerable.Range(0, 8000).Count(ms => LampLogic.Burns(LampRhythm.Fast, ms)));
        Assert.True(LampLogic.Burns(LampRhythm.Fast, 260));
        Assert.False(LampLogic.Burns(LampRhythm.Fast, 130));
    }

    private static LampRhythm Rec(RecorderSnapshot snapshot) => Rhythm(snapshot, PanelLights.Record);

    private static LampRhythm Rhythm(RecorderSnapshot snapshot, PanelLights light) => new FakeRecorder(snapshot).Panel.RhythmOf(light);

    private static RecorderSnapshot WithCommitAge(long? ageMs) => Recording with { Engine = Recording.Engine with { LastCommitAgeMs = ageMs } };
}
