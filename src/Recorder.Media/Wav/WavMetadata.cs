using System.Buffers.Binary;
using Recorder.Core.Units;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>Reads what a WAV file says about itself: <c>bext</c>, iXML, markers, <c>LIST INFO</c>.</summary>
internal static class WavMetadata
{
    // Larger ones are not text a person wrote; a lying size must not become an allocation.
    private const int MostBytes = 1 << 20;

    internal static AudioMetadata Read(ByteSource source, RiffMap map)
    {
        var labels = new Dictionary<uint, string>();
        var info = new Dictionary<string, string>();
        var cues = new List<(uint Id, long Frame)>();
        var metadata = AudioMetadata.None;
        foreach (var chunk in map.Chunks)
        {
            if (chunk.Name == FourCc.Bext)
                metadata = metadata with { Broadcast = metadata.Broadcast ?? BroadcastExtension.Parse(Load(source, chunk)) };
            else if (chunk.Name == FourCc.Ixml)
                metadata = metadata with { Ixml = metadata.Ixml ?? ChunkText.Read(Load(source, chunk)) };
            else if (chunk.Name == FourCc.Cue)
                ReadCues(Load(source, chunk), cues);
            else if (chunk.Name == FourCc.List)
                ReadList(Load(source, chunk), labels, info);
        }
        return metadata with { Tags = TagsOf(info), Markers = MarkersOf(cues, labels) };
    }

    internal static byte[] Load(ByteSource source, RiffChunk chunk)
    {
        var bytes = new byte[Math.Min(chunk.LengthBytes, MostBytes)];
        var got = source.Read(chunk.Offset, bytes);
        return got == bytes.Length ? bytes : bytes[..got];
    }

    private static void ReadCues(ReadOnlySpan<byte> chunk, List<(uint Id, long Frame)> cues)
    {
        if (chunk.Length < 4)
            return;
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(chunk);
        for (var points = chunk[4..]; points.Length >= 24 && declared > 0; points = points[24..], declared--)
            cues.Add((BinaryPrimitives.ReadUInt32LittleEndian(points), BinaryPrimitives.ReadUInt32LittleEndian(points[20..])));
    }

    private static void ReadList(ReadOnlySpan<byte> chunk, Dictionary<uint, string> labels, Dictionary<string, string> info)
    {
        if (chunk.Length < 4)
            return;
        var kind = FourCc.Of(chunk);
        var items = chunk[4..];
        while (items.Length >= 8)
        {
            var name = FourCc.Of(items);
            var size = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(items[4..]), (uint)items.Length - 8);
            var item = items.Slice(8, size);
            if (kind == FourCc.Adtl && name == FourCc.Labl && size > 4)
                labels[BinaryPrimitives.ReadUInt32LittleEndian(item)] = ChunkText.Read(item[4..]);
            else if (kind == FourCc.Info)
                info.TryAdd(System.Text.Encoding.Latin1.GetString(items[..4]), ChunkText.Read(item));
            items = items[Math.Min(8 + size + (size & 1), items.Length)..];
        }
    }

    private static IReadOnlyList<AudioMarker> MarkersOf(List<(uint Id, long Frame)> cues, Dictionary<uint, string> labels) =>
        [.. cues.OrderBy(cue => cue.Frame).Select(cue => new AudioMarker(new FramePosition(cue.Frame), labels.GetValueOrDefault(cue.Id, "")))];

    private static AudioTags TagsOf(Dictionary<string, string> info) => new()
    {
        Title = info.GetValueOrDefault("INAM"),
        Artist = info.GetValueOrDefault("IART"),
        Album = info.GetValueOrDefault("IPRD"),
        Date = info.GetValueOrDefault("ICRD"),
        TrackNumber = info.GetValueOrDefault("ITRK") ?? info.GetValueOrDefault("IPRT"),
        Genre = info.GetValueOrDefault("IGNR"),
        Comment = info.GetValueOrDefault("ICMT"),
        Software = info.GetValueOrDefault("ISFT"),
    };
}
