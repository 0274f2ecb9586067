using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;

namespace Recorder.Media.Native;

/// <summary>
/// The bytes libsndfile reads or writes, behind calls of ours (its <c>SF_VIRTUAL_IO</c>). It is never given a file descriptor:
/// one that it was told not to close is closed all the same when it refuses what lies in it (1.2), and by then the number may
/// belong to a recording.
/// </summary>
internal abstract unsafe class SndFileBytes : IDisposable
{
    private const int FromStart = 0;
    private const int FromHere = 1;

    private GCHandle self;
    private long position;
    private RecorderException? failure;

    protected SndFileBytes() => self = GCHandle.Alloc(this);

    protected abstract long LengthBytes { get; }

    /// <summary>Opens the library on these bytes; the handle is invalid when it refuses them.</summary>
    /// <param name="mode"><see cref="SndFileLibrary.ModeRead"/> or <see cref="SndFileLibrary.ModeWrite"/>.</param>
    /// <param name="info">What is to be written, or takes what was found.</param>
    internal SndFileHandle Open(int mode, ref SndFileLibrary.Info info)
    {
        var calls = new SndFileLibrary.VirtualFile
        {
            Length = &Length,
            Seek = &Seek,
            Read = &Read,
            Write = &Write,
            Tell = &Tell,
        };
        return SndFileLibrary.OpenVirtual(calls, mode, ref info, GCHandle.ToIntPtr(self));
    }

    /// <summary>Throws what a call of the library ran into; it forgets failed writes of MP3 and takes a failed read for the end.</summary>
    internal void ThrowIfFailed()
    {
        if (failure is not null)
            throw failure;
    }

    /// <summary>Only after the library's handle was closed: closing an encoder writes.</summary>
    public virtual void Dispose()
    {
        if (self.IsAllocated)
            self.Free();
    }

    /// <summary>Reads at a place; fewer than asked for are the end.</summary>
    protected abstract int ReadAt(long place, Span<byte> bytes);

    protected abstract void WriteAt(long place, ReadOnlySpan<byte> bytes);

    private static SndFileBytes Of(nint self) => (SndFileBytes)GCHandle.FromIntPtr(self).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Length(nint self) => Of(self).LengthBytes;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Tell(nint self) => Of(self).position;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int from, nint self)
    {
        var bytes = Of(self);
        var origin = from switch { FromStart => 0, FromHere => bytes.position, _ => bytes.LengthBytes };
        return bytes.position = Math.Max(0, origin + offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Read(nint target, long count, nint self)
    {
        var bytes = Of(self);
        return bytes.Move(count, static (bytes, place, target, count) =>
            bytes.ReadAt(place, new Span<byte>((void*)target, count)), target);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Write(nint source, long count, nint self)
    {
        var bytes = Of(self);
        return bytes.Move(count, static (bytes, place, source, count) =>
        {
            bytes.WriteAt(place, new ReadOnlySpan<byte>((void*)source, count));
            return count;
        }, source);
    }

    // No exception may cross the library; after the first one nothing moves any more.
    private long Move(long count, Func<SndFileBytes, long, nint, int, int> move, nint memory)
    {
        if (failure is not null)
            return 0;
        try
        {
            var moved = move(this, position, memory, (int)Math.Min(count, int.MaxValue));
            position += moved;
            return moved;
        }
        catch (RecorderException trouble)
        {
            failure = trouble;
            return 0;
        }
    }
}
