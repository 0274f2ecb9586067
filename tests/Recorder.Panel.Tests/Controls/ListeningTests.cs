using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests.Controls;

/// <summary>MASTER: hearing what plays as on another system.</summary>
public class ListeningTests
{
    [Fact]
    public void Main_turns_through_the_systems_and_stops_at_both_ends()
    {
        var recorder = Master();
        foreach (var system in (PlaybackSystem[])[PlaybackSystem.Phone, PlaybackSystem.Car, PlaybackSystem.Club, PlaybackSystem.Mp3, PlaybackSystem.Mp3])
            Assert.Equal(new Listen(system), recorder.Turn(PanelControl.Main, 1).Last);
        Assert.Equal(new Listen(PlaybackSystem.Studio), recorder.Turn(PanelControl.Main, -9).Last);
    }

    [Fact]
    public void It_is_said_again_while_the_screen_is_seen_and_ended_where_it_is_left()
    {
        var recorder = Master().Turn(PanelControl.Main, 2);
        recorder.Posted.Clear();
        for (var i = 0; i < 100; i++)
            recorder.Wait(30);
        Assert.InRange(recorder.Posted.Count, 2, 4);
        Assert.All(recorder.Posted, command => Assert.Equal(new Listen(PlaybackSystem.Car), command));
        recorder.Posted.Clear();

        // The certificate is of the same master.
        recorder.Tap(PanelControl.Master).Wait(30);
        Assert.Equal(ScreenName.Certificate, recorder.Panel.State.Screen);
        Assert.DoesNotContain(new Listen(PlaybackSystem.Studio), recorder.Posted);
        recorder.Posted.Clear();
        recorder.Tap(PanelControl.Mix).Wait(30);
        Assert.Equal(new Listen(PlaybackSystem.Studio), recorder.Last);
        recorder.Tap(PanelControl.Master).Wait(2000).Wait(2000);
        Assert.Empty(recorder.Posted);
    }

    [Fact]
    public void Back_and_a_press_let_one_stage_be_heard_alone_and_the_same_press_all_again()
    {
        var recorder = Master();
        Assert.Equal(new Listen(PlaybackSystem.Studio, MasterParameter.CompressionPercent), recorder.BackAnd(PanelControl.Knob6).Last);
        Assert.Equal(new Listen(PlaybackSystem.Studio, MasterParameter.LowDb), recorder.BackAnd(PanelControl.Knob2).Last);
        Assert.Equal(new Listen(PlaybackSystem.Phone, MasterParameter.LowDb), recorder.Turn(PanelControl.Main, 1).Last);
        Assert.Equal(new Listen(PlaybackSystem.Phone), recorder.BackAnd(PanelControl.Knob2).Last);
        recorder.BackAnd(PanelControl.Knob1);
        recorder.Posted.Clear();

        // Mix and master are compared without it.
        recorder.BackAnd(PanelControl.Play);
        Assert.Equal([new Listen(PlaybackSystem.Phone), new SwitchCompare(WithMaster: true)], recorder.Posted);
    }

    [Fact]
    public void Leaving_the_screen_ends_a_stage_alone()
    {
        var recorder = Master().BackAnd(PanelControl.Knob5);
        recorder.Posted.Clear();
        Assert.Equal(new Listen(PlaybackSystem.Studio), recorder.Tap(PanelControl.Mix).Last);
    }

    [Fact]
    public void Recording_ends_it_and_keeps_it_away()
    {
        var recorder = Master().Turn(PanelControl.Main, 1);
        recorder.Posted.Clear();
        recorder.Snapshot = recorder.Snapshot with { Transport = TransportState.Overdubbing };
        Assert.Equal(new Listen(PlaybackSystem.Studio), recorder.Wait(30).Last);
        recorder.Turn(PanelControl.Main, 1);
        Assert.Empty(recorder.Posted);
        Assert.Equal("Something is recorded: what is heard stays as it is.", recorder.Notice);
    }

    [Fact]
    public void On_the_small_build_it_is_the_place_behind_the_eight_values()
    {
        var recorder = new FakeRecorder(Samples.Mastered, isSmall: true).Tap(PanelControl.Mix).Tap(PanelControl.Mix);
        Assert.Equal(ScreenName.Master, recorder.Panel.State.Screen);
        recorder.Posted.Clear();
        recorder.Turn(PanelControl.Main, 2).Turn(PanelControl.Knob3, 2);
        Assert.Equal(new Listen(PlaybackSystem.Car), recorder.Last);
        Assert.Equal(new Listen(PlaybackSystem.Studio), recorder.Tap(PanelControl.Knob3).Last);
        Assert.Equal(new Listen(PlaybackSystem.Studio, MasterParameter.WidthPercent), recorder.BackAnd(PanelControl.Knob1).Last);
    }

    private static FakeRecorder Master()
    {
        var recorder = new FakeRecorder(Samples.Mastered).Tap(PanelControl.Master);
        recorder.Posted.Clear();
        return recorder;
    }
}
