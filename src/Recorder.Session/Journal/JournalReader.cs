using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Recorder.Core.Ports;
using static Recorder.Session.Journal.JournalFormat;

namespace Recorder.Session.Journal;

/// <summary>Reads what a journal still says, however it was torn; it never throws for what the bytes are.</summary>
public static class JournalReader
{
    /// <summary>Reads the journal of an open file.</summary>
    public static TakeJournal Read(IRecordingFile file)
    {
        var bytes = new byte[checked((int)file.Length)];
        var count = 0;
        while (count < bytes.Length && file.Read(count, bytes.AsSpan(count)) is var read and > 0)
            count += read;
        return Read(bytes.AsSpan(0, count));
    }

    /// <summary>Takes every record up to the first that is not whole.</summary>
    public static TakeJournal Read(ReadOnlySpan<byte> bytes)
    {
        if (!TryReadHeader(bytes, out var seed))
            return new TakeJournal { IgnoredBytes = bytes.Length };
        var story = new Story();
        var position = HeaderBytes;
        var sequence = 0u;
        while (TryReadRecord(bytes[position..], seed, sequence, out var type, out var payload) && story.Tell(type, payload, sequence))
        {
            position += PrefixBytes + payload.Length + CrcBytes;
            sequence++;
        }
        return story.ToJournal() with
        {
            ValidBytes = position,
            IgnoredBytes = bytes.Length - position,
            NextSequence = sequence,
            Seed = seed,
        };
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, out uint seed)
    {
        seed = 0;
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != JournalFormat.Version)
            return false;
        seed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
        return seed == Crc32C.Of(uint.MaxValue, bytes[..20]);
    }

    private static bool TryReadRecord(
        ReadOnlySpan<byte> bytes, uint seed, uint expectedSequence, out RecordType type, out ReadOnlySpan<byte> payload)
    {
        type = default;
        payload = default;
        if (bytes.Length < PrefixBytes + CrcBytes)
            return false;
        var payloadBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (payloadBytes is < 0 or > MaxPayloadBytes || payloadBytes > bytes.Length - PrefixBytes - CrcBytes)
            return false;
        var end = PrefixBytes + payloadBytes;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != Crc32C.Of(seed, bytes[..end])
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != expectedSequence)
            return false;
        type = (RecordType)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        payload = bytes[PrefixBytes..end];
        return true;
    }

    /// <summary>What the records have told so far.</summary>
    private sealed class Story
    {
        private readonly ImmutableArray<Dropout>.Builder dropouts = ImmutableArray.CreateBuilder<Dropout>();
        private readonly ImmutableArray<Marker>.Builder markers = ImmutableArray.CreateBuilder<Marker>();
        private readonly ImmutableArray<TrackLoss>.Builder losses = ImmutableArray.CreateBuilder<TrackLoss>();
        private readonly ImmutableArray<RateChange>.Builder rates = ImmutableArray.CreateBuilder<RateChange>();
        private readonly List<TakeTail> tails = [];
        private TakeStart? start;
        private TakeCommit lastCommit;
        private TakeCommit previousCommit;
        private TakeSettlement? settlement;
        private TakeStop? stop;
        private double? driftPpm;

        /// <summary>False when a record of a known type is not what it should be: then nothing behind it counts.</summary>
        public bool Tell(RecordType type, ReadOnlySpan<byte> payload, uint sequence)
        {
            if ((type == RecordType.Start) != (sequence == 0))
                return false;
            switch (type)
            {
                case RecordType.Start:
                    start = StartPayload.Decode(payload);
                    return start is not null;
                case RecordType.Commit when payload.Length >= 16:
                    (previousCommit, lastCommit) = (lastCommit, new TakeCommit(Int64(payload), Int64(payload[8..])));
                    tails.RemoveAll(tail => tail.ToFrame <= lastCommit.SafeFrames);
                    return true;
                case RecordType.Tail when payload.Length >= 16:
                    tails.Add(new TakeTail(Int64(payload), Int64(payload[8..]), UInt32s(payload[16..])));
                    return tails[^1].FromFrame >= 0 && tails[^1].ToFrame >= tails[^1].FromFrame;
                case RecordType.Dropout when payload.Length >= 18:
                    dropouts.Add(new Dropout(Int64(payload), Int64(payload[8..]), payload[16] != 0, (DropoutCause)payload[17]));
                    return true;
                case RecordType.Marker when payload.Length >= 10:
                    var labelBytes = BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]);
                    if (labelBytes > payload.Length - 10)
                        return false;
                    markers.Add(new Marker(Int64(payload), Encoding.UTF8.GetString(payload.Slice(10, labelBytes))));
                    return true;
                case RecordType.TrackLoss when payload.Length >= 20:
                    losses.Add(new TrackLoss(BinaryPrimitives.ReadInt32LittleEndian(payload), Int64(payload[4..]), Int64(payload[12..])));
                    return true;
                case RecordType.Settlement when payload.Length >= 16:
                    settlement = new TakeSettlement(Int64(payload), Int64(payload[8..]));
                    return true;
                case RecordType.Clock when payload.Length >= 8:
                    driftPpm = BinaryPrimitives.ReadDoubleLittleEndian(payload);
                    return true;
                case RecordType.RateChange when payload.Length >= 12:
                    rates.Add(new RateChange(Int64(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[8..])));
                    return true;
                case RecordType.Stop when payload.Length >= 17:
                    stop = new TakeStop(Int64(payload), (StopReason)payload[8], Int64(payload[9..]));
                    return true;
                default:
                    return !Enum.IsDefined(type);
            }
        }

        // What was told beforehand and then lay behind the end is not the take's.
        public TakeJournal ToJournal() => new()
        {
            Start = start,
            LastCommit = lastCommit,
            PreviousCommit = previousCommit,
            Tails = [.. tails],
            Dropouts = [.. dropouts.Select(WithinTake).Where(dropout => dropout.Frames > 0)],
            Markers = [.. markers.Where(marker => marker.Frame <= End)],
            RateChanges = [.. rates.Where(change => change.StartFrame < End)],
            // A recovery that was itself interrupted may have told of the same loss before.
            TrackLosses = [.. losses.Distinct()],
            Settlement = settlement,
            Stop = stop,
            DriftPpm = driftPpm,
        };

        private long End => stop?.Frames ?? long.MaxValue;

        private Dropout WithinTake(Dropout dropout) => dropout with { Frames = Math.Min(dropout.Frames, End - dropout.StartFrame) };

        private static ImmutableArray<uint> UInt32s(ReadOnlySpan<byte> bytes)
        {
            var values = ImmutableArray.CreateBuilder<uint>(bytes.Length / sizeof(uint));
            for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
                values.Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            return values.DrainToImmutable();
        }

        private static long Int64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
