using CsCheck;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Recovery;

/// <summary>The whole engine on a virtual clock, its machine dying at any call to the disk.</summary>
public sealed class PowerCutTests
{
    // Killed while it was being finished, a file may have its markers behind the samples: two chunks, this many frames long.
    private const int MarkerFrames = 112 / 3;

    [Fact]
    public void A_killed_process_loses_nothing_that_was_written()
    {
        var total = CallsOfWholeTake();
        Gen.Int[1, total].Sample(call =>
        {
            var store = new MemoryStore();
            var captured = RecordUntil(store, call, out _);
            store.FailFromCall = 0;
            if (!store.Exists(SessionLayout.JournalFile(1)) || TakeCheck.Journal(store, 1).Start is null)
                return;
            var there = WrittenFrames(store);

            var take = Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);

            Assert.Null(take.Trouble);
            Assert.InRange(there - take.KeptFrames, 0, MarkerFrames);
            Assert.Empty(take.TrackLosses);
            Assert.True(captured - take.KeptFrames <= TestInterface.RateHz, $"{captured} frames were played, {take.KeptFrames} are kept");
            Assert.InRange(take.LostFrames, 0, TestInterface.RateHz * 3 / 2);
            if (there > 0)
                TakeCheck.AssertWhole(store, 1, 0);
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void A_power_cut_loses_at_most_what_was_shown_as_not_yet_safe()
    {
        var total = CallsOfWholeTake();
        Gen.Select(Gen.Int[1, total], Gen.Int).Sample((call, seed) =>
        {
            var store = new MemoryStore();
            RecordUntil(store, call, out var safe);
            store.CutPower(new Random(seed));

            var takes = TakeRecovery.Recover(store, "another").Takes;

            if (safe == 0)
                return;
            var take = Assert.Single(takes);
            Assert.Null(take.Trouble);
            Assert.Empty(take.TrackLosses);
            Assert.True(take.KeptFrames >= safe, $"{safe} frames were safe, {take.KeptFrames} are kept");
            TakeCheck.AssertWhole(store, 1, 0);
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void Recovery_that_dies_at_any_call_and_runs_again_comes_to_the_same_end()
    {
        var dead = new MemoryStore();
        RecordUntil(dead, CallsOfWholeTake() / 2, out _);
        dead.FailFromCall = 0;
        var whole = Copy(dead);
        var expected = Assert.Single(TakeRecovery.Recover(whole, BootId.Current).Takes);
        var calls = whole.Calls;
        Assert.True(calls > 10);

        for (var call = 1; call <= calls; call++)
        {
            var store = Copy(dead);
            store.FailFromCall = call;
            Assert.Equal(FaultKind.Storage, Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes).Trouble!.Kind);
            store.CutPower(new Random(call));

            var take = Assert.Single(TakeRecovery.Recover(store, "another").Takes);

            Assert.Null(take.Trouble);
            Assert.InRange(take.KeptFrames, SafeFrames(dead), expected.KeptFrames);
            TakeCheck.AssertWhole(store, 1, 0);
        }
    }

    [Fact]
    public void Run_again_it_touches_nothing()
    {
        var store = new MemoryStore();
        RecordUntil(store, CallsOfWholeTake() * 2 / 3, out _);
        store.FailFromCall = 0;
        var first = Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);
        var before = store.Paths.ToDictionary(path => path, path => store[path]);
        var calls = store.Calls;

        var second = Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);

        Assert.True(first.WasOpen);
        Assert.False(second.WasOpen);
        Assert.Equal((first.KeptFrames, first.LostFrames), (second.KeptFrames, second.LostFrames));
        Assert.Equal(calls, store.Calls);
        Assert.All(before, file => Assert.Equal(file.Value, store[file.Key]));
    }

    [Fact]
    public void A_disk_that_takes_no_writes_is_told_and_nothing_is_lost()
    {
        var store = new MemoryStore();
        RecordUntil(store, CallsOfWholeTake() / 2, out _);
        store.FailFromCall = 1;
        var before = store.Paths.ToDictionary(path => path, path => store[path]);

        Assert.NotNull(Assert.Single(TakeRecovery.Recover(store, "").Takes).Trouble);

        Assert.All(before, file => Assert.Equal(file.Value, store[file.Key]));
        store.FailFromCall = 0;
        Assert.Null(Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes).Trouble);
    }

    private static int CallsOfWholeTake()
    {
        var store = new MemoryStore();
        RecordUntil(store, int.MaxValue, out _);
        return store.Calls;
    }

    /// <summary>Three seconds with markers and a gap; from the given call on the disk is gone.</summary>
    /// <returns>Frames of the take that were played by then.</returns>
    private static long RecordUntil(MemoryStore store, int call, out long safeFrames)
    {
        store.FailFromCall = call;
        safeFrames = 0;
        var captured = 0L;
        using var desk = new VirtualDesk(store, channels: 2, SampleFormat.S24, new() { MemorySeconds = 2 });
        desk.Interface.Losses.Enqueue((70_000, 900));
        try
        {
            desk.Engine.StartTake();
        }
        catch (RecorderException)
        {
            return 0;
        }
        for (var i = 0; i < 600; i++)
        {
            if (i is 100 or 401)
                desk.Engine.AddMarker("Refrain");
            desk.Step();
            if (store.Calls >= call)
                break;
            (captured, safeFrames) = (desk.Engine.TakeFrames, desk.Engine.SafeFrames);
        }
        // Also with the disk gone: what the engine still tries then reaches nothing.
        desk.Engine.EndTake();
        for (var i = 0; i < 10_000 && desk.Engine.State != TransportState.Idle; i++)
            desk.Step();
        return captured;
    }

    private static long WrittenFrames(MemoryStore store)
    {
        var journal = TakeCheck.Journal(store, 1);
        return journal.Stop?.Frames ?? journal.Start!.Tracks.Min(track =>
        {
            var path = SessionLayout.InTake(1, track.FileName);
            return store.Exists(path) ? Math.Max(0, store[path].Length - 4096L) / 3 : 0;
        });
    }

    private static long SafeFrames(MemoryStore store) => TakeCheck.Journal(store, 1).SafeFrames;

    private static MemoryStore Copy(MemoryStore store)
    {
        var copy = new MemoryStore();
        foreach (var path in store.Paths)
            copy[path] = store[path];
        copy.Commit();
        return copy;
    }
}
