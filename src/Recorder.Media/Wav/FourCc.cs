using System.Buffers.Binary;

namespace Recorder.Media.Wav;

/// <summary>Chunk names as the little-endian numbers they are in a file.</summary>
internal static class FourCc
{
    internal static readonly uint Riff = Of("RIFF"u8);
    internal static readonly uint Rf64 = Of("RF64"u8);
    internal static readonly uint Bw64 = Of("BW64"u8);
    internal static readonly uint Wave = Of("WAVE"u8);
    internal static readonly uint Junk = Of("JUNK"u8);
    internal static readonly uint Ds64 = Of("ds64"u8);
    internal static readonly uint Bext = Of("bext"u8);
    internal static readonly uint Fmt = Of("fmt "u8);
    internal static readonly uint Ixml = Of("iXML"u8);
    internal static readonly uint Fact = Of("fact"u8);
    internal static readonly uint Data = Of("data"u8);
    internal static readonly uint Cue = Of("cue "u8);
    internal static readonly uint List = Of("LIST"u8);
    internal static readonly uint Adtl = Of("adtl"u8);
    internal static readonly uint Labl = Of("labl"u8);
    internal static readonly uint Info = Of("INFO"u8);

    internal static uint Of(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32LittleEndian(name);

    /// <summary>Four printable characters; anything else is not a chunk but samples or rubbish.</summary>
    internal static bool IsPrintable(uint name)
    {
        for (var shift = 0; shift < 32; shift += 8)
        {
            if ((byte)(name >> shift) is < 0x20 or > 0x7E)
                return false;
        }
        return true;
    }
}
