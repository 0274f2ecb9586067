using System.Buffers.Binary;

namespace Recorder.Media.Wav;

/// <summary>A chunk's payload; its length never reaches past the file's real end.</summary>
internal readonly record struct RiffChunk(uint Name, long Offset, long LengthBytes);

/// <summary>
/// Where the chunks of a RIFF, RF64 or BW64 file lie. No declared size is believed beyond the file's real length.
/// </summary>
internal sealed class RiffMap
{
    // No real file comes near; a malformed one may hold millions of empty chunks.
    private const int MostChunks = 4096;

    private const uint Unknown = uint.MaxValue;

    private RiffMap(IReadOnlyList<RiffChunk> chunks, bool isTruncated) => (Chunks, IsTruncated) = (chunks, isTruncated);

    internal IReadOnlyList<RiffChunk> Chunks { get; }

    /// <summary>The data chunk declares more than there is.</summary>
    internal bool IsTruncated { get; }

    internal RiffChunk? Find(uint name)
    {
        foreach (var chunk in Chunks)
        {
            if (chunk.Name == name)
                return chunk;
        }
        return null;
    }

    /// <summary>Whether the first 12 bytes are those of a WAVE file in one of its three containers.</summary>
    internal static bool IsWave(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && FourCc.Of(head) is var form
        && (form == FourCc.Riff || form == FourCc.Rf64 || form == FourCc.Bw64) && FourCc.Of(head[8..]) == FourCc.Wave;

    /// <summary>Walks the chunks after the 12 bytes of the form.</summary>
    internal static RiffMap Scan(ByteSource source)
    {
        var chunks = new List<RiffChunk>();
        var isTruncated = false;
        long? data64Bytes = null;
        var position = 12L;
        Span<byte> head = stackalloc byte[24];
        while (chunks.Count < MostChunks && source.Read(position, head[..8]) == 8)
        {
            var name = FourCc.Of(head);
            var declaredBytes = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (!FourCc.IsPrintable(name))
                break;
            var offset = position + 8;
            var roomBytes = source.LengthBytes - offset;
            var length = Math.Min(declaredBytes, roomBytes);
            if (name == FourCc.Ds64 && length >= 16 && source.Read(offset, head[..16]) == 16)
                data64Bytes = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
            if (name == FourCc.Data)
                (length, isTruncated) = DataLength(source, offset, declaredBytes, data64Bytes);
            chunks.Add(new RiffChunk(name, offset, length));
            position = Next(source, offset + length);
        }
        return new RiffMap(chunks, isTruncated);
    }

    private static (long LengthBytes, bool IsTruncated) DataLength(ByteSource source, long offset, uint declaredBytes, long? data64Bytes)
    {
        var roomBytes = source.LengthBytes - offset;
        if (declaredBytes == Unknown && data64Bytes is > 0 and var wideBytes)
            return (Math.Min(wideBytes, roomBytes), wideBytes > roomBytes);
        // A recorder that died wrote 0, a pipe writes all ones: both mean "to the end", unless chunks follow an empty one.
        if (declaredBytes == Unknown || (declaredBytes == 0 && !ChunksFillTheRest(source, offset)))
            return (roomBytes, false);
        return (Math.Min(declaredBytes, roomBytes), declaredBytes > roomBytes);
    }

    private static bool ChunksFillTheRest(ByteSource source, long position)
    {
        Span<byte> head = stackalloc byte[8];
        for (var count = 0; count < MostChunks && position < source.LengthBytes; count++)
        {
            if (source.Read(position, head) < 8 || !FourCc.IsPrintable(FourCc.Of(head)))
                return false;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            position += 8 + size + (size & 1);
        }
        return position == source.LengthBytes;
    }

    // Chunks begin on even places, but some writers forget the pad byte.
    private static long Next(ByteSource source, long end)
    {
        Span<byte> name = stackalloc byte[4];
        if ((end & 1) == 0)
            return end;
        var isPadded = source.Read(end + 1, name) < 4 || FourCc.IsPrintable(FourCc.Of(name));
        return isPadded || source.Read(end, name) < 4 || !FourCc.IsPrintable(FourCc.Of(name)) ? end + 1 : end;
    }
}
