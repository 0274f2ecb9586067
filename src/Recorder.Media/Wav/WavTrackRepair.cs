using System.Buffers.Binary;
using Recorder.Core.Ports;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>What became of a track that was not finished.</summary>
public enum WavRepairOutcome
{
    /// <summary>It was finished; nothing was written.</summary>
    AlreadyWhole,
    Repaired,

    /// <summary>The header is incomplete or not one of ours; nothing was written.</summary>
    HeaderUnreadable,

    /// <summary>The store refused a write; run it again when it does not.</summary>
    Failed,
}

/// <summary>Outcome of a repair and the frames the file holds after it.</summary>
public readonly record struct WavRepair(WavRepairOutcome Outcome, long Frames, StoreError Error = StoreError.None);

/// <summary>
/// Ends what a power cut left. Sizes in the header are not believed, only the file's real length and the caller's journal;
/// a header torn while it became RF64 is written anew. Running it twice does no harm.
/// </summary>
public static class WavTrackRepair
{
    /// <summary>Whole frames that lie in the file after its header, markers of a finished one included; null when the header is unreadable.</summary>
    public static long? FramesOnDisk(IRecordingStore store, string path)
    {
        using var file = store.Open(path);
        return WavTrackLayout.TryRead(file) is { } layout ? FramesIn(file, layout) : null;
    }

    /// <summary>
    /// Cuts a track to <paramref name="keepFrames"/>, at most what is there, and writes its markers and sizes. Null keeps a
    /// finished file as it is and everything in an unfinished one. <paramref name="info"/> rewrites the information in the
    /// header; null keeps it.
    /// </summary>
    public static WavRepair Repair(
        IRecordingStore store, string path, long? keepFrames, IReadOnlyList<AudioMarker>? markers = null, WavTrackInfo? info = null)
    {
        using var file = store.Open(path);
        if (WavTrackLayout.TryRead(file) is not { } layout)
            return new WavRepair(WavRepairOutcome.HeaderUnreadable, 0);
        if (FinishedFrames(file, layout) is { } finished && (keepFrames ?? finished) == finished && info is null && markers is null)
            return new WavRepair(WavRepairOutcome.AlreadyWhole, finished);
        var frames = Math.Min(keepFrames ?? long.MaxValue, FramesIn(file, layout));
        var error = WavTrailer.Finish(
            file, layout, new WavSizeFields(layout), frames * layout.BytesPerFrame, info, markers ?? []);
        return new WavRepair(error == StoreError.None ? WavRepairOutcome.Repaired : WavRepairOutcome.Failed, frames, error);
    }

    private static long FramesIn(IRecordingFile file, WavTrackLayout layout) =>
        Math.Max(0, file.Length - layout.DataOffset) / layout.BytesPerFrame;

    /// <summary>Frames of a file whose sizes say it ends exactly where it does; null for any other.</summary>
    private static long? FinishedFrames(IRecordingFile file, WavTrackLayout layout)
    {
        Span<byte> head = stackalloc byte[WavTrackLayout.HeadBytes];
        Span<byte> dataHead = stackalloc byte[8];
        if (!WavTrackLayout.ReadExactly(file, 0, head) || !WavTrackLayout.ReadExactly(file, layout.DataOffset - 8, dataHead))
            return null;
        var isWide = FourCc.Of(head) == FourCc.Rf64 && FourCc.Of(head[12..]) == FourCc.Ds64;
        if (!isWide && FourCc.Of(head) != FourCc.Riff)
            return null;
        var riffBytes = isWide ? BinaryPrimitives.ReadInt64LittleEndian(head[20..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var dataBytes = BinaryPrimitives.ReadUInt32LittleEndian(dataHead[4..]);
        var isExact = riffBytes + 8 == file.Length && (!isWide || dataBytes == uint.MaxValue);
        long wholeBytes = isWide ? BinaryPrimitives.ReadInt64LittleEndian(head[28..]) : dataBytes;
        return isExact && wholeBytes >= 0 && layout.DataOffset + wholeBytes <= file.Length && wholeBytes % layout.BytesPerFrame == 0
            ? wholeBytes / layout.BytesPerFrame
            : null;
    }
}
