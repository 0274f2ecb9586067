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

/// <summary>Where the samples of a recorded track lie in its file.</summary>
/// <param name="DataOffsetBytes">The first byte of the samples.</param>
/// <param name="Format">How a sample lies there, and the rate.</param>
/// <param name="Frames">Whole frames up to the file's end, the markers of a finished one included.</param>
/// <param name="FinishedFrames">Frames of a file whose sizes say that it ends exactly where it does; null for any other.</param>
public sealed record WavTrackExtent(long DataOffsetBytes, WavFormat Format, long Frames, long? FinishedFrames);

/// <summary>
/// Ends what a power cut left. Sizes in the header are not believed, only the file's real length and the caller's journal;
/// a header torn while it became RF64 is written anew. Running it twice does no harm.
/// </summary>
public static class WavTrackRepair
{
    /// <summary>Looks at a track whatever its sizes say; null when the header is unreadable.</summary>
    public static WavTrackExtent? Locate(IRecordingFile file) => WavTrackLayout.TryRead(file) is { } layout
        ? new WavTrackExtent(layout.DataOffset, layout.Format, FramesIn(file, layout), FinishedFrames(file, layout))
        : null;

    /// <inheritdoc cref="WavTrackExtent.Frames"/>
    public static long? FramesOnDisk(IRecordingStore store, string path)
    {
        using var file = store.Open(path);
        return Locate(file)?.Frames;
    }

    /// <summary>
    /// Writes an unreadable header anew, of the same length as the one this program made from this information. The samples
    /// behind it are left as they are.
    /// </summary>
    /// <param name="file">The track.</param>
    /// <param name="info">What it says about itself.</param>
    /// <param name="dataOffsetBytes">Where the samples of its sister tracks begin; null when there is none to ask.</param>
    /// <param name="error">What the store said.</param>
    /// <returns>False when the header would have another length, the file is shorter than it, or the store refuses.</returns>
    public static bool TryRewriteHeader(
        IRecordingFile file, WavTrackInfo info, long? dataOffsetBytes, out StoreError error)
    {
        error = StoreError.None;
        var (layout, header) = WavTrackLayout.Build(info);
        if (file.Length < header.Length || layout.DataOffset != (dataOffsetBytes ?? layout.DataOffset))
            return false;
        error = file.Write(0, header);
        return error == StoreError.None;
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
        return isExact && wholeBytes >= 0 && wholeBytes % layout.BytesPerFrame == 0 && EndsOrHasMarkers(file, layout.DataOffset + wholeBytes)
            ? wholeBytes / layout.BytesPerFrame
            : null;
    }

    // The two sizes lie in different sectors: with only the first of them written, the file's end is right and the samples' is not.
    private static bool EndsOrHasMarkers(IRecordingFile file, long endBytes)
    {
        Span<byte> name = stackalloc byte[4];
        return endBytes == file.Length
            || (WavTrackLayout.ReadExactly(file, endBytes + (endBytes & 1), name) && FourCc.Of(name) == FourCc.Cue);
    }
}
