using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

public sealed class DropoutTests
{
    [Fact]
    public void Lost_frames_are_counted_placed_and_silent()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Interface.Losses.Enqueue((10_000, 777));
        desk.Interface.Losses.Enqueue((10_777, 1));
        desk.Interface.Losses.Enqueue((40_000, 3_000));
        desk.Engine.StartTake();
        desk.Run(2);
        desk.End();
        var journal = TakeCheck.AssertWhole(store, 1, 0);
        Assert.Equal(
            [new Dropout(10_000, 778, true, DropoutCause.Overrun), new Dropout(40_000, 3_000, true, DropoutCause.Overrun)],
            journal.Dropouts);
        Assert.Equal(3_778, desk.Last.LostFrames);
        Assert.Equal(EngineFault.FramesLost, desk.Last.Fault);
    }

    [Theory]
    [InlineData(3_000), InlineData(12_345), InlineData(90_000)]
    public void An_interface_that_pauses_and_goes_on_without_a_word_leaves_a_gap_by_the_clock(int pausedFrames)
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Interface.Ppm = 80;
        desk.Interface.Pause = (130_000, pausedFrames);
        desk.Engine.StartTake();
        desk.Run(6);
        desk.End();
        var journal = TakeCheck.Journal(store, 1);
        var dropout = Assert.Single(journal.Dropouts);
        Assert.Equal((130_000, false, DropoutCause.Overrun), (dropout.StartFrame, dropout.IsExact, dropout.Cause));
        Assert.InRange(dropout.Frames - pausedFrames, -240, 240);
        var words = TakeCheck.ReadWords(store, Session.SessionLayout.InTake(1, journal.Start!.Tracks[0].FileName), SampleFormat.S24);
        Assert.Equal(TestInterface.Word(130_000 + pausedFrames, 0, SampleFormat.S24), words[130_000 + dropout.Frames]);
    }

    [Fact]
    public void A_reader_that_was_kept_from_running_takes_what_waited_for_no_pause()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(2);
        desk.Time.Advance(TimeSpan.FromSeconds(0.4));
        desk.Run(2);
        desk.End();
        Assert.Empty(TakeCheck.AssertWhole(store, 1, 0).Dropouts);
    }

    [Fact]
    public void A_disk_that_stands_still_for_30_s_costs_nothing()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, settings: new() { MemorySeconds = 31 });
        desk.Engine.StartTake();
        desk.Run(1);
        desk.AreWritesStalled = desk.AreCommitsStalled = true;
        desk.Run(30);
        Assert.Equal(EngineFault.SlowDisk, desk.Last.Fault);
        desk.AreWritesStalled = desk.AreCommitsStalled = false;
        desk.Run(1);
        Assert.Equal(EngineFault.None, desk.Last.Fault);
        desk.End();
        Assert.Empty(TakeCheck.AssertWhole(store, 1, 0).Dropouts);
        Assert.InRange(desk.Engine.LastReport!.RingHighWaterFrames, 30 * TestInterface.RateHz, 31 * TestInterface.RateHz);
    }

    [Fact]
    public void Memory_that_runs_over_loses_frames_in_one_counted_place()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, settings: new() { MemorySeconds = 2 });
        desk.Engine.StartTake();
        desk.Run(1);
        desk.AreWritesStalled = true;
        desk.Run(5);
        Assert.Equal(EngineFault.FramesLost, desk.Last.Fault);
        desk.AreWritesStalled = false;
        desk.Run(1);
        desk.End();
        var dropout = Assert.Single(TakeCheck.AssertWhole(store, 1, 0).Dropouts);
        Assert.Equal(DropoutCause.MemoryFull, dropout.Cause);
        // 5 s less the 2 s of memory, of which what was not yet written had some when the disk stopped.
        var unwrittenFrames = DiskLoop.WriteEvery.TotalSeconds * TestInterface.RateHz;
        Assert.InRange(dropout.Frames, 3 * TestInterface.RateHz - 500, 3 * TestInterface.RateHz + unwrittenFrames + 500);
    }

    [Fact]
    public void Commits_that_take_30_ms_at_32_channels_lose_nothing()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, channels: 32) { CommitTakes = TimeSpan.FromMilliseconds(30) };
        desk.Engine.StartTake();
        desk.Run(5);
        Assert.InRange(desk.Last.TakeFrames - desk.Last.CommittedFrames, 0, TestInterface.RateHz);
        desk.End();
        Assert.Empty(TakeCheck.AssertWhole(store, 1, 0).Dropouts);
    }

    [Fact]
    public void A_gap_at_a_cut_belongs_to_the_second_take()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(1);
        desk.Engine.CutTake();
        var cut = desk.Interface.Position;
        desk.Interface.Losses.Enqueue((cut, 500));
        desk.Run(1);
        desk.End();
        Assert.Equal(cut, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames);
        Assert.Equal([new Dropout(0, 500, true, DropoutCause.Overrun)], TakeCheck.AssertWhole(store, 2, cut).Dropouts);
    }

    [Fact]
    public void An_interface_that_comes_back_leaves_a_gap_of_known_length()
    {
        var store = new MemoryStore();
        TestInterface? again = null;
        VirtualDesk? desk = null;
        using var owner = desk = new VirtualDesk(store, settings: new()
        {
            ReopenCapture = () =>
            {
                again?.Start();
                return again;
            },
        });
        desk.Interface.GoneAtFrame = 48_000;
        desk.Engine.StartTake();
        desk.Run(3);
        Assert.Equal(EngineFault.InterfaceGone, desk.Last.Fault);
        Assert.Equal(0, desk.Last.InterfacePresent);
        Assert.InRange(desk.Last.TakeFrames, 2.9 * TestInterface.RateHz, 3 * TestInterface.RateHz);
        again = new TestInterface(2, SampleFormat.S24, desk.Time);
        desk.Run(2);
        desk.End();
        var journal = TakeCheck.Journal(store, 1);
        var dropout = Assert.Single(journal.Dropouts);
        Assert.Equal((48_000, false, DropoutCause.InterfaceGone), (dropout.StartFrame, dropout.IsExact, dropout.Cause));
        Assert.InRange(dropout.Frames, 2 * TestInterface.RateHz - 500, 2.6 * TestInterface.RateHz);
        var words = TakeCheck.ReadWords(store, Session.SessionLayout.InTake(1, journal.Start!.Tracks[0].FileName), SampleFormat.S24);
        Assert.Equal(TestInterface.Word(0, 0, SampleFormat.S24), words[48_000 + dropout.Frames]);
    }

    [Fact]
    public void Another_interface_that_delivers_the_same_is_not_taken_for_the_lost_one()
    {
        var found = new Queue<TestInterface>();
        using var desk = new VirtualDesk(new MemoryStore(), settings: new() { ReopenCapture = () => Started(found) });
        desk.Interface.GoneAtFrame = 48_000;
        desk.Engine.StartTake();
        desk.Run(2);
        var place = desk.Last.FaultFrame;
        found.Enqueue(new TestInterface(2, SampleFormat.S24, desk.Time) { Identity = InterfaceIdentity.Of("Another") });
        desk.Run(1);
        Assert.Empty(found);
        Assert.Equal((0, EngineFault.InterfaceGone, place), (desk.Last.InterfacePresent, desk.Last.Fault, desk.Last.FaultFrame));
        Assert.InRange(place, 48_000, 48_000 + 2 * TestInterface.PeriodFrames);

        found.Enqueue(new TestInterface(2, SampleFormat.S24, desk.Time));
        desk.Run(1);
        Assert.Equal(1, desk.Last.InterfacePresent);
    }

    [Fact]
    public void An_interface_that_comes_back_with_other_inputs_is_told_and_not_taken()
    {
        var store = new MemoryStore();
        var found = new Queue<TestInterface>();
        using var desk = new VirtualDesk(store, channels: 4, settings: new() { ReopenCapture = () => Started(found) });
        desk.Interface.GoneAtFrame = 48_000;
        desk.Engine.StartTake();
        desk.Run(2);
        Assert.False(desk.Engine.HasInterfaceChanged);
        found.Enqueue(new TestInterface(2, SampleFormat.S24, desk.Time));
        desk.Run(1);
        Assert.Equal((0, 2, TestInterface.RateHz), (desk.Last.InterfacePresent, desk.Last.ReturnedChannels, desk.Last.ReturnedRateHz));
        Assert.True(desk.Engine.HasInterfaceChanged);

        found.Enqueue(new TestInterface(4, SampleFormat.S24, desk.Time));
        desk.Run(1);
        Assert.Equal((1, 0), (desk.Last.InterfacePresent, desk.Last.ReturnedChannels));
        desk.End();
        var dropout = Assert.Single(TakeCheck.Journal(store, 1).Dropouts);
        Assert.Equal((48_000, DropoutCause.InterfaceGone), (dropout.StartFrame, dropout.Cause));
    }

    [Fact]
    public void Pulled_out_while_nothing_runs_REC_is_refused_but_what_is_in_memory_can_still_be_kept()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store, settings: new() { ReopenCapture = () => null });
        desk.Interface.GoneAtFrame = 48_000;
        desk.Run(2);
        var refusal = desk.Engine.StartTake();
        Assert.Equal((false, "There is no interface; nothing was begun; plug it in and press REC again."), (refusal.Accepted, refusal.Sentence));
        Assert.True(desk.Engine.StartTake(fromStartOfMemory: true).Accepted);
        desk.Run(0.5);
        desk.End();
        Assert.Equal(48_000, TakeCheck.Journal(store, 1).Dropouts[0].StartFrame);
    }

    [Fact]
    public void An_interface_that_never_comes_back_ends_in_a_whole_take()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Interface.GoneAtFrame = 30_001;
        desk.Engine.StartTake();
        desk.Run(1);
        Assert.Equal(TransportState.Idle, desk.Engine.State);
        Assert.Equal(new TakeStop(30_001, StopReason.InputEnded), TakeCheck.AssertWhole(store, 1, 0).Stop);
    }

    private static TestInterface? Started(Queue<TestInterface> found)
    {
        if (!found.TryDequeue(out var one))
            return null;
        one.Start();
        return one;
    }
}
