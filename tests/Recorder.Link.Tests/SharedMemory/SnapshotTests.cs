using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Link.SharedMemory;
using Recorder.TestSupport;

namespace Recorder.Link.Tests.SharedMemory;

public class SnapshotTests
{
    [Fact]
    public void What_is_published_is_read()
    {
        using var folder = new TemporaryFolder();
        using var publisher = new SnapshotPublisher(folder.File("snapshot"));
        using var reader = SnapshotReader.TryOpen(folder.File("snapshot"))!;
        Assert.False(reader.TryRead(out _));

        EngineSnapshot snapshot = new() { TakeNumber = 12, TakeFrames = 99, InterfaceName = FixedText.From("X18") };
        snapshot.Strips[63].GainReductionDb = -3;
        publisher.Publish(in snapshot);
        snapshot.TakeFrames = 100;
        publisher.Publish(in snapshot);

        Assert.True(reader.TryRead(out var read));
        Assert.Equal((12, 100L, "X18", -3f), (read.TakeNumber, read.TakeFrames, read.InterfaceName.ToString(), read.Strips[63].GainReductionDb));
    }

    [Fact]
    public void A_reader_never_sees_two_snapshots_mixed()
    {
        const int Publications = 200_000;
        using var folder = new TemporaryFolder();
        using var publisher = new SnapshotPublisher(folder.File("snapshot"));
        using var reader = SnapshotReader.TryOpen(folder.File("snapshot"))!;
        using var started = new ManualResetEventSlim();
        var isDone = false;
        var writing = new Thread(() =>
        {
            EngineSnapshot snapshot = default;
            for (var i = 1; i <= Publications; i++)
            {
                Fill(ref snapshot, (byte)i);
                publisher.Publish(in snapshot);
                started.Set();
            }
            Volatile.Write(ref isDone, true);
        });
        writing.Start();
        started.Wait(TestContext.Current.CancellationToken);
        var reads = 0;
        while (!Volatile.Read(ref isDone))
        {
            if (!reader.TryRead(out var read))
                continue;
            var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<EngineSnapshot>(in read));
            Assert.Equal(-1, bytes.IndexOfAnyExcept(bytes[0]));
            reads++;
        }
        writing.Join();
        Assert.True(reads > 0);
    }

    [Fact]
    public void Publishing_allocates_nothing()
    {
        using var folder = new TemporaryFolder();
        using var publisher = new SnapshotPublisher(folder.File("snapshot"));
        EngineSnapshot snapshot = default;
        publisher.Publish(in snapshot);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            publisher.Publish(in snapshot);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_new_publisher_takes_the_place_and_old_readers_keep_what_they_had()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("snapshot");
        using var old = new SnapshotPublisher(path);
        old.Publish(new EngineSnapshot { TakeNumber = 1 });
        using var oldReader = SnapshotReader.TryOpen(path)!;

        using var next = new SnapshotPublisher(path);
        next.Publish(new EngineSnapshot { TakeNumber = 2 });
        using var nextReader = SnapshotReader.TryOpen(path)!;

        Assert.True(oldReader.TryRead(out var first) && nextReader.TryRead(out var second) && first.TakeNumber == 1 && second.TakeNumber == 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_file_of_another_layout_is_refused(int damagedByte)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("snapshot");
        new SnapshotPublisher(path).Dispose();
        var bytes = File.ReadAllBytes(path);
        bytes[damagedByte] ^= 0x40;
        File.WriteAllBytes(path, bytes);
        Assert.Null(SnapshotReader.TryOpen(path));
    }

    [Fact]
    public void A_file_too_short_or_absent_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("short"), new byte[100]);
        Assert.Null(SnapshotReader.TryOpen(folder.File("short")));
        Assert.Null(SnapshotReader.TryOpen(folder.File("absent")));
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => new SnapshotPublisher(folder.File("no", "where"))).Kind);
    }

    private static void Fill(ref EngineSnapshot snapshot, byte value) =>
        MemoryMarshal.AsBytes(new Span<EngineSnapshot>(ref snapshot)).Fill(value);
}
