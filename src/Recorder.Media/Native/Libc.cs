using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Media.Native;

/// <summary>System calls .NET has no door to.</summary>
internal static partial class Libc
{
    internal const uint WaitBefore = 1;
    internal const uint StartWriting = 2;
    internal const uint WaitAfter = 4;

    private const int ReadOnlyFolder = 0x80000; // O_RDONLY | O_CLOEXEC; the same number on x86-64 and arm64

    /// <summary>Best effort: it only bounds dirty pages, so an old or odd file system that refuses does no harm.</summary>
    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    internal static partial int SyncFileRange(SafeFileHandle file, long offset, long bytes, uint flags);

    /// <summary>Makes names in a folder durable. Some network file systems refuse; then the rename stands all the same.</summary>
    internal static void SyncFolder(string path)
    {
        using var folder = new SafeFileHandle(Open(path, ReadOnlyFolder), ownsHandle: true);
        if (!folder.IsInvalid)
            _ = Fsync(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(SafeFileHandle file);
}
