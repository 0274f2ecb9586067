using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine.Recovery;
using Recorder.Session.Journal;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>Whatever becomes of one of the two, the other has every frame.</summary>
public sealed class EitherFailsTests
{
    [Theory]
    [InlineData(StoreError.Io), InlineData(StoreError.Full), InlineData(StoreError.ReadOnly)]
    public void Whichever_call_to_the_first_disk_fails_the_take_goes_on_to_its_end_on_the_stick(StoreError error)
    {
        var carried = 0;
        var isReached = true;
        for (var call = 1L; isReached; call++)
        {
            using var bench = new StickDesk();
            bench.First.FailingCall = call;
            bench.First.FailsFromThere = true;
            bench.First.Failure = error;
            if (!TryStart(bench))
                continue;
            bench.Desk.Run(0.8);
            bench.Desk.Engine.AddMarker("Verse");
            bench.Desk.Run(1.1);
            isReached = bench.First.Calls >= call;
            var wasCarried = bench.Desk.Last.SecondCopy.CarriesTake != 0;
            if (wasCarried)
                AssertGoesOn(bench, error);
            var end = bench.Desk.Interface.Position;
            if (bench.Desk.Engine.IsTakeRunning)
                bench.Desk.End();
            bench.FinishCopy();
            if (!wasCarried)
                continue;
            carried++;
            var copy = TakeCheck.AssertWhole(bench.Copy(), 1, 0);
            Assert.Equal(new TakeStop(end, StopReason.Asked), copy.Stop);
            Assert.Equal("Verse", Assert.Single(copy.Markers).Label);
            Assert.True(bench.Desk.Engine.LastSecondCopy!.IsIdentical);
        }
        Assert.InRange(carried, 20, int.MaxValue);
    }

    [Theory]
    [InlineData(StoreError.Io, false), InlineData(StoreError.Full, false), InlineData(StoreError.Gone, true)]
    public void Whichever_call_to_the_stick_fails_the_first_copy_has_every_frame(StoreError error, bool fromThere)
    {
        var isReached = true;
        for (var call = 1L; isReached; call++)
        {
            using var bench = new StickDesk();
            bench.Stick.FailingCall = call;
            bench.Stick.FailsFromThere = fromThere;
            bench.Stick.Failure = error;
            bench.Desk.Engine.StartTake();
            bench.Desk.Run(1.6);
            bench.Desk.Engine.AddMarker("Verse");
            bench.Desk.Run(5.6);
            var end = bench.Desk.Interface.Position;
            bench.Desk.End();
            bench.FinishCopy();
            isReached = bench.Stick.Calls >= call;

            Assert.Equal(new TakeStop(end, StopReason.Asked), TakeCheck.AssertWhole(bench.First, 1, 0).Stop);
            Assert.Equal(0, bench.Desk.Engine.LastReport!.LostFrames);
            // An error that went away does not cost the copy anything either.
            if (!fromThere && error == StoreError.Io && bench.Desk.Engine.LastSecondCopy is { IsWhole: true })
                Assert.True(bench.Desk.Engine.LastSecondCopy.IsIdentical);
        }
    }

    [Fact]
    public void A_first_disk_that_is_about_to_be_full_hands_the_take_over()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2);
        bench.First.CapacityBytes = 1_200_000;
        bench.Desk.Run(4);
        Assert.Equal(EngineFault.DiskFull, bench.Desk.Last.Fault);
        Assert.Equal(1, bench.Desk.Last.SecondCopy.CarriesTake);
        Assert.Equal(TransportState.Recording, bench.Desk.Engine.State);
        Assert.False(bench.Desk.Engine.CutTake().Accepted);
        var end = bench.Desk.Interface.Position;
        bench.Desk.End();
        bench.FinishCopy();

        Assert.Equal(end, TakeCheck.AssertWhole(bench.Copy(), 1, 0).Stop!.Value.Frames);
        Assert.Equal(StopReason.DiskFull, TakeCheck.AssertWhole(bench.First, 1, 0).Stop!.Value.Reason);
        // The next take begins where this one ended, as ever.
        bench.First.CapacityBytes = 1L << 34;
        bench.Desk.Engine.StartTake(fromStartOfMemory: true);
        bench.Desk.Run(1);
        bench.Desk.End();
        TakeCheck.AssertWhole(bench.First, 2, end);
    }

    [Fact]
    public void A_carrying_stick_that_stands_still_loses_only_what_memory_cannot_hold_and_says_so()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2);
        bench.First.FailingCall = 1;
        bench.First.FailsFromThere = true;
        bench.Desk.Run(1);
        bench.Desk.AreCopiesStalled = true;
        bench.Desk.Run(6);
        Assert.Equal(0, bench.Desk.Last.LostFrames);
        bench.Desk.Run(4);
        Assert.True(bench.Desk.Last.LostFrames > TestInterface.RateHz);
        bench.Desk.AreCopiesStalled = false;
        bench.Desk.Run(1);
        var (end, lost) = (bench.Desk.Interface.Position, bench.Desk.Last.LostFrames);
        bench.Desk.End();
        bench.FinishCopy();

        var copy = TakeCheck.AssertWhole(bench.Copy(), 1, 0);
        Assert.Equal(end, copy.Stop!.Value.Frames);
        Assert.All(copy.Dropouts, gap => Assert.Equal(DropoutCause.MemoryFull, gap.Cause));
        Assert.Equal(lost, copy.Dropouts.Sum(gap => gap.Frames));
    }

    [Fact]
    public void When_both_fail_the_take_ends_and_both_are_whole_as_far_as_they_go()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.First.FailingCall = 1;
        bench.First.FailsFromThere = true;
        bench.Desk.Run(2);
        Assert.Equal(TransportState.Recording, bench.Desk.Engine.State);
        bench.Stick.FailingCall = 1;
        bench.Stick.FailsFromThere = true;
        bench.Desk.Run(8);
        Assert.Equal(TransportState.Idle, bench.Desk.Engine.State);
        Assert.Equal(EngineFault.DiskError, bench.Desk.Last.Fault);
        bench.First.FailingCall = bench.Stick.FailingCall = 0;

        foreach (var store in new[] { bench.First, bench.Copy() })
        {
            TakeRecovery.Recover(store, BootId.Current);
            var stop = TakeCheck.AssertWhole(store, 1, 0).Stop!.Value;
            Assert.True(stop.Frames > 2 * TestInterface.RateHz);
        }
    }

    private static bool TryStart(StickDesk bench)
    {
        try
        {
            bench.Desk.Engine.StartTake();
            return true;
        }
        catch (RecorderException)
        {
            Assert.Equal(TransportState.Idle, bench.Desk.Engine.State);
            return false;
        }
    }

    private static void AssertGoesOn(StickDesk bench, StoreError error)
    {
        Assert.Equal(TransportState.Recording, bench.Desk.Engine.State);
        Assert.Equal(error == StoreError.Full ? EngineFault.DiskFull : EngineFault.DiskError, bench.Desk.Last.Fault);
        Assert.Equal(bench.Desk.Interface.Position, bench.Desk.Last.TakeFrames);
        Assert.InRange(bench.Desk.Last.TakeFrames - bench.Desk.Last.CommittedFrames, 0, 3 * TestInterface.RateHz);
        Assert.Equal(0, bench.Desk.Last.LostFrames);
    }
}
