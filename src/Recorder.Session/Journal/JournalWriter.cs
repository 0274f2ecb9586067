using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Unicode;
using Recorder.Core.Ports;
using static Recorder.Session.Journal.JournalFormat;

namespace Recorder.Session.Journal;

/// <summary>Appends to a take's journal; after the start nothing here allocates.</summary>
/// <remarks>
/// Records are written, not flushed: <see cref="IRecordingStore.Commit"/> makes them durable with the audio. After an error
/// the same call may be tried again: the record's place is taken only when all of it was written.
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    /// <summary>Longest marker label in bytes of UTF-8; more is cut at a whole character.</summary>
    public const int MaxLabelBytes = 240;

    private readonly IRecordingFile file;
    private readonly byte[] buffer;
    private readonly uint seed;
    private long position;
    private uint sequence;

    private JournalWriter(IRecordingFile file, uint seed, long position, uint sequence, int tracks)
    {
        buffer = new byte[PrefixBytes + 2 * sizeof(long) + Math.Max(MaxLabelBytes, tracks * sizeof(uint)) + CrcBytes];
        this.file = file;
        this.seed = seed;
        this.position = position;
        this.sequence = sequence;
    }

    private Span<byte> Payload => buffer.AsSpan(PrefixBytes);

    /// <summary>A new journal in the take's folder, which must be there, with its first record written.</summary>
    /// <returns><see cref="StoreError.Exists"/> when the take has one.</returns>
    public static StoreError Create(IRecordingStore store, TakeStart start, out JournalWriter? journal)
    {
        journal = null;
        var error = store.Create(start.JournalFile, out var file);
        if (error != StoreError.None)
            return error;
        var payload = StartPayload.Encode(start);
        var bytes = new byte[HeaderBytes + PrefixBytes + payload.Length + CrcBytes];
        var seed = WriteHeader(bytes, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        payload.CopyTo(bytes.AsSpan(HeaderBytes + PrefixBytes));
        Seal(bytes.AsSpan(HeaderBytes), RecordType.Start, 0, payload.Length, seed);
        error = file!.Write(0, bytes);
        if (error == StoreError.None)
            journal = new JournalWriter(file, seed, bytes.Length, 1, start.Tracks.Length);
        else
            file.Dispose();
        return error;
    }

    /// <summary>Goes on behind the whole records of a journal that was read; a torn tail is cut off.</summary>
    public static StoreError Reopen(IRecordingFile file, TakeJournal journal, out JournalWriter? writer)
    {
        writer = null;
        if (journal.IgnoredBytes > 0 && file.SetLength(journal.ValidBytes) is var error and not StoreError.None)
            return error;
        writer = new JournalWriter(file, journal.Seed, journal.ValidBytes, journal.NextSequence, journal.Start?.Tracks.Length ?? 0);
        return StoreError.None;
    }

    /// <summary>So many frames of every track are flushed to disk.</summary>
    /// <param name="safeFrames">Frames of every track that are flushed.</param>
    /// <param name="capturedFrames">Frames the take has by now, those still in memory included.</param>
    public StoreError Commit(long safeFrames, long capturedFrames)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, safeFrames);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[8..], capturedFrames);
        return Append(RecordType.Commit, 16);
    }

    /// <summary>So many frames of every track are written, and the coming commit will make them safe.</summary>
    /// <param name="fromFrame">First frame that no earlier tail told of.</param>
    /// <param name="toFrame">The frame after the last.</param>
    /// <param name="checksumStates">One <see cref="Crc32C"/> state per track.</param>
    public StoreError Tail(long fromFrame, long toFrame, ReadOnlySpan<uint> checksumStates)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, fromFrame);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[8..], toFrame);
        for (var i = 0; i < checksumStates.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(Payload[(16 + i * sizeof(uint))..], Crc32C.End(checksumStates[i]));
        return Append(RecordType.Tail, 16 + checksumStates.Length * sizeof(uint));
    }

    /// <summary>Frames are missing.</summary>
    public StoreError Dropout(in Dropout dropout)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, dropout.StartFrame);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[8..], dropout.Frames);
        Payload[16] = dropout.IsExact ? (byte)1 : (byte)0;
        Payload[17] = (byte)dropout.Cause;
        return Append(RecordType.Dropout, 18);
    }

    /// <summary>Someone marked a place.</summary>
    public StoreError Marker(long frame, ReadOnlySpan<char> label)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, frame);
        Utf8.FromUtf16(label, Payload.Slice(10, MaxLabelBytes), out _, out var labelBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(Payload[8..], (ushort)labelBytes);
        return Append(RecordType.Marker, 10 + labelBytes);
    }

    /// <summary>A part of one track's file is gone.</summary>
    public StoreError TrackLoss(in TrackLoss loss)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Payload, loss.Track);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[4..], loss.StartFrame);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[12..], loss.Frames);
        return Append(RecordType.TrackLoss, 20);
    }

    /// <summary>Recovery has settled how long the take will be.</summary>
    public StoreError Settle(in TakeSettlement settlement)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, settlement.Frames);
        BinaryPrimitives.WriteInt64LittleEndian(Payload[8..], settlement.LostFrames);
        return Append(RecordType.Settlement, 16);
    }

    /// <summary>How much faster than nominal the interface ran over the take.</summary>
    /// <param name="driftPpm">In parts per million of the machine's clock.</param>
    public StoreError Clock(double driftPpm)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Payload, driftPpm);
        return Append(RecordType.Clock, sizeof(double));
    }

    /// <summary>The interface was seen to run at another rate.</summary>
    public StoreError RateChange(in RateChange change)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, change.StartFrame);
        BinaryPrimitives.WriteInt32LittleEndian(Payload[8..], change.RunsAtHz);
        return Append(RecordType.RateChange, 12);
    }

    /// <summary>The take is over: the last record.</summary>
    /// <param name="frames">Its length.</param>
    /// <param name="reason">Why.</param>
    /// <param name="lostFrames">What a power cut took from its end.</param>
    public StoreError Stop(long frames, StopReason reason, long lostFrames = 0)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Payload, frames);
        Payload[8] = (byte)reason;
        BinaryPrimitives.WriteInt64LittleEndian(Payload[9..], lostFrames);
        return Append(RecordType.Stop, 17);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private StoreError Append(RecordType type, int payloadBytes)
    {
        var length = Seal(buffer, type, sequence, payloadBytes, seed);
        var error = file.Write(position, buffer.AsSpan(0, length));
        if (error != StoreError.None)
            return error;
        position += length;
        sequence++;
        return StoreError.None;
    }
}
