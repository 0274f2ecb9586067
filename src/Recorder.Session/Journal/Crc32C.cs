using System.Buffers.Binary;
using System.Numerics;

namespace Recorder.Session.Journal;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4), which the processors at hand compute in hardware.</summary>
public static class Crc32C
{
    /// <summary>The state before the first byte.</summary>
    public const uint Begin = uint.MaxValue;

    /// <summary>The state after more bytes; nothing depends on how they were cut into pieces.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            state = BitOperations.Crc32C(state, value);
        return state;
    }

    /// <summary>The checksum of all bytes appended.</summary>
    public static uint End(uint state) => ~state;

    /// <summary>The checksum of some bytes, beginning from a seed.</summary>
    public static uint Of(uint seed, ReadOnlySpan<byte> bytes) => End(Append(seed, bytes));
}
