using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;

namespace Recorder.Panel.Tests.Controls;

/// <summary>Sentences stand for a moment, and never over what a hand has gone on to.</summary>
public class NoticeTests
{
    [Fact]
    public void Another_screen_is_not_covered_by_what_was_said_before()
    {
        var recorder = new FakeRecorder(Samples.Idle).Tap(PanelControl.Play);
        Assert.NotEqual("", recorder.Notice);
        Assert.Equal("", recorder.Tap(PanelControl.Mix).Notice);
    }

    [Fact]
    public void A_master_that_is_done_says_so_elsewhere_and_not_over_its_own_screen()
    {
        var working = Samples.Mastered with { Job = new JobState { Kind = JobKind.Master, Phase = JobPhase.Running } };
        var done = working with { Job = working.Job with { Phase = JobPhase.Done, Sentence = "As asked." } };
        Assert.Equal("As asked.", After(PanelControl.Mix).Notice);
        Assert.Equal("", After(PanelControl.Master).Notice);

        FakeRecorder After(PanelControl screen)
        {
            var recorder = new FakeRecorder(working).Tap(screen);
            recorder.Snapshot = done;
            return recorder.Wait(10);
        }
    }

    [Fact]
    public void A_take_opened_with_its_markers_does_not_flash_mark()
    {
        var recorder = new FakeRecorder(Samples.Idle) { Snapshot = Samples.Playing };
        Assert.Equal(LampRhythm.Off, recorder.Wait(10).Panel.RhythmOf(PanelLights.Mark));
    }
}
