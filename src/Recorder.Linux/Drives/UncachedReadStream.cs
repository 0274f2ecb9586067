using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Linux.Interop;

namespace Recorder.Linux.Drives;

/// <summary>Reads a file from its medium, not from memory.</summary>
/// <remarks>
/// open(2) O_DIRECT where the file system has it; elsewhere the file's pages are dropped from the cache before the first
/// read (posix_fadvise POSIX_FADV_DONTNEED; they are clean, since the file was synced).
/// </remarks>
internal sealed unsafe class UncachedReadStream : Stream
{
    // O_DIRECT wants memory, place and length on the device's block boundary; 4096 suits all in use.
    private const int AlignmentBytes = 4096;
    private const int BufferBytes = 1 << 20;

    private readonly SafeFileHandle handle;
    private readonly byte* buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, AlignmentBytes);
    private long filePosition;
    private int bufferedBytes, takenBytes;
    private bool isDisposed;

    private UncachedReadStream(SafeFileHandle handle) => this.handle = handle;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static UncachedReadStream Open(string path)
    {
        var handle = Files.OpenDirect(path);
        if (handle is null)
        {
            handle = File.OpenHandle(path);
            Files.DropFromCache(handle);
        }
        return new UncachedReadStream(handle);
    }

    public override int Read(Span<byte> destination)
    {
        if (takenBytes == bufferedBytes)
        {
            bufferedBytes = RandomAccess.Read(handle, new Span<byte>(buffer, BufferBytes), filePosition);
            filePosition += bufferedBytes;
            takenBytes = 0;
        }
        var count = Math.Min(destination.Length, bufferedBytes - takenBytes);
        new ReadOnlySpan<byte>(buffer + takenBytes, count).CopyTo(destination);
        takenBytes += count;
        return count;
    }

    public override int Read(byte[] destination, int offset, int count) => Read(destination.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!isDisposed)
        {
            isDisposed = true;
            handle.Dispose();
            NativeMemory.AlignedFree(buffer);
        }
        base.Dispose(disposing);
    }
}
