using System.Buffers.Binary;
using System.Text;
using Recorder.Core.Ports;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>What follows the samples of a finished file: markers as <c>cue </c> and <c>LIST adtl</c>.</summary>
internal static class WavTrailer
{
    /// <summary>
    /// Cuts a track after its samples, writes markers and information, and at last the sizes. Without room for the markers
    /// the track ends after its samples and is valid; the error tells. No <paramref name="info"/> keeps what stands there.
    /// </summary>
    internal static StoreError Finish(
        IRecordingFile file, WavTrackLayout layout, WavSizeFields sizes, long dataBytes, WavTrackInfo? info,
        IReadOnlyList<AudioMarker> markers)
    {
        var endBytes = layout.DataOffset + dataBytes;
        var trouble = file.Length == endBytes ? StoreError.None : file.SetLength(endBytes);
        if (trouble != StoreError.None)
            return trouble;
        byte[] trailer = [.. new byte[dataBytes & 1], .. Markers(markers)];
        if (trailer.Length > 0)
        {
            trouble = file.Write(endBytes, trailer);
            if (trouble == StoreError.None)
                endBytes += trailer.Length;
            else if (file.SetLength(endBytes) is var second && second != StoreError.None)
                return second;
        }
        if (info is not null)
            trouble = First(trouble, WriteInfo(file, layout, info, markers));
        return First(trouble, sizes.Write(file, dataBytes, endBytes));
    }

    /// <summary>The chunks for these markers; nothing for none. Places past 2^32 frames have no room in them.</summary>
    internal static byte[] Markers(IReadOnlyList<AudioMarker> markers)
    {
        var known = markers.Where(marker => marker.Position.Value is >= 0 and <= uint.MaxValue).ToArray();
        if (known.Length == 0)
            return [];
        var cue = new byte[4 + (24 * known.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(cue, known.Length);
        var list = new List<byte>("adtl"u8.ToArray());
        for (var i = 0; i < known.Length; i++)
        {
            var frame = (uint)known[i].Position.Value;
            var point = cue.AsSpan(4 + (24 * i));
            BinaryPrimitives.WriteInt32LittleEndian(point, i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(point[4..], frame);
            BinaryPrimitives.WriteUInt32LittleEndian(point[8..], FourCc.Data);
            BinaryPrimitives.WriteUInt32LittleEndian(point[20..], frame);
            byte[] label = [.. BitConverter.GetBytes(i + 1), .. Encoding.UTF8.GetBytes(known[i].Label), 0];
            list.AddRange(Chunk(FourCc.Labl, label));
        }
        return [.. Chunk(FourCc.Cue, cue), .. Chunk(FourCc.List, [.. list])];
    }

    /// <summary>A chunk with its head and, where it needs one, its pad byte.</summary>
    internal static byte[] Chunk(uint name, byte[] payload)
    {
        var chunk = new byte[8 + payload.Length + (payload.Length & 1)];
        WavTrackLayout.PutHead(chunk, 0, name, payload.Length);
        payload.CopyTo(chunk, 8);
        return chunk;
    }

    private static StoreError WriteInfo(IRecordingFile file, WavTrackLayout layout, WavTrackInfo info, IReadOnlyList<AudioMarker> markers)
    {
        var bext = new byte[layout.Bext.SizeBytes];
        info.ToBroadcastExtension().Write(bext);
        var ixml = new byte[layout.Ixml.SizeBytes];
        IxmlText.Write(ixml, info, markers);
        return First(file.Write(layout.Bext.Offset, bext), file.Write(layout.Ixml.Offset, ixml));
    }

    private static StoreError First(StoreError first, StoreError second) => first == StoreError.None ? second : first;
}
