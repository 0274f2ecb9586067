using Recorder.Engine.Tests.SecondCopy;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Clocks;

/// <summary>Somebody turns the rate switch of the interface in the middle of a take: nothing is lost, but the take must say so.</summary>
public sealed class TakeRateTests
{
    // The four seconds in which it was measured may begin right before it, and a moment after it.
    private const long NearFrames = (long)(4.5 * TestInterface.RateHz);

    [Fact]
    public void Another_rate_and_its_end_stand_in_both_journals_and_the_report_with_their_frames()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(10);
        var changed = bench.Desk.Interface.Position;
        bench.Desk.Interface.RunAt(44100);
        bench.Desk.Run(12);
        var back = bench.Desk.Interface.Position;
        bench.Desk.Interface.RunAt(TestInterface.RateHz);
        bench.Desk.Run(12);
        bench.Desk.End();
        bench.FinishCopy();

        var changes = TakeCheck.AssertWhole(bench.First, 1, 0).RateChanges;
        Assert.Equal([44100, TestInterface.RateHz], changes.Select(change => change.RunsAtHz));
        Assert.InRange(changes[0].StartFrame, changed - NearFrames, changed + NearFrames);
        Assert.InRange(changes[1].StartFrame, back - NearFrames, back + NearFrames);
        Assert.Equal(changes, TakeCheck.Journal(bench.Copy(), 1).RateChanges);
        Assert.Equal(changes, bench.Desk.Engine.LastReport!.RateChanges);
    }

    [Fact]
    public void A_take_begun_while_it_runs_wrong_says_so_from_its_first_frame_and_so_does_the_next()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Run(3);
        desk.Interface.RunAt(44100);
        desk.Run(12);
        desk.Engine.StartTake(preRollSeconds: 1);
        desk.Run(3);
        desk.Engine.CutTake();
        desk.Run(3);
        desk.End();
        Assert.Equal([new RateChange(0, 44100)], TakeCheck.Journal(store, 1).RateChanges);
        Assert.Equal([new RateChange(0, 44100)], TakeCheck.Journal(store, 2).RateChanges);
    }

    [Fact]
    public void A_take_at_its_own_rate_says_nothing_of_it()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Interface.Ppm = 200;
        desk.Engine.StartTake();
        desk.Run(20);
        desk.End();
        Assert.Empty(TakeCheck.Journal(store, 1).RateChanges);
        Assert.Empty(desk.Engine.LastReport!.RateChanges);
    }

    [Fact]
    public void A_successor_tells_when_it_is_right_again()
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.Desk.Interface.RunAt(44100);
        bench.Desk.Run(10);
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(6);
        bench.Desk.Interface.RunAt(TestInterface.RateHz);
        bench.Desk.Run(10);
        bench.End();
        Assert.Equal([44100, TestInterface.RateHz], TakeCheck.Journal(bench.First, 1).RateChanges.Select(change => change.RunsAtHz));
        Assert.Equal([44100, TestInterface.RateHz], TakeCheck.Journal(bench.Copy(), 1).RateChanges.Select(change => change.RunsAtHz));
    }
}
