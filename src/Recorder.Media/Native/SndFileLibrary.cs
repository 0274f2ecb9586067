using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Media.Native;

/// <summary>The part of libsndfile 1.x this program uses; names and numbers are those of its <c>sndfile.h</c>.</summary>
internal static partial class SndFileLibrary
{
    internal const int ModeRead = 0x10;
    internal const int ModeWrite = 0x20;

    internal const int TypeMask = 0x0FFF0000;
    internal const int SubtypeMask = 0x0000FFFF;
    internal const int TypeFlac = 0x170000;
    internal const int TypeOgg = 0x200000;
    internal const int TypeMpeg = 0x230000;

    internal const int PcmS8 = 0x01;
    internal const int Pcm16 = 0x02;
    internal const int Pcm24 = 0x03;
    internal const int Pcm32 = 0x04;
    internal const int PcmU8 = 0x05;
    internal const int Float = 0x06;
    internal const int Double = 0x07;
    internal const int Ulaw = 0x10;
    internal const int Alaw = 0x11;
    internal const int Opus = 0x64;
    internal const int AlacFirst = 0x70;
    internal const int AlacLast = 0x73;
    internal const int MpegLayer3 = 0x82;

    internal const int SetCompressionLevel = 0x1301;
    internal const int SetBitrateMode = 0x1305;
    internal const int BitrateVariable = 2;

    private const string Soname = "libsndfile.so.1";

    internal enum Text
    {
        Title = 1,
        Software = 3,
        Artist = 4,
        Comment = 5,
        Date = 6,
        Album = 7,
        TrackNumber = 9,
        Genre = 16,
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Info
    {
        public long Frames;
        public int RateHz;
        public int Channels;
        public int Format;
        public int Sections;
        public int Seekable;
    }

    /// <summary><c>SF_VIRTUAL_IO</c>: a file that is ours; the last argument of each is what was given when opening.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct VirtualFile
    {
        public delegate* unmanaged[Cdecl]<nint, long> Length;
        public delegate* unmanaged[Cdecl]<long, int, nint, long> Seek;
        public delegate* unmanaged[Cdecl]<nint, long, nint, long> Read;
        public delegate* unmanaged[Cdecl]<nint, long, nint, long> Write;
        public delegate* unmanaged[Cdecl]<nint, long> Tell;
    }

    /// <summary>Throws when the library is missing.</summary>
    internal static void Require()
    {
        NativePackage.Require(Soname, "libsndfile1", "This kind of audio file");
        NativeChatter.Silence();
    }

    /// <summary>The library's word on the last thing that went wrong; null handle: while opening.</summary>
    internal static string ErrorText(SndFileHandle? handle)
    {
        var text = handle is null or { IsInvalid: true } ? ErrorOfOpening(0) : ErrorOf(handle);
        return (Marshal.PtrToStringUTF8(text) ?? "").Trim().TrimEnd('.');
    }

    [LibraryImport(Soname, EntryPoint = "sf_open_virtual")]
    internal static partial SndFileHandle OpenVirtual(in VirtualFile calls, int mode, ref Info info, nint self);

    [LibraryImport(Soname, EntryPoint = "sf_readf_float")]
    internal static partial long ReadFloats(SndFileHandle handle, Span<float> interleaved, long frames);

    [LibraryImport(Soname, EntryPoint = "sf_readf_int")]
    internal static partial long ReadWords(SndFileHandle handle, Span<int> interleaved, long frames);

    [LibraryImport(Soname, EntryPoint = "sf_writef_float")]
    internal static partial long WriteFloats(SndFileHandle handle, ReadOnlySpan<float> interleaved, long frames);

    [LibraryImport(Soname, EntryPoint = "sf_writef_int")]
    internal static partial long WriteWords(SndFileHandle handle, ReadOnlySpan<int> interleaved, long frames);

    [LibraryImport(Soname, EntryPoint = "sf_seek")]
    internal static partial long Seek(SndFileHandle handle, long frames, int whence);

    [LibraryImport(Soname, EntryPoint = "sf_set_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetText(SndFileHandle handle, Text kind, string text);

    [LibraryImport(Soname, EntryPoint = "sf_get_string")]
    internal static partial nint GetText(SndFileHandle handle, Text kind);

    [LibraryImport(Soname, EntryPoint = "sf_command")]
    internal static partial int Command(SndFileHandle handle, int command, ref double value, int bytes);

    [LibraryImport(Soname, EntryPoint = "sf_command")]
    internal static partial int Command(SndFileHandle handle, int command, ref int value, int bytes);

    [LibraryImport(Soname, EntryPoint = "sf_close")]
    internal static partial int Close(nint handle);

    [LibraryImport(Soname, EntryPoint = "sf_strerror")]
    private static partial nint ErrorOf(SndFileHandle handle);

    [LibraryImport(Soname, EntryPoint = "sf_strerror")]
    private static partial nint ErrorOfOpening(nint none);
}

/// <summary>An open file of libsndfile.</summary>
internal sealed class SndFileHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>What closing returned: a writer's last block and header are written only then.</summary>
    internal int ClosingError { get; private set; }

    protected override bool ReleaseHandle()
    {
        ClosingError = SndFileLibrary.Close(handle);
        return ClosingError == 0;
    }
}
