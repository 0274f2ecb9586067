using System.Buffers.Binary;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;

namespace Recorder.Media.Wav;

/// <summary>A chunk with a fixed place in the header whose text can be rewritten there.</summary>
internal readonly record struct HeaderArea(long Offset, int SizeBytes);

/// <summary>
/// The header of a recorded track. It never moves, so that a running file needs only small writes in place:
/// <code>
///   0  RIFF/RF64, WAVE            12
///  12  JUNK or ds64 (28)          36   becomes ds64 past 4 GiB, EBU Tech 3306
///  48  bext                      8+n
///      fmt                       8+16, 18 or 40
///      iXML, padded with blanks  8+n   takes the room up to the boundary
///      fact (floats only)         12
///      data                        8   payload begins at a multiple of 4096
/// </code>
/// </summary>
internal sealed record WavTrackLayout(
    HeaderArea Bext, HeaderArea Ixml, bool HasFact, WavFormat Format, long DataOffset)
{
    /// <summary>Bytes of one frame in the file.</summary>
    internal int BytesPerFrame => Format.BytesPerFrame;

    internal const int HeadBytes = 48;
    internal const int Ds64Bytes = 28;

    private const int AlignmentBytes = 4096;
    private const int LongestFormatBytes = 40;

    // For a longer note and a handful of markers, written when the take ends.
    private const int RoomToGrowBytes = 1024;

    // Anything longer was not written by this program.
    private const long LongestHeaderBytes = 1 << 20;

    /// <summary>The last chunk heads before the samples: fact when there is one, and data.</summary>
    internal int TailBytes => HasFact ? 20 : 8;

    internal static (WavTrackLayout Layout, byte[] Header) Build(WavTrackInfo info)
    {
        var bext = info.ToBroadcastExtension();
        var format = FormatChunk(info.Format, info.Channels.Count, info.RateHz);
        var hasFact = info.Format == SampleFormat.F32;
        var tailBytes = hasFact ? 20 : 8;
        var fixedBytes = HeadBytes + 8 + bext.SizeBytes + 8 + format.Length + 8 + tailBytes;
        var wantedBytes = fixedBytes + IxmlText.SizeBytes(info) + RoomToGrowBytes;
        var totalBytes = (wantedBytes + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;

        var header = new byte[totalBytes];
        var bextArea = new HeaderArea(HeadBytes + 8, bext.SizeBytes);
        var formatOffset = (int)bextArea.Offset + bext.SizeBytes;
        PutHead(header, HeadBytes, FourCc.Bext, bext.SizeBytes);
        PutHead(header, formatOffset, FourCc.Fmt, format.Length);
        format.CopyTo(header.AsSpan(formatOffset + 8));
        var ixmlArea = new HeaderArea(formatOffset + 8 + format.Length + 8, totalBytes - fixedBytes);
        PutHead(header, (int)ixmlArea.Offset - 8, FourCc.Ixml, ixmlArea.SizeBytes);
        bext.Write(header.AsSpan((int)bextArea.Offset, bextArea.SizeBytes));
        IxmlText.Write(header.AsSpan((int)ixmlArea.Offset, ixmlArea.SizeBytes), info, []);

        var layout = new WavTrackLayout(bextArea, ixmlArea, hasFact, WavFormat.Parse(format, ""), totalBytes);
        WavSizeFields.Fill(layout, header.AsSpan(0, HeadBytes), header.AsSpan(totalBytes - tailBytes), 0, totalBytes);
        return (layout, header);
    }

    /// <summary>
    /// Finds the layout in a file of ours, whatever its sizes say: the first 48 bytes, which are rewritten while recording,
    /// are not looked at. Null when the header is incomplete or not ours.
    /// </summary>
    internal static WavTrackLayout? TryRead(IRecordingFile file)
    {
        HeaderArea? bext = null, ixml = null;
        WavFormat? format = null;
        var hasFact = false;
        Span<byte> head = stackalloc byte[8];
        Span<byte> formatChunk = stackalloc byte[LongestFormatBytes];
        for (long position = HeadBytes; position < LongestHeaderBytes;)
        {
            if (!ReadExactly(file, position, head))
                return null;
            var name = FourCc.Of(head);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var offset = position + 8;
            if (name == FourCc.Data)
            {
                return bext is { } bextArea && ixml is { } ixmlArea && format is not null
                    ? new WavTrackLayout(bextArea, ixmlArea, hasFact, format, offset)
                    : null;
            }
            if (size > LongestHeaderBytes || (bext is null && name != FourCc.Bext))
                return null;
            if (name == FourCc.Bext)
                bext = new HeaderArea(offset, (int)size);
            else if (name == FourCc.Ixml)
                ixml = new HeaderArea(offset, (int)size);
            else if (name == FourCc.Fact)
                hasFact = true;
            else if (name == FourCc.Fmt && size <= LongestFormatBytes && ReadExactly(file, offset, formatChunk[..(int)size]))
                format = TryParse(formatChunk[..(int)size]);
            position = offset + size + (size & 1);
        }
        return null;
    }

    private static WavFormat? TryParse(ReadOnlySpan<byte> formatChunk)
    {
        try
        {
            return WavFormat.Parse(formatChunk, "") is { Encoding: not WavEncoding.Other } format ? format : null;
        }
        catch (RecorderException)
        {
            return null;
        }
    }

    /// <summary>The payload of <c>fmt </c>: plain up to two channels, extensible above, as players expect.</summary>
    internal static byte[] FormatChunk(SampleFormat format, int channels, int rateHz)
    {
        var isFloat = format == SampleFormat.F32;
        var isExtensible = channels > 2;
        var chunk = new byte[isExtensible ? 40 : isFloat ? 18 : 16];
        var tag = (ushort)(isFloat ? 3 : 1);
        var bits = (ushort)(format.BytesPerSample() * 8);
        var frameBytes = format.BytesPerSample() * channels;
        BinaryPrimitives.WriteUInt16LittleEndian(chunk, isExtensible ? (ushort)0xFFFE : tag);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), rateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(8), (uint)rateHz * (uint)frameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(12), (ushort)frameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(14), bits);
        if (isExtensible)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(16), 22);
            BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(18), bits);
            // Speaker mask 0: inputs, not loudspeakers. Then KSDATAFORMAT_SUBTYPE_PCM or _IEEE_FLOAT.
            BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(24), tag);
            ReadOnlySpan<byte> guidTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
            guidTail.CopyTo(chunk.AsSpan(26));
        }
        return chunk;
    }

    internal static void PutHead(Span<byte> bytes, int position, uint name, int sizeBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[position..], name);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(position + 4)..], sizeBytes);
    }

    internal static bool ReadExactly(IRecordingFile file, long position, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var got = file.Read(position + done, bytes[done..]);
            if (got <= 0)
                return false;
            done += got;
        }
        return true;
    }
}
