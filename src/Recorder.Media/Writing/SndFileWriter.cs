using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Native;

namespace Recorder.Media.Writing;

/// <summary>FLAC, MP3 and Opus through libsndfile, streaming.</summary>
internal sealed class SndFileWriter : IAudioWriter
{
    // The library maps 1..0 to its lowest..highest bitrate; this is about 160 kb/s for stereo.
    private const double OpusLevel = 0.7;

    // LAME's V0, the best of its variable rates.
    private const double Mp3Level = 0;

    // libFLAC's level 5 of 8, its own default.
    private const double FlacLevel = 0.625;

    private readonly PartFile _file;
    private readonly SndFileSink _target;
    private readonly SndFileHandle _handle;
    private readonly AudioFileSpec _spec;
    private readonly InterleavedBlocks _blocks;
    private readonly InterleavedBlocks.Sink _sink;

    private SndFileWriter(PartFile file, SndFileSink target, SndFileHandle handle, AudioFileSpec spec)
    {
        (_file, _target, _handle, _spec) = (file, target, handle, spec);
        _blocks = new InterleavedBlocks(spec.Format, spec.Channels);
        _sink = Encode;
    }

    /// <inheritdoc/>
    public long Frames { get; private set; }

    internal static SndFileWriter Create(string path, AudioFileSpec spec)
    {
        RequirePossible(spec);
        SndFileLibrary.Require();
        var file = PartFile.Create(path);
        SndFileSink? target = null;
        SndFileHandle? handle = null;
        try
        {
            target = new SndFileSink(file, spec.Kind == AudioFileKind.Mp3 ? WriteId3(file, spec) : 0);
            var info = new SndFileLibrary.Info { RateHz = spec.RateHz, Channels = spec.Channels, Format = LibraryFormat(spec) };
            handle = target.Open(SndFileLibrary.ModeWrite, ref info);
            target.ThrowIfFailed();
            if (handle.IsInvalid)
            {
                throw new RecorderException(FaultKind.WrongWords,
                    $"{file.Name} cannot be encoded ({SndFileLibrary.ErrorText(null)}); choose another format or rate.");
            }
            Prepare(handle, spec);
            return new SndFileWriter(file, target, handle, spec);
        }
        catch
        {
            handle?.Dispose();
            target?.Dispose();
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
        _handle.Dispose();
        _target.ThrowIfFailed();
        if (_handle.ClosingError != 0)
            throw _file.Failed();
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _target.Dispose();
        _file.Dispose();
    }

    private void Encode(ReadOnlySpan<int> words)
    {
        var frames = words.Length / _spec.Channels;
        var written = _spec.Format == SampleFormat.F32
            ? SndFileLibrary.WriteFloats(_handle, InterleavedBlocks.AsFloats(words), frames)
            : SndFileLibrary.WriteWords(_handle, words, frames);
        _target.ThrowIfFailed();
        if (written != frames)
            throw _file.Failed();
        Frames += frames;
    }

    // The library's own tag lacks half of the fields; it begins its MP3 behind ours.
    private static int WriteId3(PartFile file, AudioFileSpec spec)
    {
        var tag = Id3Tag.Build(spec.Tags, spec.Loudness);
        file.WriteAt(0, tag);
        return tag.Length;
    }

    private static void Prepare(SndFileHandle handle, AudioFileSpec spec)
    {
        if (spec.Kind == AudioFileKind.Mp3)
        {
            var mode = SndFileLibrary.BitrateVariable;
            _ = SndFileLibrary.Command(handle, SndFileLibrary.SetBitrateMode, ref mode, sizeof(int));
        }
        var level = spec.Kind switch
        {
            AudioFileKind.Mp3 => Mp3Level,
            AudioFileKind.Opus => OpusLevel,
            _ => FlacLevel,
        };
        _ = SndFileLibrary.Command(handle, SndFileLibrary.SetCompressionLevel, ref level, sizeof(double));
        if (spec.Kind == AudioFileKind.Mp3)
            return;
        SetText(SndFileLibrary.Text.Title, spec.Tags.Title);
        SetText(SndFileLibrary.Text.Artist, spec.Tags.Artist);
        SetText(SndFileLibrary.Text.Album, spec.Tags.Album);
        SetText(SndFileLibrary.Text.Date, spec.Tags.Date);
        SetText(SndFileLibrary.Text.TrackNumber, spec.Tags.TrackNumber);
        SetText(SndFileLibrary.Text.Genre, spec.Tags.Genre);
        SetText(SndFileLibrary.Text.Comment, spec.Tags.Comment);
        SetText(SndFileLibrary.Text.Software, spec.Tags.Software);

        void SetText(SndFileLibrary.Text kind, string? text)
        {
            if (!string.IsNullOrEmpty(text))
                _ = SndFileLibrary.SetText(handle, kind, text);
        }
    }

    private static int LibraryFormat(AudioFileSpec spec) => spec.Kind switch
    {
        AudioFileKind.Mp3 => SndFileLibrary.TypeMpeg | SndFileLibrary.MpegLayer3,
        AudioFileKind.Opus => SndFileLibrary.TypeOgg | SndFileLibrary.Opus,
        _ => SndFileLibrary.TypeFlac | (spec.Format == SampleFormat.S16 ? SndFileLibrary.Pcm16 : SndFileLibrary.Pcm24),
    };

    private static void RequirePossible(AudioFileSpec spec)
    {
        var trouble = spec switch
        {
            { Kind: AudioFileKind.Flac, Format: not (SampleFormat.S16 or SampleFormat.S24) } => "FLAC keeps 16 or 24 bits",
            { Kind: AudioFileKind.Flac, Channels: < 1 or > 8 } => "FLAC keeps up to 8 channels",
            { Kind: AudioFileKind.Mp3 or AudioFileKind.Opus, Format: not SampleFormat.F32 } => "MP3 and Opus are encoded from floats",
            { Kind: AudioFileKind.Mp3 or AudioFileKind.Opus, Channels: < 1 or > 2 } => "MP3 and Opus keep one or two channels",
            { Kind: AudioFileKind.Mp3, RateHz: not (32000 or 44100 or 48000) } => "MP3 is made at 32, 44.1 or 48 kHz",
            { Kind: AudioFileKind.Opus, RateHz: not 48000 } => "Opus is made at 48 kHz",
            _ => null,
        };
        if (trouble is not null)
            throw new RecorderException(FaultKind.WrongWords, $"{trouble}; choose another format or convert first.");
    }
}
