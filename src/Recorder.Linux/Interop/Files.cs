using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Linux.Interop;

/// <summary>What open(2), fsync(2) and posix_fadvise(2) can and the framework's file API cannot.</summary>
internal static partial class Files
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int AdviceDontNeed = 4;

    // O_DIRECT is one of the few flags whose value depends on the processor.
    private static readonly int Direct = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm
        ? 0x10000
        : 0x4000;

    /// <summary>Opens for reading past the page cache; null where the file system has no such thing.</summary>
    public static SafeFileHandle? OpenDirect(string path)
    {
        var handle = Open(path, ReadOnly | CloseOnExec | Direct, 0);
        if (!handle.IsInvalid)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>Makes the names in a folder durable; does nothing where the file system refuses.</summary>
    public static void SyncFolder(string folder)
    {
        using var handle = Open(folder, ReadOnly | CloseOnExec, 0);
        if (!handle.IsInvalid)
            _ = Fsync(handle);
    }

    /// <summary>Drops the file's clean pages from the cache.</summary>
    public static void DropFromCache(SafeFileHandle handle) => _ = Advise(handle, 0, 0, AdviceDontNeed);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle handle, long offset, long length, int advice);
}
