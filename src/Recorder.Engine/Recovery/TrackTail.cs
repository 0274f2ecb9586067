using System.Buffers.Binary;
using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Media.Wav;
using Recorder.Session.Journal;

namespace Recorder.Engine.Recovery;

/// <summary>Says how much of what lies behind the last commit of a track is sound.</summary>
internal static class TrackTail
{
    // Disks write whole sectors; what they did not write of a longer file reads as zeros.
    private const int SectorBytes = 512;
    private const int BlockBytes = 128 * SectorBytes;

    // What was written of a sector later than its beginning may be missing too. Fewer zeros than these, half a millisecond,
    // quiet rooms have by themselves.
    private const int ShortestHoleBytes = 64;

    private const int CueHeadBytes = 12;

    /// <summary>Frames from the track's first that are there and whole, at least those that are safe when the file has them.</summary>
    /// <param name="file">The track.</param>
    /// <param name="extent">Where its samples lie.</param>
    /// <param name="journal">The take's journal.</param>
    /// <param name="mayBeTorn">Whether the power was cut, so that writes may be missing in the middle.</param>
    public static long SoundFrames(IRecordingFile file, WavTrackExtent extent, TakeJournal journal, bool mayBeTorn)
    {
        var safeFrames = journal.LastCommit.SafeFrames;
        if (extent.FinishedFrames is { } finished)
            return finished;
        var begin = extent.DataOffsetBytes + safeFrames * extent.Format.BytesPerFrame;
        var end = extent.DataOffsetBytes + extent.Frames * extent.Format.BytesPerFrame;
        if (begin >= end)
            return extent.Frames;
        if (!journal.Markers.IsEmpty)
            end = Math.Min(end, FindMarkers(file, begin) ?? end);
        if (mayBeTorn)
            end = Math.Min(end, FindHole(file, extent, journal.Dropouts, begin, end) ?? end);
        return (end - extent.DataOffsetBytes) / extent.Format.BytesPerFrame;
    }

    // An input that is digitally silent gives zeros by itself: only where sound stood before do they tell of a hole.
    private static bool IsSilentBefore(IRecordingFile file, WavTrackExtent extent, long position)
    {
        Span<byte> sector = stackalloc byte[SectorBytes];
        var from = Math.Max(extent.DataOffsetBytes, position - SectorBytes);
        var got = file.Read(from, sector[..(int)(position - from)]);
        return !sector[..got].ContainsAnyExcept((byte)0);
    }

    private static long? FindHole(IRecordingFile file, WavTrackExtent extent, ImmutableArray<Dropout> dropouts, long begin, long end)
    {
        var block = new byte[BlockBytes];
        var isSilent = IsSilentBefore(file, extent, begin);
        for (var position = begin; position < end;)
        {
            // Up to a sector's end first, so that all further blocks begin with one.
            var wanted = (int)Math.Min(BlockBytes - position % SectorBytes, end - position);
            ReadOnlySpan<byte> bytes = block.AsSpan(0, file.Read(position, block.AsSpan(0, wanted)));
            if (bytes.IsEmpty)
                return position;
            while (bytes.Length > 0)
            {
                var sector = bytes[..(int)Math.Min(SectorBytes - position % SectorBytes, bytes.Length)];
                var zeros = sector.Length - 1 - sector.LastIndexOfAnyExcept((byte)0);
                var isHole = zeros >= Math.Min(ShortestHoleBytes, sector.Length) && !(isSilent && zeros == sector.Length);
                // Silence that stands for lost frames is meant; zeros beside it are not.
                if (isHole && SkipDropouts(extent, dropouts, position + sector.Length - zeros) is var hole && hole < position + sector.Length)
                    return hole;
                isSilent &= zeros == sector.Length;
                position += sector.Length;
                bytes = bytes[sector.Length..];
            }
        }
        return null;
    }

    // A file ends with a whole frame at any time, so a hole begins with one; zeros before that are a sample's own.
    private static long SkipDropouts(WavTrackExtent extent, ImmutableArray<Dropout> dropouts, long position)
    {
        var frameBytes = extent.Format.BytesPerFrame;
        position += (frameBytes - (position - extent.DataOffsetBytes) % frameBytes) % frameBytes;
        foreach (var dropout in dropouts)
        {
            var from = extent.DataOffsetBytes + dropout.StartFrame * frameBytes;
            var to = from + dropout.Frames * frameBytes;
            if (position >= from && position < to)
                position = to;
        }
        return position;
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
