using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Store;

/// <summary>
/// A disk in memory that can stall, fill up, fail at any call, and lose power: of what was not committed each page is then
/// kept, dropped or torn, each new entry and each rename is there or not.
/// </summary>
/// <remarks>Calls may come from several threads; a commit under way does not hold up the others.</remarks>
public sealed class SimulatedStore : IRecordingStore
{
    private const int ClockRateHz = 1000;

    private readonly Lock gate = new();
    private readonly Lock commitGate = new();
    private readonly List<StoredFile> files = [];
    private readonly HashSet<string> folders = [""];
    private readonly HashSet<string> durableFolders = [""];
    private readonly TimeProvider time;
    private long usedPages;
    private long calls;

    /// <summary>An empty disk.</summary>
    /// <param name="time">The clock by which commits take their time; the machine's own without it.</param>
    public SimulatedStore(TimeProvider? time = null) => this.time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Root => "simulated disk";

    /// <summary>Size of the disk in bytes.</summary>
    public long CapacityBytes { get; set; } = 1L << 34;

    /// <inheritdoc/>
    public long FreeBytes => Math.Max(CapacityBytes - Interlocked.Read(ref usedPages) * StorePage.Bytes, 0);

    /// <summary>How long every commit takes.</summary>
    public TimeSpan CommitTakes { get; set; }

    /// <summary>Called in the middle of every commit, when all is on its way and nothing has arrived; may block.</summary>
    public Action? CommitUnderWay { get; set; }

    /// <summary>Called before every call that changes or flushes something, with its number counted from 1; may cut the power.</summary>
    public Action<long>? BeforeCall { get; set; }

    /// <summary>Number of the call that fails; 0 = none.</summary>
    public long FailingCall { get; set; }

    /// <summary>Whether all calls after <see cref="FailingCall"/> fail too.</summary>
    public bool FailsFromThere { get; set; }

    /// <summary>What a failing call answers.</summary>
    public StoreError Failure { get; set; } = StoreError.Io;

    /// <summary>Calls so far that changed or flushed something.</summary>
    public long Calls => Interlocked.Read(ref calls);

    /// <summary>All files, in ordinal order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (gate)
                return [.. files.Select(file => file.Name).Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public bool Exists(string path)
    {
        lock (gate)
            return folders.Contains(path) || Find(path) is not null;
    }

    /// <inheritdoc/>
    public void CreateFolder(string path)
    {
        var error = NextCall();
        if (error != StoreError.None)
            throw new RecorderException(FaultKind.Storage, $"{path} cannot be made on the {Root} ({error}); nothing was written; choose another disk.");
        lock (gate)
        {
            for (; path.Length > 0; path = Parent(path))
                folders.Add(path);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        lock (gate)
        {
            var start = path.Length == 0 ? 0 : path.Length + 1;
            return
            [
                .. files.Select(file => file.Name).Concat(folders).Where(name => name.Length > 0 && Parent(name) == path)
                    .Select(name => name[start..]).Order(StringComparer.Ordinal),
            ];
        }
    }

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file)
    {
        file = null;
        var error = NextCall();
        if (error != StoreError.None)
            return error;
        lock (gate)
        {
            if (folders.Contains(path) || Find(path) is not null)
                return StoreError.Exists;
            if (!folders.Contains(Parent(path)))
                return StoreError.Gone;
            files.Add(new StoredFile(path));
            file = new OpenFile(this, files[^1]);
            return StoreError.None;
        }
    }

    /// <inheritdoc/>
    public IRecordingFile Open(string path)
    {
        lock (gate)
        {
            return Find(path) is { } file
                ? new OpenFile(this, file)
                : throw new RecorderException(FaultKind.Storage, $"{path} is not on the {Root}; nothing was touched; check the name.");
        }
    }

    /// <inheritdoc/>
    public StoreError Rename(string from, string to)
    {
        var error = NextCall();
        if (error != StoreError.None)
            return error;
        lock (gate)
        {
            if (folders.Contains(to) || Find(to) is not null)
                return StoreError.Exists;
            if (Find(from) is not { } file || !folders.Contains(Parent(to)))
                return StoreError.Gone;
            file.Name = to;
            return StoreError.None;
        }
    }

    /// <inheritdoc/>
    public StoreError Commit()
    {
        lock (commitGate)
        {
            var error = NextCall();
            string[] newFolders;
            lock (gate)
            {
                files.ForEach(file => file.BeginFlush());
                newFolders = [.. folders];
            }
            // Its time runs from when it is seen to be under way, whoever moves the clock then.
            using var clock = new FrameClock(ClockRateHz, time);
            clock.Start();
            CommitUnderWay?.Invoke();
            Wait(clock, CommitTakes);
            lock (gate)
            {
                files.ForEach(error == StoreError.None ? file => file.EndFlush() : file => file.AbandonFlush());
                if (error == StoreError.None)
                    durableFolders.UnionWith(newFolders);
            }
            return error;
        }
    }

    /// <summary>
    /// What is left on the disk if the power goes now: a store of its own, in good order and with everything durable.
    /// This one goes on, so that one run can be cut many times.
    /// </summary>
    /// <param name="seed">Decides what is kept, dropped and torn.</param>
    public SimulatedStore PowerCut(ulong seed)
    {
        var cut = new PowerCut(seed);
        var left = new SimulatedStore(time) { CapacityBytes = CapacityBytes };
        lock (gate)
        {
            left.folders.UnionWith(durableFolders);
            foreach (var folder in folders.Order(StringComparer.Ordinal))
                AddFolders(left, cut.Choose("", folder));
            foreach (var file in files)
            {
                // A new file may have taken the name an old one has on the disk; then the old one keeps it.
                if (file.Survivor(cut) is not { } survivor || left.Find(survivor.Name) is not null)
                    continue;
                AddFolders(left, Parent(survivor.Name));
                left.files.Add(survivor);
                left.usedPages += survivor.PageCount;
            }
        }
        left.durableFolders.UnionWith(left.folders);
        return left;
    }

    private static void AddFolders(SimulatedStore store, string path)
    {
        for (; path.Length > 0; path = Parent(path))
            store.folders.Add(path);
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private StoredFile? Find(string path) => files.Find(file => file.Name == path);

    private StoreError NextCall()
    {
        var call = Interlocked.Increment(ref calls);
        BeforeCall?.Invoke(call);
        var fails = FailingCall > 0 && (FailsFromThere ? call >= FailingCall : call == FailingCall);
        return fails ? Failure : StoreError.None;
    }

    private static void Wait(FrameClock clock, TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
            clock.WaitUntil((long)(duration.TotalSeconds * ClockRateHz));
    }

    private StoreError Resize(StoredFile file, long length)
    {
        var before = file.PageCount;
        if ((StoredFile.PagesFor(length) - before) * (long)StorePage.Bytes > FreeBytes)
            return StoreError.Full;
        file.SetLength(length);
        Interlocked.Add(ref usedPages, file.PageCount - before);
        return StoreError.None;
    }

    /// <summary>A file in the hands of a program.</summary>
    private sealed class OpenFile(SimulatedStore store, StoredFile file) : IRecordingFile
    {
        public long Length
        {
            get
            {
                lock (store.gate)
                    return file.Length;
            }
        }

        public StoreError Write(long position, ReadOnlySpan<byte> bytes)
        {
            var error = store.NextCall();
            if (error != StoreError.None)
                return error;
            lock (store.gate)
            {
                // Writing nothing beyond the end does not grow a file (pwrite, POSIX.1).
                var end = bytes.IsEmpty ? file.Length : position + bytes.Length;
                if (end > file.Length && store.Resize(file, end) != StoreError.None)
                {
                    // As on a real disk, what still finds room is written.
                    var room = file.PageCount * (long)StorePage.Bytes + store.FreeBytes;
                    var part = (int)Math.Clamp(room - position, 0, bytes.Length);
                    if (part > 0 && store.Resize(file, Math.Max(file.Length, position + part)) == StoreError.None)
                        file.Write(position, bytes[..part]);
                    return StoreError.Full;
                }
                file.Write(position, bytes);
                return StoreError.None;
            }
        }

        public int Read(long position, Span<byte> bytes)
        {
            lock (store.gate)
                return file.Read(position, bytes);
        }

        public StoreError SetLength(long length)
        {
            var error = store.NextCall();
            if (error != StoreError.None)
                return error;
            lock (store.gate)
                return store.Resize(file, length);
        }

        public void Dispose()
        {
        }
    }
}
