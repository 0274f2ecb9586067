using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Interop;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Store;

/// <summary>An open file of a <see cref="DiskStore"/>; no call on it allocates.</summary>
internal sealed unsafe class DiskFile(SafeFileHandle handle) : IRecordingFile
{
    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public StoreError Write(long position, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var count = LibC.WriteAt(handle, start + done, bytes.Length - done, position + done);
                if (count > 0)
                    done += (int)count;
                else if (count == 0)
                    return StoreError.Io;
                else if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Interrupted)
                    return Errno.ToStoreError(errno);
            }
        }
        return StoreError.None;
    }

    /// <inheritdoc/>
    public int Read(long position, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = LibC.ReadAt(handle, start, bytes.Length, position);
                if (count >= 0)
                    return (int)count;
                if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                    throw new RecorderException(FaultKind.Storage, "The disk cannot be read; nothing was changed; check the disk.");
            }
        }
    }

    /// <inheritdoc/>
    public void DropFromCache() => Files.DropFromCache(handle);

    /// <inheritdoc/>
    public StoreError SetLength(long length) =>
        LibC.Truncate(handle, length) == 0 ? StoreError.None : Errno.ToStoreError(Marshal.GetLastPInvokeError());

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
