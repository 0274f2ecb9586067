using Recorder.Core.Snapshots;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>A first disk that stands still without an error, for longer than memory lasts, costs the second copy nothing.</summary>
public sealed class HangingDiskTests
{
    private static readonly EngineSettings Settings = new() { MemorySeconds = 8 };

    [Theory]
    [InlineData(0, 12), InlineData(0, 40), InlineData(5, 12)]
    public void A_disk_that_stands_still_leaves_the_second_copy_whole_and_tells_what_is_there_alone(double beforeSeconds, double stallSeconds)
    {
        using var bench = new StickDesk(Settings);
        bench.Desk.Run(beforeSeconds);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = true;
        bench.Desk.Run(stallSeconds);
        Assert.Equal(EngineFault.SlowDisk, bench.Desk.Last.Fault);
        Assert.Equal(SecondCopyPhase.Copying, bench.Desk.Last.SecondCopy.Phase);
        Assert.Equal(0, bench.Desk.Last.LostFrames);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = false;
        bench.Desk.Run(3);
        AssertSecondCopyIsWhole(bench, (long)(beforeSeconds * TestInterface.RateHz));
    }

    [Fact]
    public void A_write_that_stands_still_in_the_middle_of_a_round_takes_nothing_for_sound_that_was_written_over()
    {
        for (var call = 1; call <= 6; call++)
        {
            using var bench = new StickDesk(Settings);
            bench.Desk.Engine.StartTake();
            bench.Desk.Run(3);
            var hangs = bench.First.Calls + call;
            bench.First.BeforeCall = number =>
            {
                if (number != hangs)
                    return;
                bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = true;
                bench.Desk.Run(20);
                bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = false;
            };
            bench.Desk.Run(3);
            bench.First.BeforeCall = null;
            bench.Desk.Run(3);
            Assert.Equal(0, bench.Desk.Last.LostFrames);
            AssertSecondCopyIsWhole(bench);
        }
    }

    [Fact]
    public void Another_stick_after_it_says_what_it_has_not()
    {
        using var bench = new StickDesk(Settings);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = true;
        bench.Desk.Run(15);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = false;
        bench.Desk.Run(3);
        bench.Desk.Engine.SetSecondCopy("");
        bench.Desk.Run(1);
        bench.Stick = new SimulatedStore();
        bench.Desk.Engine.SetSecondCopy("/media/OTHER");
        bench.Desk.Run(10);
        var end = bench.Desk.Interface.Position;
        bench.Desk.End();
        bench.FinishCopy();
        var first = TakeCheck.AssertWhole(bench.First, 1, 0);
        var copy = TakeCheck.AssertWhole(bench.Copy(), 1, 0);
        Assert.Equal(end, copy.Stop!.Value.Frames);
        Assert.Equal(first.Dropouts, copy.Dropouts);
        Assert.All(copy.Dropouts, gap => Assert.Equal(DropoutCause.SecondCopyOnly, gap.Cause));
    }

    [Fact]
    public void Without_a_stick_a_full_memory_is_a_gap_as_ever()
    {
        using var bench = new StickDesk(Settings, isOn: false);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = true;
        bench.Desk.Run(12);
        bench.Desk.AreWritesStalled = bench.Desk.AreCommitsStalled = false;
        bench.Desk.Run(2);
        Assert.True(bench.Desk.Last.LostFrames > 0);
        bench.Desk.End();
        Assert.All(TakeCheck.AssertWhole(bench.First, 1, 0).Dropouts, gap => Assert.Equal(DropoutCause.MemoryFull, gap.Cause));
    }

    private static void AssertSecondCopyIsWhole(StickDesk bench, long firstFrame = 0)
    {
        var end = bench.Desk.Interface.Position - firstFrame;
        bench.Desk.End();
        var copied = bench.FinishCopy();

        Assert.True(copied!.IsIdentical);
        var copy = TakeCheck.AssertWhole(bench.Copy(), 1, firstFrame);
        Assert.Equal(end, copy.Stop!.Value.Frames);
        Assert.Empty(copy.Dropouts);
        var first = TakeCheck.AssertWhole(bench.First, 1, firstFrame);
        Assert.Equal(end, first.Stop!.Value.Frames);
        Assert.NotEmpty(first.Dropouts);
        Assert.All(first.Dropouts, gap => Assert.Equal(DropoutCause.SecondCopyOnly, gap.Cause));
        var report = bench.Desk.Engine.LastReport!;
        Assert.Equal(0, report.LostFrames);
        Assert.Equal(first.Dropouts.Sum(gap => gap.Frames), report.SecondCopyOnlyFrames);
        Assert.Equal(report.SecondCopyOnlyFrames, bench.Desk.Last.SecondCopy.OnlyHereFrames);
    }
}
