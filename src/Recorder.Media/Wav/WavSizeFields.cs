using System.Buffers.Binary;
using Recorder.Core.Ports;

namespace Recorder.Media.Wav;

/// <summary>Keeps the sizes in a track's header; two small writes in place, without allocating.</summary>
/// <remarks>
/// Up to 4 GiB the size of <c>data</c> is written before that of <c>RIFF</c>, so that a reader never looks for chunks inside
/// the samples. Past it the first 48 bytes become RF64 and ds64 in one write, with the 32-bit size of <c>data</c> still
/// standing and true; only then it gives way to the 64-bit one. Torn between the two, the file is valid and a little short.
/// </remarks>
internal sealed class WavSizeFields(WavTrackLayout layout)
{
    private const uint Unknown = uint.MaxValue;

    private readonly byte[] _head = new byte[WavTrackLayout.HeadBytes];
    private readonly byte[] _tail = new byte[layout.TailBytes];
    private bool _isWide;

    /// <summary>Writes the sizes of a file that ends at <paramref name="endBytes"/> and holds so many bytes of samples.</summary>
    internal StoreError Write(IRecordingFile file, long dataBytes, long endBytes)
    {
        var isWide = Fill(layout, _head, _tail, dataBytes, endBytes);
        var tailPosition = layout.DataOffset - _tail.Length;
        var trouble = StoreError.None;
        if (!isWide)
            trouble = file.Write(tailPosition, _tail);
        if (trouble == StoreError.None)
            trouble = file.Write(0, _head);
        if (trouble == StoreError.None && isWide && !_isWide)
            trouble = file.Write(tailPosition, _tail);
        if (trouble == StoreError.None)
            _isWide = isWide;
        return trouble;
    }

    /// <summary>The first 48 bytes and the last chunk heads for these sizes.</summary>
    /// <returns>Whether they take 64 bits.</returns>
    internal static bool Fill(WavTrackLayout layout, Span<byte> head, Span<byte> tail, long dataBytes, long endBytes)
    {
        var frames = dataBytes / layout.BytesPerFrame;
        var riffBytes = endBytes - 8;
        var isWide = riffBytes >= Unknown;
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, isWide ? FourCc.Rf64 : FourCc.Riff);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], isWide ? Unknown : (uint)riffBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], FourCc.Wave);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], isWide ? FourCc.Ds64 : FourCc.Junk);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], WavTrackLayout.Ds64Bytes);
        if (isWide)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head[20..], riffBytes);
            BinaryPrimitives.WriteInt64LittleEndian(head[28..], dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(head[36..], frames);
        }
        if (layout.HasFact)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(tail, FourCc.Fact);
            BinaryPrimitives.WriteUInt32LittleEndian(tail[4..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(tail[8..], isWide ? Unknown : (uint)frames);
        }
        var dataHead = tail[(layout.TailBytes - 8)..];
        BinaryPrimitives.WriteUInt32LittleEndian(dataHead, FourCc.Data);
        BinaryPrimitives.WriteUInt32LittleEndian(dataHead[4..], isWide ? Unknown : (uint)dataBytes);
        return isWide;
    }
}
