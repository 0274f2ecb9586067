using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Engine.SecondCopy;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>The stick that gets a second copy of the take while it is recorded, and all that can happen to it.</summary>
public sealed class SecondCopyTests
{
    [Fact]
    public void The_copy_is_the_take_byte_for_byte_with_its_gaps_and_markers_and_is_read_back()
    {
        using var bench = new StickDesk();
        bench.Desk.Interface.Losses.Enqueue((50_000, 1234));
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(0.7);
        bench.Desk.Engine.AddMarker("Verse");
        bench.Desk.Run(2.3);
        Assert.Equal(SecondCopyPhase.Copying, bench.Desk.Last.SecondCopy.Phase);
        Assert.InRange(bench.Desk.Last.SecondCopy.BehindFrames, 1, 2 * TestInterface.RateHz);
        bench.Desk.Engine.AddMarker("Chorus");
        bench.Desk.Run(0.4);
        bench.Desk.End();
        var report = bench.FinishCopy()!;

        Assert.Equal(new SecondCopyReport(1, report.Folders, bench.Desk.Engine.LastReport!.Frames, true, true, StoreError.None), report);
        Assert.Equal(["simulated disk/Second copy/Session"], report.Folders);
        bench.AssertSameFiles(1);
        TakeCheck.AssertWhole(bench.Copy(), 1, 0);
        bench.Desk.Step();
        Assert.Equal(SecondCopyPhase.Identical, bench.Desk.Last.SecondCopy.Phase);
        Assert.Equal(0, bench.Desk.Last.SecondCopy.BehindFrames);
    }

    [Fact]
    public void A_stick_that_stands_still_for_longer_than_memory_lasts_is_filled_from_the_first_disk()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(1);
        bench.Desk.AreCopiesStalled = true;
        bench.Desk.Run(14);
        Assert.Equal(0, bench.Desk.Last.LostFrames);
        Assert.InRange(bench.Desk.Last.RingHighWaterFrames, 0, 2 * TestInterface.RateHz);
        Assert.Equal(SecondCopyPhase.Behind, bench.Desk.Last.SecondCopy.Phase);
        Assert.InRange(bench.Desk.Last.SecondCopy.BehindFrames, 14 * TestInterface.RateHz, 16 * TestInterface.RateHz);
        bench.Desk.AreCopiesStalled = false;
        bench.Desk.Run(4);
        Assert.Equal(SecondCopyPhase.Copying, bench.Desk.Last.SecondCopy.Phase);
        bench.Desk.End();

        Assert.True(bench.FinishCopy()!.IsIdentical);
        bench.AssertSameFiles(1);
    }

    [Fact]
    public void A_stick_put_in_while_recording_gets_all_of_the_take_when_the_set_up_asks_for_it()
    {
        using var bench = new StickDesk(isOn: false);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(12);
        Assert.Equal(SecondCopyPhase.Off, bench.Desk.Last.SecondCopy.Phase);
        Assert.Empty(bench.Stick.Paths);
        bench.Desk.Engine.SetSecondCopy(StickDesk.Folder);
        bench.Desk.Run(2);
        bench.Desk.End();

        Assert.True(bench.FinishCopy()!.IsIdentical);
        bench.AssertSameFiles(1);
    }

    [Theory]
    [InlineData(1, 3), InlineData(2, 12), InlineData(3, 4), InlineData(4, 20), InlineData(5, 1)]
    public void A_stick_pulled_and_put_in_again_goes_on_at_its_last_flush(int seed, double awaySeconds)
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2.5);
        bench.Desk.Engine.AddMarker("before");
        bench.Desk.Run(0.9);
        bench.IsIn = false;
        bench.Stick.FailingCall = 1;
        bench.Stick.FailsFromThere = true;
        bench.Stick.Failure = StoreError.Gone;
        bench.Desk.Run(1.5);
        Assert.Equal(SecondCopyPhase.Failed, bench.Desk.Last.SecondCopy.Phase);
        bench.Desk.Engine.SetSecondCopy("");
        bench.Desk.Run(awaySeconds);
        Assert.Equal(TransportState.Recording, bench.Desk.Engine.State);
        // What was not flushed is there, or not, or torn.
        bench.Stick = bench.Stick.PowerCut((ulong)seed);
        bench.IsIn = true;
        bench.Desk.Engine.SetSecondCopy(StickDesk.Folder);
        bench.Desk.Run(3);
        bench.Desk.Engine.AddMarker("after");
        bench.Desk.Run(1);
        bench.Desk.End();

        Assert.True(bench.FinishCopy()!.IsIdentical);
        bench.AssertSameFiles(1);
        Assert.Equal(["Session"], bench.Stick.List("Second copy"));
    }

    [Fact]
    public void A_stick_that_comes_back_after_the_take_has_ended_still_gets_the_rest()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2.5);
        bench.Desk.Engine.SetSecondCopy("");
        bench.Desk.Run(1.5);
        bench.Desk.End();
        bench.Desk.Run(10);
        bench.Desk.Engine.SetSecondCopy(StickDesk.Folder);
        bench.Desk.Run(0.1);

        Assert.True(bench.FinishCopy()!.IsIdentical);
        bench.AssertSameFiles(1);
    }

    [Fact]
    public void A_take_that_is_cut_and_the_one_after_it_are_both_copied()
    {
        using var bench = new StickDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(1.3);
        bench.Desk.Interface.Losses.Enqueue((bench.Desk.Interface.Position, 500));
        bench.Desk.Engine.CutTake();
        bench.Desk.Run(1.1);
        bench.Desk.End();
        bench.FinishCopy();

        bench.AssertSameFiles(1);
        bench.AssertSameFiles(2);
    }

    [Fact]
    public void What_lies_on_the_stick_already_is_never_written_over()
    {
        var stick = new SimulatedStore();
        using (var earlier = new StickDesk(stick: stick))
        {
            earlier.Desk.Engine.StartTake();
            earlier.Desk.Run(1);
            earlier.Desk.End();
            earlier.FinishCopy();
        }
        var before = TakeCheck.Journal(new StoreFolder(stick, "Second copy/Session"), 1);

        using var bench = new StickDesk(stick: stick);
        bench.Desk.Run(3);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2);
        bench.Desk.End();
        bench.FinishCopy();

        Assert.Equal(before.Start!.FamilyUid, TakeCheck.Journal(bench.Copy(), 1).Start!.FamilyUid);
        TakeCheck.AssertWhole(bench.Copy(), 1, 0);
        TakeCheck.AssertWhole(bench.Copy("Session 2"), 1, 3 * TestInterface.RateHz);
    }

    [Fact]
    public void A_full_stick_ends_the_copy_whole_and_the_take_goes_on()
    {
        using var bench = new StickDesk();
        bench.Stick.CapacityBytes = 1_500_000;
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(6);
        Assert.Equal(SecondCopyPhase.Failed, bench.Desk.Last.SecondCopy.Phase);
        Assert.Equal(StoreError.Full, bench.Desk.Last.SecondCopy.Error);
        bench.Desk.End();

        var report = bench.FinishCopy()!;
        Assert.False(report.IsWhole);
        var stop = TakeCheck.AssertWhole(bench.Copy(), 1, 0).Stop!.Value;
        Assert.Equal(StopReason.DiskFull, stop.Reason);
        Assert.True(stop.Frames > TestInterface.RateHz);
        Assert.Equal(StopReason.Asked, TakeCheck.AssertWhole(bench.First, 1, 0).Stop!.Value.Reason);
    }

    [Fact]
    public void A_copy_larger_than_a_file_can_be_there_is_split_between_two_frames()
    {
        const long MaxFileBytes = 300_000;
        using var bench = new StickDesk(maxFileBytes: MaxFileBytes);
        bench.Desk.Interface.Losses.Enqueue((80_000, 30_000));
        bench.Desk.Engine.StartTake(preRollSeconds: 0);
        for (var i = 0; i < 6; i++)
        {
            bench.Desk.Run(1);
            bench.Desk.Engine.AddMarker($"at {i}");
        }
        bench.Desk.End();
        var report = bench.FinishCopy()!;

        Assert.True(report.IsIdentical);
        Assert.Equal(4, report.Folders.Count);
        var whole = TakeCheck.Journal(bench.First, 1);
        foreach (var track in whole.Start!.Tracks)
        {
            var path = SessionLayout.InTake(1, track.FileName);
            var words = new List<int>();
            for (var part = 1; part <= 4; part++)
            {
                var store = bench.Copy(part == 1 ? "Session" : $"Session.part{part}");
                using (var file = store.Open(path))
                    Assert.InRange(file.Length, 1, MaxFileBytes);
                var start = TakeCheck.Journal(store, 1).Start!;
                Assert.Equal(whole.Start.SamplesSinceMidnight + words.Count, start.SamplesSinceMidnight);
                words.AddRange(TakeCheck.ReadWords(store, path, SampleFormat.S24));
            }
            Assert.Equal(TakeCheck.ReadWords(bench.First, path, SampleFormat.S24), words);
        }
        var parts = Enumerable.Range(1, 4).Select(part => TakeCheck.Journal(bench.Copy(part == 1 ? "Session" : $"Session.part{part}"), 1)).ToList();
        Assert.Equal(6, parts.Sum(part => part.Markers.Length));
        Assert.Equal(whole.Dropouts.Sum(gap => gap.Frames), parts.Sum(part => part.Dropouts.Sum(gap => gap.Frames)));
    }

    [Fact]
    public void A_power_cut_leaves_both_copies_whole_up_to_what_was_flushed()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            using var bench = new StickDesk();
            bench.Desk.Engine.StartTake();
            bench.Desk.Run(0.9 + seed % 13 * 0.31);
            var (firstSafe, copySafe) = (bench.Desk.Last.CommittedFrames, bench.Desk.Last.SecondCopy.SafeFrames);
            var (first, stick) = (bench.First.PowerCut(seed), bench.Stick.PowerCut(seed * 77));

            AssertRecovered(first, firstSafe);
            if (copySafe > 0)
                AssertRecovered(new StoreFolder(stick, "Second copy/Session"), copySafe);
        }
    }

    private static void AssertRecovered(IRecordingStore store, long safeFrames)
    {
        var take = Assert.Single(TakeRecovery.Recover(store, "another start").Takes);
        Assert.Null(take.Trouble);
        Assert.True(take.KeptFrames >= safeFrames, $"{take.KeptFrames} of {safeFrames}");
        TakeCheck.AssertWhole(store, 1, 0);
    }
}
