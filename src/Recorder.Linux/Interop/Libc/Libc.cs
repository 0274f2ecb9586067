using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Linux.Interop.Libc;

/// <summary>The few calls of the C library that .NET has no allocation-free or no exact equivalent for.</summary>
/// <remarks>Numbers and layouts are those of Linux on x86-64 and arm64, which agree in everything used here.</remarks>
internal static partial class LibC
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int CloseOnExec = 0x80000;

    /// <summary>For paths: relative to the working directory.</summary>
    internal const int AtWorkingDirectory = -100;

    internal const uint RenameNoReplace = 1;

    internal const int ScheduleFifo = 1;
    internal const int ResetOnFork = 0x40000000;
    internal const int LockCurrent = 1;
    internal const int LockFuture = 2;
    internal const int LockOnFault = 4;

    internal const int UnixFamily = 1;
    internal const int StreamSocket = 1;
    internal const int SetDescriptorFlags = 2;
    internal const int LockAlone = 2;

    private const string Library = "libc";

    // Declared without its ellipsis: on these processors an integer argument travels the same way in both.
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static unsafe partial nint WriteAt(SafeFileHandle file, byte* bytes, nint count, long position);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static unsafe partial nint ReadAt(SafeFileHandle file, byte* bytes, nint count, long position);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(SafeFileHandle file, long length);

    [LibraryImport(Library, EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SyncFileSystem(SafeFileHandle anyFileOnIt);

    [LibraryImport(Library, EntryPoint = "fstatvfs", SetLastError = true)]
    internal static partial int FileSystemStatus(SafeFileHandle anyFileOnIt, out FileSystemRoom room);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(SafeFileHandle folder, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int file);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    internal static unsafe partial int SocketPair(int family, int type, int protocol, int* ends);

    // Declared without its ellipsis, as open is.
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    internal static partial int SetScheduler(int threadId, int policy, in int priority);

    [LibraryImport(Library, EntryPoint = "mlockall", SetLastError = true)]
    internal static partial int LockMemory(int flags);
}

/// <summary>The beginning of <c>struct statvfs</c>; the rest is room for what the library writes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct FileSystemRoom
{
    public ulong BlockBytes;
    public ulong FragmentBytes;
    public ulong Blocks;
    public ulong FreeBlocks;
    public ulong AvailableBlocks;
}
