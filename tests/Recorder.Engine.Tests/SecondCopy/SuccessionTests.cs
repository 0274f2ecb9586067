using CsCheck;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine.Recovery;
using Recorder.Engine.SecondCopy;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>An engine is killed in the middle of a take; the next one goes on with both copies where they were.</summary>
public sealed class SuccessionTests
{
    [Fact]
    public void Both_copies_go_on_whenever_the_engine_is_killed() =>
        Gen.Select(Gen.Int[1, 900], Gen.Double[0, 4], Gen.Double[0, 4], Gen.Int[20, 800], Gen.Bool).Sample((killStep, firstStalls, stickStalls, awayPeriods, hasLoss) =>
        {
            using var bench = new SuccessionDesk();
            if (hasLoss)
                bench.Desk.Interface.Losses.Enqueue((30_000, 700));
            bench.Desk.Engine.StartTake();
            for (var i = 0; i < killStep; i++)
            {
                bench.Desk.AreWritesStalled = i >= Math.Max(killStep - (int)(firstStalls * 200), 2);
                bench.Desk.AreCopiesStalled = i >= Math.Max(killStep - (int)(stickStalls * 200), 2);
                if (i % 150 == 20)
                    bench.Desk.Engine.AddMarker($"at {i}");
                bench.Desk.Step();
            }
            var markers = bench.Desk.Last.MarkerCount;
            Assert.True(bench.Succeed(awayPeriods * VirtualDesk.Period.TotalSeconds));
            bench.Desk.Run(1.5);
            bench.Desk.Engine.AddMarker("after");
            bench.Desk.Run(0.4);
            var report = bench.End()!;

            Assert.True(report is { IsWhole: true, IsIdentical: true, IsBegunAnew: false }, $"{report}");
            Assert.Equal(["Tuesday"], bench.Stick.List("Second copy"));
            Assert.Equal(markers + 1, bench.AssertSame(1).Markers.Length);
        }, iter: 60, threads: 1);

    [Theory]
    [InlineData(long.MaxValue), InlineData(200_000)]
    public void Killed_at_any_call_to_the_stick_both_copies_go_on(long maxFileBytes)
    {
        long calls;
        int parts;
        using (var whole = new SuccessionDesk(maxFileBytes))
        {
            parts = PlayTake(whole).Folders.Count;
            calls = whole.Stick.Calls;
        }
        Assert.True(calls > 40, $"only {calls} calls");
        var (goneOn, begunAnew) = (0, 0);
        for (var call = 1L; call <= calls; call++)
        {
            using var bench = new SuccessionDesk(maxFileBytes);
            var dying = call;
            bench.Stick.BeforeCall = number => Die(number, dying);
            Assert.Throws<KilledException>(() => PlayTake(bench));
            bench.Stick.BeforeCall = null;
            // The take was over: nobody goes on with the copy of one, and what is on the stick opens.
            if (!bench.Succeed(0.3))
            {
                AssertOpens(bench, call);
                continue;
            }
            bench.Desk.Run(0.6);
            var report = bench.End()!;
            Assert.True(report is { IsWhole: true, IsIdentical: true }, $"call {call}: {report}");
            begunAnew += report.IsBegunAnew || report.Folders[0].EndsWith(" 2", StringComparison.Ordinal) ? 1 : 0;
            AssertParts(bench, report, call);
            goneOn++;
        }
        Assert.InRange(goneOn, 40, int.MaxValue);
        // Killed while the files of a part are made there is nothing to go on with: journal and two tracks, each made and written.
        Assert.InRange(begunAnew, 1, 6 * parts);
    }

    [Fact]
    public void Killed_at_any_call_to_the_first_disk_both_copies_go_on()
    {
        long calls;
        using (var whole = new SuccessionDesk())
        {
            PlayTake(whole);
            calls = whole.First.Calls;
        }
        for (var call = 1L; call <= calls; call++)
        {
            using var bench = new SuccessionDesk();
            var dying = call;
            bench.First.BeforeCall = number => Die(number, dying);
            Assert.Throws<KilledException>(() => PlayTake(bench));
            bench.First.BeforeCall = null;
            if (!bench.Succeed(0.3))
                continue;
            bench.Desk.Run(0.6);
            var report = bench.End()!;
            Assert.True(report is { IsWhole: true, IsIdentical: true, IsBegunAnew: false }, $"call {call}: {report}");
            AssertParts(bench, report, call);
        }
    }

    [Fact]
    public void A_third_engine_goes_on_too_and_so_does_one_whose_host_comes_late()
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.IsTold = false;
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(1);
        Assert.Equal(SecondCopyPhase.Off, bench.Desk.Last.SecondCopy.Phase);
        Assert.True(bench.Succeed(0.7));
        bench.Desk.Run(12);
        bench.Desk.Engine.SetSecondCopy(StickDesk.Folder);
        bench.Desk.Run(2);
        Assert.Equal(SecondCopyPhase.Copying, bench.Desk.Last.SecondCopy.Phase);

        Assert.True(bench.End() is { IsIdentical: true, IsBegunAnew: false });
        bench.AssertSame(1, restarts: 2);
    }

    [Fact]
    public void A_take_cut_before_and_its_sequel_are_both_gone_on_with()
    {
        using var bench = new SuccessionDesk(memorySeconds: 30);
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(1);
        bench.Desk.AreWritesStalled = true;
        bench.Desk.Run(20);
        bench.Desk.Engine.CutTake();
        bench.Desk.Run(1);
        // One round is not enough for all that waits.
        bench.Desk.Engine.Disk.Step();
        Assert.True(bench.Succeed(0.4));
        bench.Desk.Run(1);

        Assert.True(bench.End()!.IsIdentical);
        Assert.Equal(["Tuesday"], bench.Stick.List("Second copy"));
        bench.AssertSame(1, restarts: 0);
        var (first, copy) = (TakeCheck.Journal(bench.First, 2), TakeCheck.Journal(bench.Copy(), 2));
        Assert.Equal(first.Dropouts, copy.Dropouts);
        Assert.Equal(first.Stop, copy.Stop);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void A_stick_pulled_in_the_same_moment_goes_on_at_its_last_flush(ulong seed)
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(2 + seed * 0.37);
        bench.Desk.Engine.AddMarker("before");
        bench.Desk.Run(0.4);
        // What was not flushed is there, or not, or torn.
        bench.Stick = bench.Stick.PowerCut(seed);
        bench.IsIn = false;
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(2);
        Assert.Equal(SecondCopyPhase.Failed, bench.Desk.Last.SecondCopy.Phase);
        Assert.Equal(StoreError.Gone, bench.Desk.Last.SecondCopy.Error);
        bench.IsIn = true;
        bench.Desk.Run(6);

        Assert.True(bench.End() is { IsIdentical: true, IsBegunAnew: false });
        bench.AssertSame(1);
    }

    [Fact]
    public void Another_stick_at_the_restart_gets_all_of_the_take_and_that_is_told()
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        var earlier = bench.Stick;
        bench.Stick = new SimulatedStore();
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(2);
        Assert.Equal(1, bench.Desk.Last.SecondCopy.TimesBegunAnew);

        Assert.True(bench.End() is { IsIdentical: true, IsBegunAnew: true });
        bench.AssertSame(1);
        bench.Stick = earlier;
        AssertOpens(bench, 0);
    }

    [Fact]
    public void A_stick_whose_files_are_not_what_was_flushed_is_begun_anew_beside_them()
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        var path = SessionLayout.InTake(1, "02 Mic 2.wav");
        using (var track = bench.Copy().Open(path))
            track.SetLength(track.Length / 2);
        var before = StickDesk.Bytes(bench.Copy(), path);
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(1);

        Assert.True(bench.End() is { IsIdentical: true, IsBegunAnew: true });
        Assert.Equal(["Tuesday", "Tuesday 2"], bench.Stick.List("Second copy"));
        Assert.Equal(before, StickDesk.Bytes(bench.Copy(), path));
        bench.AssertSame(1, "Tuesday 2");
    }

    [Fact]
    public void A_stick_that_is_full_at_the_restart_keeps_what_it_has_whole()
    {
        using var bench = new SuccessionDesk();
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(3);
        bench.Stick.CapacityBytes = 0;
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(2);
        AssertEndedFull(bench);
        // The next one does not try again, and says so.
        bench.Stick.CapacityBytes = 1L << 34;
        Assert.True(bench.Succeed(0.5));
        bench.Desk.Run(2);
        AssertEndedFull(bench);
        bench.End();

        Assert.Equal(StopReason.DiskFull, TakeCheck.AssertWhole(bench.Copy(), 1, 0).Stop!.Value.Reason);
        Assert.Equal(["Tuesday"], bench.Stick.List("Second copy"));
        TakeCheck.AssertWhole(bench.First, 1, 0);
    }

    private static void AssertEndedFull(SuccessionDesk bench)
    {
        Assert.Equal(TransportState.Recording, bench.Desk.Engine.State);
        Assert.Equal((SecondCopyPhase.Failed, StoreError.Full), (bench.Desk.Last.SecondCopy.Phase, bench.Desk.Last.SecondCopy.Error));
    }

    private static SecondCopyReport PlayTake(SuccessionDesk bench)
    {
        bench.Desk.Interface.Losses.Enqueue((70_000, 1_200));
        bench.Desk.Engine.StartTake();
        bench.Desk.Run(1.2);
        bench.Desk.Engine.AddMarker("Verse");
        bench.Desk.Run(1.7);
        return bench.End()!;
    }

    private static void Die(long number, long dying)
    {
        if (number == dying)
            throw new KilledException();
    }

    private static void AssertOpens(SuccessionDesk bench, long call)
    {
        foreach (var name in bench.Stick.List("Second copy"))
        {
            foreach (var take in TakeRecovery.Recover(bench.Copy(name), BootId.Current).Takes)
                Assert.True(take.Trouble is null, $"call {call}: {take.Trouble}");
            TakeCheck.AssertWhole(bench.Copy(name), 1, TakeCheck.Journal(bench.Copy(name), 1).Start!.SamplesSinceMidnight - TakeCheck.Journal(bench.First, 1).Start!.SamplesSinceMidnight);
        }
    }

    // All parts in a row are the take, and their journals tell of the same gaps and markers.
    private static void AssertParts(SuccessionDesk bench, SecondCopyReport report, long call)
    {
        var first = TakeCheck.AssertWhole(bench.First, 1, 0);
        var names = report.Folders.Select(folder => folder[(folder.LastIndexOf('/') + 1)..]).ToArray();
        var journals = names.Select(name => TakeCheck.Journal(bench.Copy(name), 1)).ToArray();
        Assert.True(journals.All(journal => journal.IsClosed), $"call {call}");
        foreach (var track in first.Start!.Tracks)
        {
            var path = SessionLayout.InTake(1, track.FileName);
            var words = names.SelectMany(name => TakeCheck.ReadWords(bench.Copy(name), path, first.Start.Format));
            Assert.True(TakeCheck.ReadWords(bench.First, path, first.Start.Format).SequenceEqual(words), $"call {call}: {track.FileName} differs");
        }
        var start = 0L;
        var dropouts = new List<Dropout>();
        var markers = new List<Marker>();
        foreach (var journal in journals)
        {
            dropouts.AddRange(journal.Dropouts.Select(gap => gap with { StartFrame = start + gap.StartFrame }));
            markers.AddRange(journal.Markers.Select(marker => marker with { Frame = start + marker.Frame }));
            start += journal.Stop!.Value.Frames;
        }
        Assert.Equal(first.Markers, markers);
        Assert.Equal(Silences(first.Dropouts), Silences(dropouts));
    }

    // One that lies across two parts is told in both.
    private static List<(long Start, long End)> Silences(IEnumerable<Dropout> dropouts)
    {
        var silences = new List<(long Start, long End)>();
        foreach (var gap in dropouts)
        {
            if (silences is [.., var last] && last.End == gap.StartFrame)
                silences[^1] = (last.Start, gap.StartFrame + gap.Frames);
            else
                silences.Add((gap.StartFrame, gap.StartFrame + gap.Frames));
        }
        return silences;
    }

    private sealed class KilledException : Exception;
}
