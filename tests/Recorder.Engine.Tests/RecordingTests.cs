using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

public sealed class RecordingTests
{
    [Theory]
    [InlineData(SampleFormat.S16), InlineData(SampleFormat.S24), InlineData(SampleFormat.S32), InlineData(SampleFormat.F32)]
    public void A_take_is_what_was_played(SampleFormat format)
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, channels: 3, format);
        desk.Run(0.1);
        Assert.True(desk.Engine.StartTake().Accepted);
        Assert.Equal(TransportState.Starting, desk.Engine.State);
        desk.Run(2.003);
        Assert.Equal(TransportState.Recording, desk.Last.Transport);
        desk.End();
        var report = desk.Engine.LastReport!;
        TakeCheck.AssertWhole(store, report.Number, 4800);
        Assert.Equal(StopReason.Asked, report.Reason);
        Assert.Equal(0, report.Dropouts);
        Assert.InRange(report.Frames, 96000, 96480);
    }

    [Fact]
    public void An_interface_does_not_run_before_its_frames_are_wanted()
    {
        var (store, input) = (new MemoryStore(), new TestInterface(2, SampleFormat.S24));
        using var engine = new RecorderEngine(new(), input, store, TimeProvider.System);
        engine.Start(isWaiting: true);
        Assert.True(engine.StartTake(lengthFrames: 4800).Accepted);
        Assert.False(input.HasStarted);
        engine.Listen();
        Assert.True(input.HasStarted);
        Assert.True(engine.WaitUntilIdle(TimeSpan.FromSeconds(60)));
        TakeCheck.AssertWhole(store, 1, 0);
    }

    [Fact]
    public void Pre_roll_reaches_back_as_far_as_memory_does()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, settings: new() { MemorySeconds = 3, PreRollSeconds = 1 });
        desk.Run(0.5);
        desk.Engine.StartTake();
        desk.Run(0.5);
        desk.End();
        Assert.Equal(24000, TakeCheck.AssertWhole(store, 1, 0).Start!.PreRollFrames);
        desk.Run(5);
        desk.Engine.StartTake(preRollSeconds: 60);
        var start = desk.Interface.Position - 3 * TestInterface.RateHz;
        desk.Run(1);
        desk.End();
        Assert.Equal(3 * TestInterface.RateHz, TakeCheck.AssertWhole(store, 2, start).Start!.PreRollFrames);
    }

    [Fact]
    public void Cut_takes_follow_one_another_to_the_frame()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(1.234);
        Assert.True(desk.Engine.CutTake().Accepted);
        desk.Run(0.777);
        Assert.True(desk.Engine.CutTake().Accepted);
        desk.Run(1);
        desk.End();
        var first = TakeCheck.AssertWhole(store, 1, 0);
        Assert.Equal(StopReason.Cut, first.Stop!.Value.Reason);
        var second = TakeCheck.AssertWhole(store, 2, first.Stop.Value.Frames);
        TakeCheck.AssertWhole(store, 3, first.Stop.Value.Frames + second.Stop!.Value.Frames);
    }

    [Fact]
    public void A_take_from_the_start_of_memory_goes_on_where_the_last_ended()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(1);
        desk.End();
        desk.Run(2);
        desk.Engine.StartTake(fromStartOfMemory: true);
        desk.Run(1);
        desk.End();
        TakeCheck.AssertWhole(store, 2, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames);
    }

    [Fact]
    public void Markers_lie_where_they_were_set()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(0.7);
        var first = desk.Interface.Position;
        Assert.True(desk.Engine.AddMarker("Chorus").Accepted);
        desk.Run(1.1);
        var second = desk.Interface.Position;
        desk.Engine.AddMarker("");
        desk.End();
        Assert.Equal([new Marker(first, "Chorus"), new Marker(second, "")], TakeCheck.AssertWhole(store, 1, 0).Markers);
        Assert.False(desk.Engine.AddMarker("late").Accepted);
    }

    [Fact]
    public void Disarmed_inputs_have_no_track()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, channels: 4, settings: new() { ArmedInputs = [1, 3] });
        desk.Engine.ArmInput(3, false);
        desk.Engine.ArmInput(2, true);
        desk.Engine.NameInput(2, "Voice");
        desk.Engine.StartTake();
        desk.Run(0.3);
        desk.End();
        Assert.Equal([(1, "Mic 2"), (2, "Voice")], TakeCheck.AssertWhole(store, 1, 0).Start!.Tracks.Select(track => (track.Input, track.Name)));
    }

    [Fact]
    public void A_length_asked_for_is_kept_to_the_frame()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake(lengthFrames: 12345);
        desk.Run(2);
        Assert.Equal(TransportState.Idle, desk.Engine.State);
        Assert.Equal(12345, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames);
    }

    [Fact]
    public void A_second_rec_changes_nothing()
    {
        using var desk = new VirtualDesk(new MemoryStore());
        desk.Engine.StartTake();
        desk.Run(0.2);
        Assert.Equal("Already recording T1.", desk.Engine.StartTake().Sentence);
        desk.End();
        Assert.False(desk.Engine.EndTake().Accepted);
    }
}
