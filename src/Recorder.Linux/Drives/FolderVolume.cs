using Recorder.Core.Ports;
using Recorder.Linux.Interop;

namespace Recorder.Linux.Drives;

/// <summary>A mounted drive, or a folder that stands for one.</summary>
public sealed class FolderVolume(string folder) : IExportVolume
{
    // FAT32 counts a file's bytes in 32 bits.
    private const long FatMaxFileBytes = uint.MaxValue;

    /// <inheritdoc/>
    public string Folder { get; } = folder;

    /// <inheritdoc/>
    public long FreeBytes => new DriveInfo(NearestFolder(Folder)).AvailableFreeSpace;

    /// <inheritdoc/>
    public long MaxFileBytes => new DriveInfo(NearestFolder(Folder)).DriveFormat is "msdos" or "vfat" or "fat32"
        ? FatMaxFileBytes
        : long.MaxValue;

    /// <inheritdoc/>
    public long? LengthOf(string name) => new FileInfo(PathOf(name)) is { Exists: true } file ? file.Length : null;

    /// <inheritdoc/>
    public IExportFile OpenForWriting(string name)
    {
        var path = PathOf(name);
        MakeFolder(Path.GetDirectoryName(path)!);
        return new FolderVolumeFile(path);
    }

    /// <inheritdoc/>
    public Stream OpenPastCache(string name) => UncachedReadStream.Open(PathOf(name));

    /// <inheritdoc/>
    public void Publish(string temporaryName, string name)
    {
        var path = PathOf(name);
        File.Move(PathOf(temporaryName), path, overwrite: true);
        // On FAT a new name stands for an empty file until that is synced under it.
        using (var file = new FolderVolumeFile(path))
            file.Sync();
        Files.SyncFolder(Path.GetDirectoryName(path)!);
    }

    private string PathOf(string name) => Path.Combine(Folder, name);

    // A new folder is in the one above it when that one is synced, not before: on FAT a yanked stick has lost it with all its files.
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var above = Path.GetDirectoryName(folder)!;
        MakeFolder(above);
        Directory.CreateDirectory(folder);
        Files.SyncFolder(above);
    }

    // The folder may not have been made yet.
    private static string NearestFolder(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    private sealed class FolderVolumeFile(string path) : IExportFile
    {
        private readonly Microsoft.Win32.SafeHandles.SafeFileHandle handle =
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

        public long Length => RandomAccess.GetLength(handle);

        public int Read(long position, Span<byte> bytes) => RandomAccess.Read(handle, bytes, position);

        public void Write(long position, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, position);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
