using Recorder.Core.Ports;
using Recorder.Media.Audio;

namespace Recorder.Media.Wav;

/// <summary>
/// Writes one recorded track so that a power cut at any moment leaves a file other programs open: the header never moves,
/// and its sizes advance only over what the caller knows to be safe on disk.
/// </summary>
/// <remarks>
/// One thread. The order for each commit of a take: <see cref="Append"/> on every track, one
/// <see cref="IRecordingStore.Commit"/>, then <see cref="AdvanceHeader"/> with the bytes that commit covered.
/// <see cref="Append"/> and <see cref="AdvanceHeader"/> do not allocate.
/// </remarks>
public sealed class WavTrackWriter : IDisposable
{
    private readonly IRecordingFile _file;
    private readonly WavTrackLayout _layout;
    private readonly WavSizeFields _sizes;

    private WavTrackWriter(IRecordingFile file, WavTrackLayout layout)
    {
        _file = file;
        _layout = layout;
        _sizes = new WavSizeFields(layout);
    }

    /// <summary>Where the samples begin in the file; a multiple of 4096.</summary>
    public long DataOffsetBytes => _layout.DataOffset;

    /// <summary>Bytes of one frame in the file.</summary>
    public int BytesPerFrame => _layout.BytesPerFrame;

    /// <summary>Bytes of samples appended so far.</summary>
    public long DataBytes { get; private set; }

    /// <summary>Frames appended so far.</summary>
    public long Frames => DataBytes / BytesPerFrame;

    /// <summary>Makes the file and writes its header with no samples yet; null when the store refuses.</summary>
    public static WavTrackWriter? Create(IRecordingStore store, string path, WavTrackInfo info, out StoreError error)
    {
        error = store.Create(path, out var file);
        if (error != StoreError.None || file is null)
            return null;
        var (layout, header) = WavTrackLayout.Build(info);
        error = file.Write(0, header);
        if (error == StoreError.None)
            return new WavTrackWriter(file, layout);
        file.Dispose();
        return null;
    }

    /// <summary>Goes on with a track that another process began; its header is left as it is.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="path">The track.</param>
    /// <param name="frames">Frames that count; what lies behind is overwritten by the next ones or cut off by <see cref="Finish"/>.</param>
    /// <returns>Null when the header is not one of ours, or the file is shorter.</returns>
    public static WavTrackWriter? Reopen(IRecordingStore store, string path, long frames)
    {
        var file = store.Open(path);
        if (WavTrackLayout.TryRead(file) is { } layout && file.Length >= layout.DataOffset + frames * layout.BytesPerFrame)
            return new WavTrackWriter(file, layout) { DataBytes = frames * layout.BytesPerFrame };
        file.Dispose();
        return null;
    }

    /// <summary>Reads samples that were appended, packed as the file keeps them; the number of bytes, 0 at the end.</summary>
    /// <param name="positionBytes">Byte of the samples.</param>
    /// <param name="destination">Where they go.</param>
    public int Read(long positionBytes, Span<byte> destination) =>
        _file.Read(_layout.DataOffset + positionBytes, destination[..(int)Math.Clamp(DataBytes - positionBytes, 0, destination.Length)]);

    /// <summary>Adds whole frames, packed as the file keeps them. After an error nothing counts as added.</summary>
    public StoreError Append(ReadOnlySpan<byte> packedFrames)
    {
        var error = _file.Write(_layout.DataOffset + DataBytes, packedFrames);
        if (error == StoreError.None)
            DataBytes += packedFrames.Length;
        return error;
    }

    /// <summary>
    /// Goes back to so many frames, at most those that were appended: what lies behind is overwritten by the next ones or cut off
    /// by <see cref="Finish"/>.
    /// </summary>
    public void CutTo(long frames) => DataBytes = Math.Min(DataBytes, frames * BytesPerFrame);

    /// <summary>
    /// Lets the header say that so many bytes of samples are there. Past 4 GiB the file becomes RF64.
    /// </summary>
    /// <param name="safeDataBytes">What the last commit made durable; cut to whole frames.</param>
    public StoreError AdvanceHeader(long safeDataBytes)
    {
        var wholeBytes = safeDataBytes - (safeDataBytes % BytesPerFrame);
        return _sizes.Write(_file, wholeBytes, _layout.DataOffset + wholeBytes + (wholeBytes & 1));
    }

    /// <summary>
    /// Ends the file: markers after the samples, information rewritten in place, exact sizes. The caller commits. Even with an
    /// error (no room for the markers) the file is valid up to its last frame.
    /// </summary>
    public StoreError Finish(WavTrackInfo info, IReadOnlyList<AudioMarker> markers) =>
        WavTrailer.Finish(_file, _layout, _sizes, DataBytes - (DataBytes % BytesPerFrame), info, markers);

    /// <summary>Closes the file as it is.</summary>
    public void Dispose() => _file.Dispose();
}
