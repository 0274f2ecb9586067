using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Store;

/// <summary>
/// Held by whoever calls the disk for a session: a process that waits for a disk that stands still outlives the engine it calls it
/// for, and what it writes late must not come behind what others have written since.
/// </summary>
/// <remarks>The kernel holds it (flock(2)) and gives it up when the last call of its process has returned.</remarks>
public sealed class StoreFence : IDisposable
{
    private const uint ModeOfFile = 0b110_100_100;

    private readonly SafeFileHandle file;

    private StoreFence(SafeFileHandle file) => this.file = file;

    /// <summary>Takes it, waiting for as long as another process has it.</summary>
    /// <param name="path">The session's file for it, which is made when it is not there.</param>
    /// <exception cref="RecorderException">The file cannot be made.</exception>
    public static StoreFence Take(string path)
    {
        var file = LibC.Open(path, LibC.ReadWrite | LibC.Create | LibC.CloseOnExec, ModeOfFile);
        while (file.IsInvalid || LibC.Lock(file, LibC.LockAlone) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            file.Dispose();
            throw new RecorderException(FaultKind.Storage, $"{path} cannot be locked; nothing in the session was touched; check the folder's rights.");
        }
        return new StoreFence(file);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
