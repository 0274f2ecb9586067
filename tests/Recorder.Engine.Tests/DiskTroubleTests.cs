using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

public sealed class DiskTroubleTests
{
    [Theory]
    [InlineData(StoreError.Io), InlineData(StoreError.Full)]
    public void Whichever_call_fails_every_take_stays_whole(StoreError error)
    {
        var isReached = true;
        for (var failing = 1; isReached; failing++)
        {
            var store = new FaultyStore(new MemoryStore());
            using var desk = new VirtualDesk(store);
            RecordFor(desk, 0.6);
            var first = desk.Engine.LastReport!;
            var before = store.Calls;
            store.Outcome = call => call == before + failing ? error : StoreError.None;

            var start = desk.Interface.Position;
            var hasBegun = TryRecordFor(desk, 1.2);
            isReached = store.Calls >= before + failing;
            store.Outcome = _ => StoreError.None;
            var second = desk.Engine.LastReport!;

            TakeCheck.AssertWhole(store, first.Number, 0);
            if (hasBegun && TakeCheck.Journal(store, second.Number).IsClosed)
            {
                var stop = TakeCheck.AssertWhole(store, second.Number, start).Stop!.Value;
                Assert.True(stop.Reason is StopReason.Asked or StopReason.DiskFull or StopReason.DiskError);
                Assert.Equal(stop.Frames, second.Frames);
            }
            var again = desk.Interface.Position;
            RecordFor(desk, 0.6);
            TakeCheck.AssertWhole(store, desk.Engine.LastReport!.Number, again);
        }
    }

    [Fact]
    public void A_full_disk_ends_the_take_whole_and_says_so()
    {
        var store = new FaultyStore(new MemoryStore());
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(1);
        var written = desk.Last.CommittedFrames;
        store.Outcome = _ => StoreError.Full;
        desk.Run(0.3);
        store.Outcome = _ => StoreError.None;
        desk.Run(1);
        Assert.Equal(TransportState.Idle, desk.Engine.State);
        Assert.Equal(EngineFault.DiskFull, desk.Last.Fault);
        var stop = TakeCheck.AssertWhole(store, 1, 0).Stop!.Value;
        Assert.Equal(StopReason.DiskFull, stop.Reason);
        Assert.True(stop.Frames >= written);
    }

    [Fact]
    public void A_disk_about_to_be_full_warns_first_and_ends_the_take_before_it_is()
    {
        var store = new FaultyStore(new MemoryStore());
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        var bytesPerSecond = desk.Last.BytesPerSecond;
        desk.Run(1);
        bytesPerSecond = desk.Last.BytesPerSecond;
        Assert.Equal(2 * 3 * TestInterface.RateHz, bytesPerSecond);
        Assert.Equal(EngineFault.None, desk.Last.Fault);
        store.FreeBytes = 599 * bytesPerSecond;
        desk.Run(1);
        Assert.Equal(EngineFault.TenMinutesLeft, desk.Last.Fault);
        store.FreeBytes = bytesPerSecond;
        desk.Run(2);
        Assert.Equal(StopReason.DiskFull, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Reason);
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => desk.Engine.StartTake()).Kind);
        Assert.Equal(TransportState.Idle, desk.Engine.State);
    }

    [Fact]
    public void A_cut_the_disk_has_no_room_for_leaves_the_take_running()
    {
        var store = new FaultyStore(new MemoryStore());
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(1);
        store.FreeBytes = 0;
        Assert.Throws<RecorderException>(() => desk.Engine.CutTake());
        store.FreeBytes = 1 << 30;
        desk.Run(1);
        desk.End();
        Assert.InRange(TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames, 2 * TestInterface.RateHz - 300, long.MaxValue);
    }

    private static void RecordFor(VirtualDesk desk, double seconds)
    {
        Assert.True(desk.Engine.StartTake().Accepted);
        desk.Run(seconds);
        desk.End();
    }

    private static bool TryRecordFor(VirtualDesk desk, double seconds)
    {
        try
        {
            desk.Engine.StartTake();
        }
        catch (RecorderException)
        {
            Assert.Equal(TransportState.Idle, desk.Engine.State);
            return false;
        }
        desk.Run(seconds);
        desk.End();
        return true;
    }
}
