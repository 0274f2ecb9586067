using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Store;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Store;

public sealed class DiskStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DiskStore store;

    public DiskStoreTests() => store = new DiskStore(folder.File("a", "b"));

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        store.CreateFolder("takes/one");
        Assert.Equal(StoreError.None, store.Create("takes/one/x", out var created));
        using (created)
        {
            Assert.Equal(StoreError.None, created!.Write(5, "hello"u8));
            Assert.Equal(10, created.Length);
        }
        Assert.Equal(StoreError.None, store.Commit());
        using var file = store.Open("takes/one/x");
        var bytes = new byte[20];
        Assert.Equal(10, file.Read(0, bytes));
        Assert.Equal("\0\0\0\0\0hello"u8, bytes.AsSpan(0, 10));
        Assert.Equal(0, file.Read(10, bytes));
        Assert.Equal(StoreError.None, file.SetLength(3));
        Assert.Equal(3, file.Length);
        Assert.Equal(["x"], store.List("takes/one"));
        Assert.Empty(store.List("nowhere"));
        Assert.True(store.FreeBytes > 0);
    }

    [Fact]
    public void Nothing_is_ever_overwritten()
    {
        Assert.Equal(StoreError.None, store.Create("x", out var first));
        first!.Write(0, "first"u8);
        first.Dispose();
        Assert.Equal(StoreError.Exists, store.Create("x", out var second));
        Assert.Null(second);
        Assert.Equal(StoreError.None, store.Create("y", out var other));
        other!.Dispose();
        Assert.Equal(StoreError.Exists, store.Rename("y", "x"));
        Assert.Equal(StoreError.None, store.Rename("y", "z"));
        Assert.Equal("first", File.ReadAllText(folder.File("a", "b", "x")));
        Assert.Equal(StoreError.Gone, store.Rename("nobody", "w"));
    }

    [Fact]
    public void A_file_on_a_full_disk_reports_it()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this machine has no /dev/full");
        using var full = new DiskStore("/dev");
        using var file = full.Open("full");
        Assert.Equal(StoreError.Full, file.Write(0, "x"u8));
    }

    [Fact]
    public void Trouble_is_a_sentence()
    {
        File.WriteAllText(folder.File("plain"), "");
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => new DiskStore(folder.File("plain", "below"))).Kind);
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => store.Open("nobody")).Kind);
    }

    [Fact]
    public void Writing_and_committing_allocate_nothing()
    {
        store.Create("x", out var file);
        using (file)
        {
            var bytes = new byte[1000];
            var before = 0L;
            var errors = 0;
            for (var i = 0; i < 20; i++)
            {
                if (i == 10)
                    before = GC.GetAllocatedBytesForCurrentThread();
                errors += file!.Write(i * 1000, bytes) == StoreError.None && store.Commit() == StoreError.None ? 0 : 1;
                file.Read(0, bytes);
                _ = store.FreeBytes + file.Length;
            }
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(0, errors);
        }
    }
}
