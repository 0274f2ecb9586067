using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.TestSupport;

/// <summary>A store in memory whose calls can be made to fail and whose power can be cut.</summary>
/// <remarks>
/// After <see cref="CutPower"/> of what was not committed each new file and rename is there or not, and of each write any
/// run of its sectors; the file may have its new length with zeros in it, as real file systems leave it.
/// </remarks>
public sealed class MemoryStore : IRecordingStore
{
    private const int SectorBytes = 512;
    private SortedDictionary<string, MemoryFile> files = new(StringComparer.Ordinal);
    private SortedDictionary<string, MemoryFile> durable = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = [""];

    /// <summary>Calls that change something or flush, so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Number of the call from which on everything fails, as if the machine had died; 0 is never.</summary>
    public int FailFromCall { get; set; }

    /// <inheritdoc/>
    public string Root => "memory";

    /// <inheritdoc/>
    public long FreeBytes => 1L << 30;

    /// <summary>All paths, in ordinal order.</summary>
    public IReadOnlyList<string> Paths => [.. files.Keys];

    /// <summary>The bytes of a file.</summary>
    public byte[] this[string path]
    {
        get => [.. files[path].Bytes];
        set
        {
            AddFolders(Parent(path));
            files[path] = new MemoryFile(this) { Bytes = [.. value] };
        }
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string path) => files.Remove(path);

    /// <inheritdoc/>
    public bool Exists(string path) => files.ContainsKey(path) || folders.Contains(path);

    /// <inheritdoc/>
    public void CreateFolder(string path)
    {
        if (IsFailing())
            throw new RecorderException(FaultKind.Storage, "The disk reports an error.");
        AddFolders(path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path) =>
    [
        .. files.Keys.Concat(folders).Where(name => name.Length > 0 && Parent(name) == path)
            .Select(name => name[(path.Length == 0 ? 0 : path.Length + 1)..]).Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file)
    {
        file = null;
        if (IsFailing())
            return StoreError.Io;
        if (Exists(path))
            return StoreError.Exists;
        var created = new MemoryFile(this);
        files.Add(path, created);
        file = created;
        return StoreError.None;
    }

    /// <inheritdoc/>
    public IRecordingFile Open(string path) => files.TryGetValue(path, out var file)
        ? file
        : throw new RecorderException(FaultKind.UnreadableInput, $"{path} is not there.");

    /// <inheritdoc/>
    public StoreError Rename(string from, string to)
    {
        if (IsFailing())
            return StoreError.Io;
        if (Exists(to))
            return StoreError.Exists;
        files.Remove(from, out var file);
        files.Add(to, file!);
        return StoreError.None;
    }

    /// <inheritdoc/>
    public StoreError Commit()
    {
        if (IsFailing())
            return StoreError.Io;
        foreach (var file in files.Values)
            file.Commit();
        durable = new(files, StringComparer.Ordinal);
        return StoreError.None;
    }

    /// <summary>What is left when the power comes back.</summary>
    public void CutPower(Random random)
    {
        var left = new SortedDictionary<string, MemoryFile>(StringComparer.Ordinal);
        foreach (var path in files.Keys.Concat(durable.Keys).Distinct())
        {
            var keepsNewName = random.Next(2) == 0;
            var file = keepsNewName ? files.GetValueOrDefault(path) : durable.GetValueOrDefault(path);
            if (file is not null)
                left[path] = file;
        }
        files = left;
        foreach (var file in files.Values)
            file.Tear(random);
        FailFromCall = 0;
        Commit();
    }

    private bool IsFailing() => ++Calls >= FailFromCall && FailFromCall > 0;

    private void AddFolders(string path)
    {
        for (; path.Length > 0; path = Parent(path))
            folders.Add(path);
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private sealed class MemoryFile(MemoryStore store) : IRecordingFile
    {
        private List<byte> committed = [];

        public List<byte> Bytes { get; set; } = [];

        public long Length => Bytes.Count;

        public StoreError Write(long position, ReadOnlySpan<byte> bytes)
        {
            if (store.IsFailing())
                return StoreError.Io;
            Grow(Bytes, position + bytes.Length);
            bytes.CopyTo(CollectionsMarshal.AsSpan(Bytes)[(int)position..]);
            return StoreError.None;
        }

        public int Read(long position, Span<byte> bytes)
        {
            var count = (int)Math.Clamp(Bytes.Count - position, 0, bytes.Length);
            CollectionsMarshal.AsSpan(Bytes).Slice((int)Math.Min(position, Bytes.Count), count).CopyTo(bytes);
            return count;
        }

        public StoreError SetLength(long length)
        {
            if (store.IsFailing())
                return StoreError.Io;
            if (length < Bytes.Count)
                Bytes.RemoveRange((int)length, Bytes.Count - (int)length);
            Grow(Bytes, length);
            return StoreError.None;
        }

        public void Commit() => committed = [.. Bytes];

        public void Tear(Random random)
        {
            var length = random.Next(Math.Min(committed.Count, Bytes.Count), Math.Max(committed.Count, Bytes.Count) + 1);
            var torn = new List<byte>(length);
            Grow(torn, length);
            for (var start = 0; start < length; start += SectorBytes)
            {
                var source = random.Next(3) == 0 ? committed : Bytes;
                for (var i = start; i < Math.Min(start + SectorBytes, length); i++)
                    torn[i] = i < source.Count ? source[i] : (byte)0;
            }
            Bytes = torn;
        }

        public void Dispose()
        {
        }

        private static void Grow(List<byte> bytes, long length)
        {
            if (length > bytes.Count)
                bytes.AddRange(new byte[length - bytes.Count]);
        }
    }
}
