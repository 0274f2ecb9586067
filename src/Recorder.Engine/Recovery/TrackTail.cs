using System.Buffers.Binary;
using Recorder.Core.Ports;
using Recorder.Media.Wav;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>Says how much of what lies behind the last commit of a track is sound.</summary>
internal static class TrackTail
{
    private const int BlockBytes = 1 << 16;
    private const int CueHeadBytes = 12;

    /// <summary>Frames from the track's first that are there and whole, at least those that are safe when the file has them.</summary>
    /// <param name="file">The track.</param>
    /// <param name="extent">Where its samples lie.</param>
    /// <param name="track">Its place among the take's tracks.</param>
    /// <param name="journal">The take's journal.</param>
    /// <param name="mayBeTorn">
    /// Whether the power was cut, so that writes may be missing in the middle: then only what the journal's checksums vouch
    /// for is whole.
    /// </param>
    public static long SoundFrames(IRecordingFile file, WavTrackExtent extent, int track, TakeJournal journal, bool mayBeTorn)
    {
        var safeFrames = journal.LastCommit.SafeFrames;
        if (extent.FinishedFrames is { } finished)
            return finished;
        if (extent.Frames <= safeFrames)
            return extent.Frames;
        if (mayBeTorn)
            return VouchedFrames(file, extent, track, journal);
        var begin = extent.DataOffsetBytes + safeFrames * extent.Format.BytesPerFrame;
        var end = extent.DataOffsetBytes + extent.Frames * extent.Format.BytesPerFrame;
        if (!journal.Markers.IsEmpty)
            end = Math.Min(end, FindMarkers(file, begin) ?? end);
        return (end - extent.DataOffsetBytes) / extent.Format.BytesPerFrame;
    }

    private static long VouchedFrames(IRecordingFile file, WavTrackExtent extent, int track, TakeJournal journal)
    {
        var frames = journal.LastCommit.SafeFrames;
        // One that does not hold says nothing of those behind it: a copy goes on at its last flush, and tells from there anew.
        foreach (var tail in journal.Tails)
        {
            if (tail.FromFrame <= frames && tail.ToFrame > frames && tail.ToFrame <= extent.Frames && track < tail.Checksums.Length
                && Checksum(file, extent, tail) == tail.Checksums[track])
                frames = tail.ToFrame;
        }
        return frames;
    }

    private static uint Checksum(IRecordingFile file, WavTrackExtent extent, TakeTail tail)
    {
        var block = new byte[BlockBytes];
        var state = Crc32C.Begin;
        var end = extent.DataOffsetBytes + tail.ToFrame * extent.Format.BytesPerFrame;
        for (var position = extent.DataOffsetBytes + tail.FromFrame * extent.Format.BytesPerFrame; position < end;)
        {
            var count = file.Read(position, block.AsSpan(0, (int)Math.Min(block.Length, end - position)));
            if (count <= 0)
                break;
            state = Crc32C.Append(state, block.AsSpan(0, count));
            position += count;
        }
        return Crc32C.End(state);
    }

    private static long? FindMarkers(IRecordingFile file, long begin)
    {
        var block = new byte[BlockBytes];
        for (var position = begin; position < file.Length; position += BlockBytes - CueHeadBytes)
        {
            ReadOnlySpan<byte> bytes = block.AsSpan(0, file.Read(position, block));
            for (var start = 0; bytes[start..].IndexOf("cue "u8) is var found and >= 0; start += found + 1)
            {
                if (IsMarkers(bytes[(start + found)..]))
                    return position + start + found;
            }
        }
        return null;
    }

    // A cue chunk's size follows from its count: samples look like that by chance once in 2^64.
    private static bool IsMarkers(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < CueHeadBytes)
            return false;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        return count is > 0 and < 1 << 20 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == 4 + 24 * count;
    }
}
