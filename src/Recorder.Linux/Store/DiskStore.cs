using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Store;

/// <summary>A folder of a real file system.</summary>
/// <remarks>
/// <see cref="Commit"/> is one <c>syncfs</c>, which also makes new folder entries and renames durable and, since Linux 5.8,
/// reports what went wrong while the kernel wrote back on its own.
/// </remarks>
public sealed class DiskStore : IRecordingStore, IDisposable
{
    private const uint ModeOfNewFiles = 0b110_100_100;

    // open(2): __O_TMPFILE with O_DIRECTORY, whose bit depends on the processor.
    private static readonly int NamelessFile = 0x40_0000 | LibC.WriteOnly | LibC.CloseOnExec
        | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x1_0000);

    private readonly SafeFileHandle root;

    /// <summary>The store in a folder, which is made when it is not there.</summary>
    /// <exception cref="RecorderException">The folder cannot be made or opened.</exception>
    public DiskStore(string folder)
    {
        Root = Path.GetFullPath(folder);
        MakeFolder(Root);
        root = LibC.Open(Root, LibC.ReadOnly | LibC.CloseOnExec, 0);
        if (root.IsInvalid)
            throw Refused(Root);
    }

    /// <inheritdoc/>
    public string Root { get; }

    /// <inheritdoc/>
    public long FreeBytes => LibC.FileSystemStatus(root, out var room) == 0 ? (long)(room.AvailableBlocks * room.FragmentBytes) : 0;

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(Full(path));

    /// <inheritdoc/>
    public void CreateFolder(string path) => MakeFolder(Full(path));

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Full(path)).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, $"{Full(path)} cannot be read; nothing in it was touched; check the disk.", trouble);
        }
    }

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file)
    {
        var handle = LibC.Open(Full(path), LibC.ReadWrite | LibC.Create | LibC.Exclusive | LibC.CloseOnExec, ModeOfNewFiles);
        file = handle.IsInvalid ? null : new DiskFile(handle);
        return handle.IsInvalid ? Errno.ToStoreError(Marshal.GetLastPInvokeError()) : StoreError.None;
    }

    /// <inheritdoc/>
    public IRecordingFile Open(string path)
    {
        var handle = LibC.Open(Full(path), LibC.ReadWrite | LibC.CloseOnExec, 0);
        // On a disk that takes no writes a take can still be played.
        if (handle.IsInvalid && Errno.ToStoreError(Marshal.GetLastPInvokeError()) == StoreError.ReadOnly)
            handle = LibC.Open(Full(path), LibC.ReadOnly | LibC.CloseOnExec, 0);
        return handle.IsInvalid ? throw Refused(Full(path)) : new DiskFile(handle);
    }

    /// <inheritdoc/>
    public StoreError Rename(string from, string to)
    {
        var result = LibC.Rename(LibC.AtWorkingDirectory, Full(from), LibC.AtWorkingDirectory, Full(to), LibC.RenameNoReplace);
        var errno = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        // Some file systems know no such flag; there only this program gives names, so looking first is enough.
        if (errno == Errno.Invalid)
        {
            if (Path.Exists(Full(to)))
                return StoreError.Exists;
            result = LibC.Rename(LibC.AtWorkingDirectory, Full(from), LibC.AtWorkingDirectory, Full(to), 0);
            errno = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        return result == 0 ? StoreError.None : Errno.ToStoreError(errno);
    }

    /// <inheritdoc/>
    public StoreError Commit() => LibC.SyncFileSystem(root) == 0 ? Probe() : Errno.ToStoreError(Marshal.GetLastPInvokeError());

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();

    // ext4 whose journal has broken drops what was written and lets syncfs succeed; only what changes the file system is refused.
    // A file without a name is such a change, and leaves nothing behind.
    private StoreError Probe()
    {
        var file = LibC.Open(root, ".", NamelessFile, ModeOfNewFiles);
        if (file >= 0)
        {
            _ = LibC.Close(file);
            return StoreError.None;
        }
        // File systems without nameless files, or without room for one, say nothing by refusing it.
        return Marshal.GetLastPInvokeError() == Errno.ReadOnlyFileSystem ? StoreError.ReadOnly : StoreError.None;
    }

    private string Full(string path) => path.Length == 0 ? Root : Path.Join(Root, path);

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"{folder} cannot be made; nothing was written; choose a folder on a disk that takes writes.", trouble);
        }
    }

    private static RecorderException Refused(string path) => new(FaultKind.Storage, Errno.ToStoreError(Marshal.GetLastPInvokeError()) switch
    {
        StoreError.Gone => $"{path} is not there; nothing was touched; check the name and the disk.",
        StoreError.ReadOnly => $"{path} takes no writes; nothing was touched; check its rights or choose another folder.",
        _ => $"{path} cannot be opened; nothing was touched; check the disk.",
    });
}
