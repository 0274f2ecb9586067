using System.Buffers.Binary;

namespace Recorder.Session.Journal;

/// <summary>The kinds of record; numbers are for ever.</summary>
internal enum RecordType : ushort
{
    Start = 1,
    Commit = 2,
    Dropout = 3,
    Marker = 4,
    Stop = 5,
    TrackLoss = 6,
    Settlement = 7,
    Tail = 8,
    Clock = 9,
    RateChange = 10,
}

/// <summary>The bytes of a journal, little-endian.</summary>
/// <remarks>
/// Design: header = magic (8), version (4), salt (8), CRC (4). Record = payload length (4), type (2), reserved (2),
/// sequence (4), payload, CRC (4). A record's CRC-32C begins from the header's CRC: the salt in it keeps the records of an
/// older journal, whose blocks a file system may hand out again after a power cut, from being taken for this one's; the
/// sequence does the same for a record of this one in a wrong place. A reader skips whole records of unknown type and
/// ignores bytes behind the fields it knows, so both may be added without a new version.
/// </remarks>
internal static class JournalFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 24;
    public const int PrefixBytes = 12;
    public const int CrcBytes = 4;

    /// <summary>Larger than any record: 64 tracks with the longest names need a tenth of it.</summary>
    public const int MaxPayloadBytes = 1 << 20;

    public static ReadOnlySpan<byte> Magic => "RECJRNL\n"u8;

    /// <summary>Fills a header and returns its checksum, the seed of all records.</summary>
    public static uint WriteHeader(Span<byte> header, ulong salt)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(header[12..], salt);
        var crc = Crc32C.Of(uint.MaxValue, header[..20]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], crc);
        return crc;
    }

    /// <summary>Frames the payload that already lies at <see cref="PrefixBytes"/>; returns the record's whole length.</summary>
    public static int Seal(Span<byte> record, RecordType type, uint sequence, int payloadBytes, uint seed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, payloadBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(record[4..], (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(record[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], sequence);
        var end = PrefixBytes + payloadBytes;
        BinaryPrimitives.WriteUInt32LittleEndian(record[end..], Crc32C.Of(seed, record[..end]));
        return end + CrcBytes;
    }
}
