using System.Globalization;
using System.Text;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;
using Recorder.Media.Wav;

namespace Recorder.Media.Writing;

/// <summary>
/// A finished WAV: renders, stems, masters. RIFF that becomes RF64 past 4 GiB, with <c>bext</c>, <c>LIST INFO</c>, markers.
/// </summary>
internal sealed class WavFileWriter : IAudioWriter
{
    private readonly PartFile _file;
    private readonly AudioFileSpec _spec;
    private readonly WavTrackLayout _layout;
    private readonly InterleavedBlocks _blocks;
    private readonly InterleavedBlocks.Sink _sink;
    private readonly byte[] _packed;
    private long _dataBytes;

    private WavFileWriter(PartFile file, AudioFileSpec spec)
    {
        (_file, _spec) = (file, spec);
        _blocks = new InterleavedBlocks(spec.Format, spec.Channels);
        _sink = Append;
        _packed = new byte[InterleavedBlocks.BlockFrames * spec.Channels * spec.Format.BytesPerSample()];
        (_layout, var header) = Header(spec);
        _file.WriteAt(0, header);
    }

    /// <inheritdoc/>
    public long Frames => _dataBytes / _layout.BytesPerFrame;

    internal static WavFileWriter Create(string path, AudioFileSpec spec)
    {
        if (spec.Channels is < 1 or > 1024)
            throw new RecorderException(FaultKind.WrongWords, $"A WAV file holds 1 to 1024 channels, not {spec.Channels}.");
        var file = PartFile.Create(path);
        try
        {
            return new WavFileWriter(file, spec);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> planar, int strideFrames, int frames) =>
        _blocks.FromFloats(planar, strideFrames, frames, _sink);

    /// <inheritdoc/>
    public void WriteWords(ReadOnlySpan<int> planarWords, int strideFrames, int frames) =>
        _blocks.FromWords(planarWords, strideFrames, frames, _sink);

    /// <inheritdoc/>
    public void Complete(LoudnessFigures? loudness = null)
    {
        var end = _layout.DataOffset + _dataBytes;
        byte[] trailer = [.. new byte[_dataBytes & 1], .. WavTrailer.Markers(_spec.Markers)];
        _file.WriteAt(end, trailer);
        var bext = new byte[_layout.Bext.SizeBytes];
        BroadcastOf(_spec, loudness ?? _spec.Loudness).Write(bext);
        _file.WriteAt(_layout.Bext.Offset, bext);

        var head = new byte[WavTrackLayout.HeadBytes];
        var tail = new byte[_layout.TailBytes];
        WavSizeFields.Fill(_layout, head, tail, _dataBytes, end + trailer.Length);
        _file.WriteAt(0, head);
        _file.WriteAt(_layout.DataOffset - tail.Length, tail);
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Append(ReadOnlySpan<int> words)
    {
        var bytes = _packed.AsSpan(0, words.Length * _spec.Format.BytesPerSample());
        SampleConversion.PackWords(_spec.Format, words, bytes);
        _file.WriteAt(_layout.DataOffset + _dataBytes, bytes);
        _dataBytes += bytes.Length;
    }

    private static (WavTrackLayout Layout, byte[] Header) Header(AudioFileSpec spec)
    {
        var bext = new byte[BroadcastOf(spec, spec.Loudness).SizeBytes];
        var hasFact = spec.Format == SampleFormat.F32;
        var format = WavTrackLayout.FormatChunk(spec.Format, spec.Channels, spec.RateHz);
        byte[] header =
        [
            .. new byte[WavTrackLayout.HeadBytes],
            .. WavTrailer.Chunk(FourCc.Bext, bext),
            .. WavTrailer.Chunk(FourCc.Fmt, format),
            .. InfoChunk(spec.Tags),
            .. new byte[hasFact ? 20 : 8],
        ];
        var layout = new WavTrackLayout(
            new HeaderArea(WavTrackLayout.HeadBytes + 8, bext.Length), default, hasFact, WavFormat.Parse(format, ""), header.Length);
        WavSizeFields.Fill(layout, header.AsSpan(0, WavTrackLayout.HeadBytes), header.AsSpan(header.Length - layout.TailBytes), 0, header.Length);
        return (layout, header);
    }

    private static BroadcastExtension BroadcastOf(AudioFileSpec spec, LoudnessFigures loudness)
    {
        var given = spec.Broadcast ?? new BroadcastExtension { Description = spec.Tags.Title ?? "", Originator = "Recorder" };
        var history = given.CodingHistory.Length > 0 ? given.CodingHistory : string.Create(CultureInfo.InvariantCulture,
            $"A=PCM,F={spec.RateHz},W={spec.Format.BytesPerSample() * 8},M={(spec.Channels == 1 ? "mono" : "stereo")},T=Recorder\r\n");
        return given with { Loudness = loudness, CodingHistory = history };
    }

    private static byte[] InfoChunk(AudioTags tags)
    {
        (string Name, string? Text)[] items =
        [
            ("INAM", tags.Title), ("IART", tags.Artist), ("IPRD", tags.Album), ("ICRD", tags.Date), ("ITRK", tags.TrackNumber),
            ("IGNR", tags.Genre), ("ICMT", tags.Comment), ("ISFT", tags.Software),
        ];
        byte[] body = [.. items.Where(item => !string.IsNullOrEmpty(item.Text)).SelectMany(item =>
            WavTrailer.Chunk(FourCc.Of(Encoding.ASCII.GetBytes(item.Name)), [.. Encoding.UTF8.GetBytes(item.Text!), 0]))];
        return body.Length == 0 ? [] : WavTrailer.Chunk(FourCc.List, [.. "INFO"u8, .. body]);
    }
}
