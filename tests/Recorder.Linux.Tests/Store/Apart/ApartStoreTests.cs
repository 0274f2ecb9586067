using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Store;
using Recorder.Linux.Store.Apart;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Store.Apart;

/// <summary>The other process is a thread here; that of the program is killed and stopped in the program's own tests.</summary>
public sealed class ApartStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_call_does_what_it_does_on_the_disk_itself()
    {
        using var disk = new DiskStore(folder.File("disk"));
        string there;
        using (var apart = Serve(new DiskStore(folder.File("apart"))))
        {
            Assert.Equal(folder.File("apart"), apart.Root);
            there = Story(apart);
            Assert.False(apart.IsOnItsOwn);
        }
        Assert.Equal(Story(disk), there);
        Assert.Equal(Files("disk"), Files("apart"));
    }

    [Fact]
    public void What_the_disk_refuses_is_told_in_its_own_words()
    {
        using var disk = new DiskStore(folder.File("apart"));
        using var apart = Serve(new DiskStore(folder.File("apart")));
        var told = Assert.Throws<RecorderException>(() => apart.Open("nobody"));
        var own = Assert.Throws<RecorderException>(() => disk.Open("nobody"));
        Assert.Equal((own.Kind, own.Message), (told.Kind, told.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_that_ends_at_any_call_is_done_without(bool isDone)
    {
        using var disk = new DiskStore(folder.File("disk"));
        var told = Story(disk);
        var calls = CallsOfStory();
        Assert.True(calls > 20);
        for (var endsAt = 1; endsAt <= calls; endsAt++)
        {
            var name = $"apart{endsAt}";
            using (var apart = Serve(new DiskStore(folder.File(name)), endsAt, isDone))
            {
                Assert.Equal(told, Story(apart));
                Assert.True(apart.IsOnItsOwn);
            }
            Assert.Equal(Files("disk"), Files(name));
        }
    }

    [Theory]
    [InlineData("/nowhere/recorder", 1)]
    [InlineData("/bin/true", 0)]
    public void A_process_that_does_not_start_or_ends_at_once_is_done_without(string program, int told)
    {
        using var disk = new DiskStore(folder.File("disk"));
        var sentences = new List<string>();
        using (var apart = StoreProcess.Start(folder.File("apart"), folder.File("fence"), [program], sentences.Add))
        {
            Assert.Equal(Story(disk), Story(apart));
            Assert.True(apart.IsOnItsOwn);
        }
        Assert.Equal(told, sentences.Count);
        Assert.Equal(Files("disk"), Files("apart"));
    }

    [Fact]
    public void Nothing_is_called_here_before_the_other_process_is_gone()
    {
        var isGone = false;
        using var apart = Serve(new DiskStore(folder.File("apart")), endsAt: 2, gone: () => isGone = true);
        Assert.Equal(StoreError.None, apart.Create("x", out var file));
        Assert.False(isGone);
        Assert.Equal(StoreError.None, file!.Write(0, "late"u8));
        Assert.True(isGone);
        file.Dispose();
    }

    [Fact]
    public void A_disk_that_stands_still_for_one_call_does_not_for_another()
    {
        using var stands = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        var calls = 0;
        using var apart = Serve(new DiskStore(folder.File("apart")), counts: () =>
        {
            if (Interlocked.Increment(ref calls) != 2)
                return;
            stands.Set();
            goesOn.Wait();
        });
        apart.Create("x", out var file);
        var commit = new Thread(() => apart.Commit());
        commit.Start();
        stands.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(StoreError.None, file!.Write(0, "meanwhile"u8));
        Assert.True(commit.IsAlive);
        goesOn.Set();
        commit.Join();
        file.Dispose();
    }

    [Fact]
    public void Writing_and_committing_allocate_nothing()
    {
        using var apart = Serve(new DiskStore(folder.File("apart")));
        apart.Create("x", out var file);
        var bytes = new byte[StoreChannel.MaxFollowingBytes + 5];
        Assert.Equal(0, Allocations.Of(() =>
        {
            file!.Write(0, bytes);
            file.SetLength(12);
            apart.Commit();
            _ = file.Read(0, bytes);
        }));
        file!.Dispose();
    }

    // Every call once, with all that comes back written down.
    private static string Story(IRecordingStore store)
    {
        var told = new List<object?>();
        store.CreateFolder("takes/one");
        told.Add(store.Exists("takes/one"));
        told.Add(store.Create("takes/one/ü", out var file));
        told.Add(store.Create("takes/one/ü", out var second));
        told.Add(second is null);
        var much = new byte[(2 * StoreChannel.MaxFollowingBytes) + 77];
        new Random(5).NextBytes(much);
        told.Add(file!.Write(3, much));
        told.Add(file.Length);
        told.Add(store.Commit());
        var back = new byte[300];
        told.Add(file.Read(much.Length - 100, back));
        told.Add(Convert.ToHexString(back));
        file.DropFromCache();
        told.Add(store.Rename("takes/one", "takes/two"));
        told.Add(store.Rename("takes/one", "takes/three"));
        told.Add(store.Create("takes/two/other", out var other));
        told.Add(store.Rename("takes/two/other", "takes/two/ü"));
        told.Add(other!.Write(0, "x"u8));
        other.Dispose();
        // By its new name where it has to be opened anew.
        told.Add(file.SetLength(1000));
        told.Add(file.Write(990, "the end of it"u8));
        file.Dispose();
        using (var opened = store.Open("takes/two/ü"))
            told.Add(opened.Length);
        told.Add(string.Join(' ', store.List("takes/two")));
        told.Add(store.List("nowhere").Count);
        return string.Join(", ", told);
    }

    private int CallsOfStory()
    {
        using var counted = new DiskStore(folder.File("counted"));
        var calls = 0;
        using (var apart = Serve(counted, counts: () => calls++))
            Story(apart);
        return calls;
    }

    private string Files(string name) => string.Join(' ', Directory.EnumerateFiles(folder.File(name), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(folder.File(name), path) + Convert.ToHexString(File.ReadAllBytes(path))));

    // Ends, as if killed, at a call: before anything was done, or when all but the answer is.
    private ApartStore Serve(DiskStore store, int endsAt = int.MaxValue, bool isDone = false, Action? gone = null, Action? counts = null)
    {
        var (near, far) = (new List<StoreChannel>(), new List<StoreChannel>());
        for (var i = 0; i < 3; i++)
        {
            Assert.True(StoreChannel.TryMakePair(out var here, out var there));
            near.Add(here!);
            far.Add(there!);
        }
        var calls = 0;
        var serving = new StoreServer(store, far, null)
        {
            GoesOn = wasDone =>
            {
                if (wasDone != isDone)
                    return true;
                counts?.Invoke();
                return Interlocked.Increment(ref calls) != endsAt;
            },
        };
        new Thread(serving.Run).Start();
        return new ApartStore(new DiskStore(store.Root), [.. near], () => gone?.Invoke());
    }
}
