using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Media.Native;

namespace Recorder.Media.Writing;

/// <summary>
/// Where libsndfile's encoders write: a part file from some byte on. The library forgets failed writes of MP3; here the first
/// one is kept, for whoever called the library to throw.
/// </summary>
internal sealed unsafe class SndFileSink : IDisposable
{
    private const int FromStart = 0;
    private const int FromHere = 1;

    private readonly PartFile file;
    private readonly long startByte;
    private GCHandle self;
    private long position;
    private long lengthBytes;
    private RecorderException? failure;

    internal SndFileSink(PartFile file, long startByte)
    {
        (this.file, this.startByte) = (file, startByte);
        self = GCHandle.Alloc(this);
    }

    /// <summary>Opens an encoder that writes here; the handle is invalid when the library refuses.</summary>
    internal SndFileHandle Open(ref SndFileLibrary.Info info)
    {
        var calls = new SndFileLibrary.VirtualFile
        {
            Length = &Length,
            Seek = &Seek,
            Read = &Read,
            Write = &Write,
            Tell = &Tell,
        };
        return SndFileLibrary.OpenVirtual(calls, SndFileLibrary.ModeWrite, ref info, GCHandle.ToIntPtr(self));
    }

    /// <summary>Throws what a write since the file was opened ran into.</summary>
    internal void ThrowIfFailed()
    {
        if (failure is not null)
            throw failure;
    }

    /// <summary>Only after the encoder was closed: closing writes.</summary>
    public void Dispose()
    {
        if (self.IsAllocated)
            self.Free();
    }

    private static SndFileSink Of(nint self) => (SndFileSink)GCHandle.FromIntPtr(self).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Length(nint self) => Of(self).lengthBytes;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Tell(nint self) => Of(self).position;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int from, nint self)
    {
        var sink = Of(self);
        var origin = from switch { FromStart => 0, FromHere => sink.position, _ => sink.lengthBytes };
        return sink.position = Math.Max(0, origin + offset);
    }

    // Encoders only write.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Read(nint bytes, long count, nint self) => 0;

    // No exception may cross the library.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Write(nint bytes, long count, nint self)
    {
        var sink = Of(self);
        if (sink.failure is not null)
            return 0;
        try
        {
            sink.file.WriteAt(sink.startByte + sink.position, new ReadOnlySpan<byte>((void*)bytes, (int)count));
        }
        catch (RecorderException trouble)
        {
            sink.failure = trouble;
            return 0;
        }
        sink.position += count;
        sink.lengthBytes = Math.Max(sink.lengthBytes, sink.position);
        return count;
    }
}
