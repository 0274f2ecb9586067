using Microsoft.Win32.SafeHandles;
using Recorder.Core.Ports;

namespace Recorder.Media.Tests;

/// <summary>A store in a real folder, whose files may have holes; it counts writes and can refuse from the n-th on.</summary>
internal sealed class FolderStore(string root) : IRecordingStore
{
    public string Root => root;
    public long FreeBytes => long.MaxValue;

    /// <summary>Writes still taken before the disk is full.</summary>
    public int WritesLeft { get; set; } = int.MaxValue;

    public bool Exists(string path) => Path.Exists(PathOf(path));

    public void CreateFolder(string path) => Directory.CreateDirectory(PathOf(path));

    public IReadOnlyList<string> List(string path) => [.. Directory.GetFileSystemEntries(PathOf(path)).Select(p => Path.GetFileName(p)!)];

    public StoreError Create(string path, out IRecordingFile? file)
    {
        file = null;
        if (Exists(path))
            return StoreError.Exists;
        file = new FolderFile(this, File.OpenHandle(PathOf(path), FileMode.CreateNew, FileAccess.ReadWrite));
        return StoreError.None;
    }

    public IRecordingFile Open(string path) => new FolderFile(this, File.OpenHandle(PathOf(path), FileMode.Open, FileAccess.ReadWrite));

    public StoreError Rename(string from, string to)
    {
        File.Move(PathOf(from), PathOf(to));
        return StoreError.None;
    }

    public StoreError Commit() => StoreError.None;

    public string PathOf(string path) => Path.Combine(root, path);

    private sealed class FolderFile(FolderStore store, SafeFileHandle handle) : IRecordingFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public StoreError Write(long position, ReadOnlySpan<byte> bytes)
        {
            if (store.WritesLeft-- <= 0)
                return StoreError.Full;
            RandomAccess.Write(handle, bytes, position);
            return StoreError.None;
        }

        public int Read(long position, Span<byte> bytes) => RandomAccess.Read(handle, bytes, position);

        public StoreError SetLength(long length)
        {
            RandomAccess.SetLength(handle, length);
            return StoreError.None;
        }

        public void Dispose() => handle.Dispose();
    }
}
