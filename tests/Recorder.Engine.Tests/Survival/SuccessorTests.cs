using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Engine.SecondCopy;
using Recorder.Engine.Survival;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Survival;

/// <summary>An engine is killed in the middle of a take, and another goes on with what it left in memory.</summary>
public sealed class SuccessorTests : IDisposable
{
    private const double MemorySeconds = 8;
    private static readonly CaptureFormat Format = new(2, TestInterface.RateHz, SampleFormat.S24, TestInterface.PeriodFrames);

    private readonly TemporaryFolder folder = new();
    private readonly SimulatedStore store = new();

    private string MemoryFile => folder.File("engine.memory");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_the_frames_between_the_two_are_missing_whenever_the_first_is_killed() =>
        Gen.Select(Gen.Int[1, 700], Gen.Double[0, 5], Gen.Int[20, 800], Gen.Bool).Sample((killStep, stallSeconds, awayPeriods, hasLoss) =>
        {
            using var bench = new SuccessorTests();
            var first = bench.Desk();
            if (hasLoss)
                first.Interface.Losses.Enqueue((30_000, 700));
            first.Engine.StartTake();
            var stallFrom = killStep - (int)(stallSeconds * 200);
            for (var i = 0; i < killStep; i++)
            {
                first.AreWritesStalled = i >= Math.Max(stallFrom, 2);
                if (i % 150 == 20)
                    first.Engine.AddMarker($"at {i}");
                first.Step();
            }
            var markers = first.Last.MarkerCount;
            var played = first.Interface.Position;

            using var second = bench.Successor(first, awayPeriods * VirtualDesk.Period.TotalSeconds);
            second.Run(1.5);
            Assert.Equal(TransportState.Recording, second.Engine.State);
            var end = second.Interface.Position;
            second.End();

            var journal = TakeCheck.AssertWhole(bench.store, 1, 0);
            Assert.Equal(StopReason.Asked, journal.Stop!.Value.Reason);
            Assert.Equal(end, journal.Stop.Value.Frames);
            var gap = Assert.Single(journal.Dropouts, dropout => dropout.Cause == DropoutCause.EngineRestart);
            Assert.Equal(played, gap.StartFrame);
            Assert.False(gap.IsExact);
            Assert.Equal(hasLoss && played > 30_000 ? 2 : 1, journal.Dropouts.Length);
            Assert.Equal(markers, journal.Markers.Length);
            Assert.Equal(gap.Frames + journal.Dropouts.Where(dropout => dropout != gap).Sum(dropout => dropout.Frames), second.Engine.LastReport!.LostFrames);
        }, iter: 40, threads: 1);

    [Fact]
    public void Killed_at_any_call_to_the_disk_the_take_goes_on()
    {
        var calls = CallsOfWholeTake();
        Assert.True(calls > 50, $"only {calls} calls");
        for (var call = 1L; call <= calls; call++)
        {
            using var bench = new SuccessorTests();
            var first = bench.Desk();
            var dying = call;
            bench.store.BeforeCall = number =>
            {
                if (number == dying)
                    throw new KilledException();
            };
            var isKilled = PlayTake(first);
            bench.store.BeforeCall = null;
            var standing = bench.Left().TakeNumbers;

            Assert.True(isKilled);
            using var second = bench.Successor(first, 0.3);
            var goesOn = second.Engine.IsTakeRunning;
            if (goesOn)
            {
                second.Run(0.7);
                if (second.Engine.State is TransportState.Starting or TransportState.Recording)
                    second.Engine.EndTake();
                for (var i = 0; i < 1000 && second.Engine.State != TransportState.Idle; i++)
                    second.Step();
            }
            Assert.Equal(standing.Count > 0, goesOn);
            var rest = TakeRecovery.Recover(bench.store, BootId.Current).Takes;
            Assert.All(rest, take => Assert.True(take.Trouble is null, $"call {dying}: {take.Trouble}"));
            foreach (var take in rest.Where(take => take.KeptFrames > 0))
                Assert.True(!(goesOn && take.WasOpen), $"call {dying}: recovery had to finish T{take.Number}");
            if (goesOn)
                TakeCheck.AssertWhole(bench.store, 1, 0);
        }
    }

    [Fact]
    public void A_take_that_was_cut_and_its_sequel_both_go_on_after_a_disk_that_stood_still()
    {
        const double LongSeconds = 30;
        var first = Desk(LongSeconds);
        first.Engine.StartTake();
        first.Run(1);
        first.AreWritesStalled = true;
        first.Run(20);
        first.Engine.CutTake();
        var cutFrame = first.Interface.Position;
        first.Run(1);
        // One round is not enough for all that waits.
        first.Engine.Disk.Step();
        Assert.Equal([1, 2], Left(first.Time).TakeNumbers);

        using var second = Successor(first, 0.5, LongSeconds);
        second.Run(1);
        var end = second.Interface.Position;
        second.End();

        Assert.Equal(cutFrame, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames);
        var sequel = TakeCheck.AssertWhole(store, 2, cutFrame);
        Assert.Equal(end - cutFrame, sequel.Stop!.Value.Frames);
        Assert.Equal(TestInterface.RateHz, Assert.Single(sequel.Dropouts).StartFrame);
    }

    [Fact]
    public void A_cut_that_nobody_came_to_look_at_is_none()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(1);
        first.Engine.CutTake();

        using var second = Successor(first, 0.5);
        second.Run(1);
        var end = second.Interface.Position;
        second.End();

        Assert.Equal(end, TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames);
        Assert.Equal(0, Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes, take => take.Number == 2).KeptFrames);
    }

    [Fact]
    public void A_take_that_was_ended_before_its_last_frames_were_written_ends_there()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(1);
        first.AreWritesStalled = true;
        first.Run(2);
        first.Engine.EndTake();
        var end = first.Interface.Position;
        // The store is full of other things to do: the disk thread has seen the end, and no more.
        store.BeforeCall = _ => throw new KilledException();
        Assert.Throws<KilledException>(() => first.Engine.Disk.Step());
        store.BeforeCall = null;

        using var second = Successor(first, 0.5);
        second.Run(1);
        if (second.Engine.IsTakeRunning)
            second.End();

        var frames = TakeCheck.AssertWhole(store, 1, 0).Stop!.Value.Frames;
        Assert.InRange(frames, end, second.Interface.Position);
    }

    [Fact]
    public void Where_nothing_can_go_on_all_that_is_in_memory_comes_to_disk()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(1);
        first.AreWritesStalled = true;
        first.Engine.AddMarker("Solo");
        first.Run(2);
        var played = first.Interface.Position;

        var left = Left(first.Time);
        Assert.True(left.HasTakes);
        TakeResume.BringHome(left, store, "Tuesday");
        left.Dispose();

        var journal = TakeCheck.AssertWhole(store, 1, 0);
        Assert.Equal(new TakeStop(played, StopReason.Recovered), journal.Stop);
        Assert.Equal([new Marker(TestInterface.RateHz, "Solo")], journal.Markers);
        Assert.False(File.Exists(MemoryFile));
    }

    [Fact]
    public void A_disk_that_refuses_what_comes_home_keeps_what_is_whole()
    {
        for (var call = 1L; call <= 12; call++)
        {
            using var bench = new SuccessorTests();
            var first = bench.Desk();
            first.Engine.StartTake();
            first.Run(1);
            var safe = first.Engine.SafeFrames;
            first.AreWritesStalled = true;
            first.Run(2);
            bench.store.FailingCall = bench.store.Calls + call;
            bench.store.FailsFromThere = true;
            using (var left = bench.Left(first.Time))
                TakeResume.BringHome(left, bench.store, "Tuesday");
            bench.store.FailingCall = 0;

            var take = Assert.Single(TakeRecovery.Recover(bench.store, BootId.Current).Takes);

            Assert.Null(take.Trouble);
            Assert.True(take.KeptFrames >= safe);
            TakeCheck.AssertWhole(bench.store, 1, 0);
        }
    }

    [Fact]
    public void A_successor_killed_itself_is_followed_by_another()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(1.2);
        var second = Successor(first, 0.4);
        second.Run(0.8);
        using var third = Successor(second, 0.6);
        third.Run(0.5);
        var end = third.Interface.Position;
        third.End();

        var journal = TakeCheck.AssertWhole(store, 1, 0);
        Assert.Equal(2, journal.Dropouts.Count(dropout => dropout.Cause == DropoutCause.EngineRestart));
        Assert.Equal(end, journal.Stop!.Value.Frames);
    }

    [Fact]
    public void Memory_of_another_session_another_layout_or_another_interface_is_not_gone_on_with()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(0.5);

        Assert.Null(EngineMemory.TryOpen(MemoryFile, "another session", first.Time));
        Assert.Null(EngineMemory.TryOpen(folder.File("none"), store.Root, first.Time));
        using (var left = Left(first.Time))
        {
            Assert.True(left.Fits(Format, MemorySeconds));
            Assert.False(left.Fits(Format with { Channels = 3 }, MemorySeconds));
            Assert.False(left.Fits(Format with { RateHz = 44100 }, MemorySeconds));
            Assert.False(left.Fits(Format, MemorySeconds + 1));
        }
        using (var file = new FileStream(MemoryFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 4096;
            file.WriteByte(0xEE);
        }
        Assert.Null(EngineMemory.TryOpen(MemoryFile, store.Root, first.Time));
        File.Delete(MemoryFile);
        File.WriteAllBytes(MemoryFile, new byte[100]);
        Assert.Null(EngineMemory.TryOpen(MemoryFile, store.Root, first.Time));
    }

    [Fact]
    public void The_memory_goes_when_the_engine_ends_in_order()
    {
        var first = Desk();
        first.Engine.StartTake();
        first.Run(1);
        using (var second = Successor(first, 0.2))
        {
            second.Run(1);
            second.End();
            Assert.True(File.Exists(MemoryFile));
        }
        Assert.False(File.Exists(MemoryFile));
    }

    private static bool PlayTake(VirtualDesk desk)
    {
        try
        {
            desk.Engine.StartTake();
            desk.Run(1.6);
            desk.Engine.AddMarker("Refrain");
            desk.Run(0.3);
            desk.End();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    private static long CallsOfWholeTake()
    {
        using var bench = new SuccessorTests();
        var desk = bench.Desk();
        Assert.False(PlayTake(desk));
        return bench.store.Calls;
    }

    private VirtualDesk Desk(double memorySeconds = MemorySeconds)
    {
        var time = new FakeTimeProvider();
        return new(store, 2, SampleFormat.S24, Settings(EngineMemory.TryCreate(MemoryFile, store.Root, Format, memorySeconds, time)!, memorySeconds), time: time);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Killed_while_the_disk_stands_still_the_successor_takes_nothing_for_sound_that_memory_let_go_of(bool hasWritten)
    {
        var stick = new SimulatedStore();
        var time = new FakeTimeProvider();
        EngineSettings With(EngineMemory memory) => Settings(memory, MemorySeconds) with
        {
            OpenSecondStore = _ => new SecondStore(stick, long.MaxValue), SecondCopyFolder = "/media/DRUMS",
        };
        var first = new VirtualDesk(store, 2, SampleFormat.S24, With(EngineMemory.TryCreate(MemoryFile, store.Root, Format, MemorySeconds, time)!), time: time);
        first.Engine.StartTake();
        first.Run(3);
        first.AreWritesStalled = first.AreCommitsStalled = true;
        first.Run(20);
        if (hasWritten)
            first.Engine.Disk.Step();
        time.Advance(TimeSpan.FromSeconds(0.5));
        using var second = new VirtualDesk(store, 2, SampleFormat.S24, With(Left(time)), after: first);
        second.Run(3);
        var end = second.Interface.Position;
        second.End();
        for (var i = 0; second.Engine.IsSecondCopyBusy && i < 20_000; i++)
            second.Step();

        var journal = TakeCheck.AssertWhole(store, 1, 0);
        Assert.Equal(end, journal.Stop!.Value.Frames);
        Assert.Contains(journal.Dropouts, gap => gap.Cause == DropoutCause.SecondCopyOnly);
        Assert.Contains(journal.Dropouts, gap => gap.Cause == DropoutCause.EngineRestart);
        Assert.Equal(journal.Dropouts.Where(gap => gap.Cause == DropoutCause.SecondCopyOnly).Sum(gap => gap.Frames), second.Engine.LastReport!.SecondCopyOnlyFrames);
        var copy = TakeCheck.AssertWhole(new StoreFolder(stick, "Second copy/Tuesday"), 1, 0);
        Assert.Equal(end, copy.Stop!.Value.Frames);
        Assert.Equal(DropoutCause.EngineRestart, Assert.Single(copy.Dropouts).Cause);
    }

    // What was killed is neither stopped nor disposed of: it simply does nothing any more.
    private VirtualDesk Successor(VirtualDesk killed, double awaySeconds, double memorySeconds = MemorySeconds)
    {
        killed.Time.Advance(TimeSpan.FromSeconds(awaySeconds));
        return new(store, 2, SampleFormat.S24, Settings(Left(killed.Time), memorySeconds), after: killed);
    }

    private EngineMemory Left(TimeProvider? time = null) => EngineMemory.TryOpen(MemoryFile, store.Root, time ?? TimeProvider.System)!;

    private static EngineSettings Settings(EngineMemory memory, double memorySeconds) => new() { Memory = memory, MemorySeconds = memorySeconds, SessionName = "Tuesday" };

    private sealed class KilledException : Exception;
}
