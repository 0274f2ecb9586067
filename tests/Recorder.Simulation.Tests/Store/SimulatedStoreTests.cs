using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Simulation.Store;

namespace Recorder.Simulation.Tests.Store;

public class SimulatedStoreTests
{
    [Fact]
    public void Files_read_back_what_was_written() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Byte.Array[0, 9000], Gen.Bool).Array[1, 12].Sample(steps =>
        {
            var store = new SimulatedStore();
            store.Create("a", out var file);
            var expected = new List<byte>();
            foreach (var (position, bytes, isCut) in steps)
            {
                var length = isCut ? position : bytes.Length == 0 ? expected.Count : Math.Max(expected.Count, position + bytes.Length);
                expected = [.. expected.Take(length), .. new byte[Math.Max(length - expected.Count, 0)]];
                if (isCut)
                {
                    Assert.Equal(StoreError.None, file!.SetLength(position));
                    continue;
                }
                Assert.Equal(StoreError.None, file!.Write(position, bytes));
                for (var i = 0; i < bytes.Length; i++)
                    expected[position + i] = bytes[i];
            }
            Assert.Equal(expected, All(file!));
        }, iter: 100);

    [Fact]
    public void What_was_committed_survives_every_power_cut_and_stays_in_the_first_store()
    {
        var store = new SimulatedStore();
        store.CreateFolder("takes/T0001");
        store.Create("takes/T0001/a", out var file);
        file!.Write(0, Bytes(10_000, 1));
        store.Commit();
        file.Write(10_000, Bytes(30_000, 2));
        for (var seed = 0ul; seed < 500; seed++)
        {
            var left = store.PowerCut(seed);
            var bytes = All(left.Open("takes/T0001/a"));
            Assert.InRange(bytes.Length, 10_000, 40_000);
            Assert.Equal(Bytes(10_000, 1), bytes[..10_000]);
            // Each later byte is what was written or was never there.
            Assert.False(bytes.AsSpan(10_000).ContainsAnyExcept<byte>(0, 2));
            left.Open("takes/T0001/a").Write(0, Bytes(40_000, 9));
        }
        Assert.Equal([.. Bytes(10_000, 1), .. Bytes(30_000, 2)], All(file));
    }

    [Fact]
    public void Unsafe_writes_are_kept_dropped_and_torn()
    {
        var store = new SimulatedStore();
        store.Create("a", out var file);
        file!.Write(0, Bytes(StorePage.Bytes, 1));
        store.Commit();
        file.Write(0, Bytes(StorePage.Bytes, 2));
        store.Create("b", out _);
        var (kept, dropped, torn, newNames) = (0, 0, 0, 0);
        for (var seed = 0ul; seed < 300; seed++)
        {
            var left = store.PowerCut(seed);
            var bytes = All(left.Open("a"));
            var share = bytes.Count(one => one == 2);
            _ = share == 0 ? dropped++ : share == bytes.Length ? kept++ : torn++;
            newNames += left.Exists("b") ? 1 : 0;
            Assert.All(bytes.Chunk(StorePage.SectorBytes), sector => Assert.Single(sector.Distinct()));
        }
        Assert.All([kept, dropped, torn, newNames], count => Assert.InRange(count, 20, 280));
    }

    [Fact]
    public void A_rename_is_there_or_not_but_never_twice()
    {
        var store = new SimulatedStore();
        store.Create("a.part", out var file);
        file!.Write(0, Bytes(100, 1));
        store.Commit();
        Assert.Equal(StoreError.None, store.Rename("a.part", "a"));
        var names = Enumerable.Range(0, 100).Select(seed => Assert.Single(store.PowerCut((ulong)seed).Paths)).Distinct();
        Assert.Equal(["a", "a.part"], names.Order(StringComparer.Ordinal));
        store.Commit();
        Assert.All(Enumerable.Range(0, 100), seed => Assert.Equal(["a"], store.PowerCut((ulong)seed).Paths));
    }

    [Fact]
    public void What_was_cut_off_does_not_come_back_after_a_commit()
    {
        var store = new SimulatedStore();
        store.Create("a", out var file);
        file!.Write(0, Bytes(20_000, 1));
        store.Commit();
        file.SetLength(100);
        file.SetLength(20_000);
        Assert.Equal([.. Bytes(100, 1), .. new byte[19_900]], All(file));
        store.Commit();
        Assert.Equal(All(file), All(store.PowerCut(1).Open("a")));
    }

    [Fact]
    public void A_power_cut_during_a_commit_may_leave_any_part_of_it()
    {
        var store = new SimulatedStore();
        store.Create("a", out var file);
        file!.Write(0, Bytes(8192, 1));
        var survivors = new List<SimulatedStore>();
        store.CommitUnderWay = () =>
        {
            // Written while the flush is under way, so not part of it.
            file.Write(0, Bytes(8192, 2));
            for (var seed = 0ul; seed < 100; seed++)
                survivors.Add(store.PowerCut(seed));
        };
        Assert.Equal(StoreError.None, store.Commit());
        Assert.Contains(survivors, left => left.Paths.Count == 0);
        Assert.Contains(survivors, left => left.Paths.Count == 1 && All(left.Open("a")).Contains((byte)1));
        Assert.Contains(survivors, left => left.Paths.Count == 1 && All(left.Open("a")).Contains((byte)2));
        for (var seed = 0ul; seed < 100; seed++)
            Assert.False(All(store.PowerCut(seed).Open("a")).AsSpan().ContainsAnyExcept<byte>(1, 2));
    }

    [Fact]
    public void The_chosen_call_fails_alone_or_with_all_that_follow()
    {
        var store = new SimulatedStore { FailingCall = 2, Failure = StoreError.ReadOnly };
        var seen = new List<long>();
        store.BeforeCall = seen.Add;
        Assert.Equal(StoreError.None, store.Create("a", out var file));
        Assert.Equal(StoreError.ReadOnly, file!.Write(0, Bytes(10, 1)));
        Assert.Equal(0, file.Length);
        Assert.Equal(StoreError.None, file.Write(0, Bytes(10, 1)));
        store.FailsFromThere = true;
        Assert.Equal(StoreError.ReadOnly, store.Commit());
        Assert.Equal(StoreError.ReadOnly, store.Create("b", out _));
        Assert.Equal(StoreError.ReadOnly, store.Rename("a", "c"));
        Assert.Equal(StoreError.ReadOnly, file.SetLength(5));
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => store.CreateFolder("d")).Kind);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], seen);
        // What a failed commit was to carry is as unsafe as before.
        Assert.Contains(Enumerable.Range(0, 50), seed => !store.PowerCut((ulong)seed).Exists("a"));
        store.FailingCall = 0;
        store.Commit();
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(Bytes(10, 1), All(store.PowerCut((ulong)seed).Open("a"))));
    }

    [Fact]
    public void A_full_disk_takes_what_has_room_and_says_so()
    {
        var store = new SimulatedStore { CapacityBytes = 3 * StorePage.Bytes };
        store.Create("a", out var file);
        Assert.Equal(StoreError.None, file!.Write(0, Bytes(5000, 1)));
        Assert.Equal(StorePage.Bytes, store.FreeBytes);
        Assert.Equal(StoreError.Full, file.Write(5000, Bytes(10_000, 2)));
        Assert.Equal([.. Bytes(5000, 1), .. Bytes(3 * StorePage.Bytes - 5000, 2)], All(file));
        Assert.Equal(0, store.FreeBytes);
        Assert.Equal(StoreError.Full, file.SetLength(100_000));
        Assert.Equal(StoreError.None, file.SetLength(10));
        Assert.Equal(2 * StorePage.Bytes, store.FreeBytes);
    }

    [Fact]
    public async Task A_slow_commit_takes_its_time_and_holds_up_nobody_else()
    {
        var time = new FakeTimeProvider();
        var store = new SimulatedStore(time) { CommitTakes = TimeSpan.FromSeconds(10) };
        store.Create("a", out var file);
        using var underWay = new ManualResetEventSlim();
        store.CommitUnderWay = underWay.Set;
        var commit = Task.Run(store.Commit, TestContext.Current.CancellationToken);
        underWay.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(StoreError.None, file!.Write(0, Bytes(100, 1)));
        Assert.False(commit.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(StoreError.None, await commit);
    }

    [Fact]
    public void Folders_and_names_follow_the_port()
    {
        var store = new SimulatedStore();
        Assert.Equal(StoreError.Gone, store.Create("takes/a", out _));
        store.CreateFolder("takes/T2");
        store.CreateFolder("takes/T10");
        Assert.Equal(StoreError.None, store.Create("takes/next", out _));
        Assert.Equal(StoreError.Exists, store.Create("takes/next", out _));
        Assert.Equal(StoreError.Exists, store.Rename("takes/next", "takes/T2"));
        Assert.Equal(StoreError.Gone, store.Rename("takes/none", "takes/other"));
        Assert.Equal(["T10", "T2", "next"], store.List("takes"));
        Assert.Equal(["takes"], store.List(""));
        Assert.Empty(store.List("nowhere"));
        Assert.True(store.Exists("takes/T2"));
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => store.Open("takes/none")).Kind);
        Assert.Contains(Enumerable.Range(0, 50), seed => !store.PowerCut((ulong)seed).Exists("takes"));
        store.Commit();
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(["T10", "T2", "next"], store.PowerCut((ulong)seed).List("takes")));
    }

    private static byte[] Bytes(int count, byte value) => Enumerable.Repeat(value, count).ToArray();

    private static byte[] All(IRecordingFile file)
    {
        var bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.Read(0, bytes));
        Assert.Equal(0, file.Read(file.Length, new byte[1]));
        return bytes;
    }
}
