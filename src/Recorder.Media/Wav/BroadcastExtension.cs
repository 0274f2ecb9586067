using System.Buffers.Binary;
using System.Text;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>The <c>bext</c> chunk, EBU Tech 3285 version 2: who, when, and where on the day's time line.</summary>
public sealed record BroadcastExtension
{
    /// <summary>Bytes before the coding history.</summary>
    internal const int FixedBytes = 602;

    // Tech 3285 v2: a loudness that was not measured.
    private const short NotMeasured = 0x7FFF;

    /// <summary>Up to 256 bytes.</summary>
    public string Description { get; init; } = "";

    /// <summary>Up to 32 bytes.</summary>
    public string Originator { get; init; } = "";

    /// <summary>Up to 32 bytes, unique per recording.</summary>
    public string OriginatorReference { get; init; } = "";

    /// <summary>yyyy-MM-dd, local time.</summary>
    public string OriginationDate { get; init; } = "";

    /// <summary>HH:mm:ss, local time.</summary>
    public string OriginationTime { get; init; } = "";

    /// <summary>The first frame's place, in frames since midnight.</summary>
    public long TimeReferenceFrames { get; init; }

    /// <summary>Measured loudness of the file; the chunk keeps hundredths.</summary>
    public LoudnessFigures Loudness { get; init; } = new();

    /// <summary>Lines such as <c>A=PCM,F=48000,W=24,M=mono</c>.</summary>
    public string CodingHistory { get; init; } = "";

    /// <summary>Size of the chunk's payload in bytes, always even.</summary>
    internal int SizeBytes => (FixedBytes + Encoding.UTF8.GetByteCount(CodingHistory) + 1) & ~1;

    internal static BroadcastExtension? Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 348)
            return null;
        var version = BinaryPrimitives.ReadUInt16LittleEndian(chunk[346..]);
        return new BroadcastExtension
        {
            Description = ChunkText.Read(chunk[..256]),
            Originator = ChunkText.Read(chunk[256..288]),
            OriginatorReference = ChunkText.Read(chunk[288..320]),
            OriginationDate = ChunkText.Read(chunk[320..330]),
            OriginationTime = ChunkText.Read(chunk[330..338]),
            TimeReferenceFrames = Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(chunk[338..])),
            Loudness = version >= 2 && chunk.Length >= 422 ? ParseLoudness(chunk[412..422]) : new(),
            CodingHistory = chunk.Length > FixedBytes ? ChunkText.Read(chunk[FixedBytes..]) : "",
        };
    }

    internal void Write(Span<byte> chunk)
    {
        chunk.Clear();
        ChunkText.Write(chunk[..256], Description);
        ChunkText.Write(chunk[256..288], Originator);
        ChunkText.Write(chunk[288..320], OriginatorReference);
        ChunkText.Write(chunk[320..330], OriginationDate);
        ChunkText.Write(chunk[330..338], OriginationTime);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[338..], TimeReferenceFrames);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[346..], 2);
        WriteLoudness(chunk[412..422], Loudness);
        ChunkText.Write(chunk[FixedBytes..], CodingHistory);
    }

    private static LoudnessFigures ParseLoudness(ReadOnlySpan<byte> fields) => new()
    {
        IntegratedLufs = Hundredths(fields),
        RangeLu = Hundredths(fields[2..]),
        TruePeakDbtp = Hundredths(fields[4..]),
        MaxMomentaryLufs = Hundredths(fields[6..]),
        MaxShortTermLufs = Hundredths(fields[8..]),
    };

    private static void WriteLoudness(Span<byte> fields, LoudnessFigures loudness)
    {
        BinaryPrimitives.WriteInt16LittleEndian(fields, ToHundredths(loudness.IntegratedLufs));
        BinaryPrimitives.WriteInt16LittleEndian(fields[2..], ToHundredths(loudness.RangeLu));
        BinaryPrimitives.WriteInt16LittleEndian(fields[4..], ToHundredths(loudness.TruePeakDbtp));
        BinaryPrimitives.WriteInt16LittleEndian(fields[6..], ToHundredths(loudness.MaxMomentaryLufs));
        BinaryPrimitives.WriteInt16LittleEndian(fields[8..], ToHundredths(loudness.MaxShortTermLufs));
    }

    private static double? Hundredths(ReadOnlySpan<byte> field) =>
        BinaryPrimitives.ReadInt16LittleEndian(field) is var value && value != NotMeasured ? value / 100.0 : null;

    private static short ToHundredths(double? value) =>
        value is { } known && Math.Abs(known) < 327 ? (short)Math.Round(known * 100) : NotMeasured;
}
