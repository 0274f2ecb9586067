using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;
using Recorder.Media.Wav;

namespace Recorder.Media.Native;

/// <summary>Reads what libsndfile knows: FLAC, Ogg Vorbis, Opus, MP3, AIFF, CAF, compressed WAV and more.</summary>
internal sealed class SndFileReader : IAudioReader
{
    private const int BlockFrames = 4096;
    private const int MostChannels = 256;

    private readonly ByteSource _bytes;
    private readonly Decoder _decoder;

    private SndFileReader(ByteSource bytes, Decoder decoder, string name, long frames, bool isTruncated)
    {
        (_bytes, _decoder, Name, Frames, IsTruncated) = (bytes, decoder, name, frames, isTruncated);
        Metadata = AudioMetadata.None with { Tags = TagsOf(decoder.Handle) };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Channels => _decoder.Info.Channels;

    /// <inheritdoc/>
    public int RateHz => _decoder.Info.RateHz;

    /// <inheritdoc/>
    public long Frames { get; }

    /// <inheritdoc/>
    public SampleFormat NativeFormat => _decoder.Format;

    /// <inheritdoc/>
    public bool IsTruncated { get; }

    /// <inheritdoc/>
    public AudioMetadata Metadata { get; }

    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <summary>
    /// The length a header tells is believed only when the last frame can be reached; otherwise the file is decoded once to
    /// count, which takes time for broken files only. The bytes are the reader's once it is returned.
    /// </summary>
    internal static SndFileReader Open(ByteSource bytes, string name)
    {
        SndFileLibrary.Require();
        var decoder = Decoder.Open(bytes, name);
        try
        {
            var declaredFrames = decoder.Info.Frames;
            if (decoder.ReachesLastFrame())
                return new SndFileReader(bytes, decoder, name, declaredFrames, isTruncated: false);
            // A decoder that has failed to seek stays in doubt, so each further pass has a fresh one.
            decoder.Dispose();
            decoder = Decoder.Open(bytes, name);
            var frames = decoder.Count();
            decoder.Dispose();
            decoder = Decoder.Open(bytes, name);
            return new SndFileReader(bytes, decoder, name, frames, isTruncated: declaredFrames > frames);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int ReadWords(Span<int> planarWords, int strideFrames, int frames)
    {
        var wanted = (int)Math.Min(frames, Frames - Position);
        var done = 0;
        while (done < wanted)
        {
            var got = _decoder.ReadBlock(Math.Min(BlockFrames, wanted - done));
            if (got == 0)
                break;
            Interleaving.Split(_decoder.Block, Channels, got, planarWords[done..], strideFrames);
            done += got;
        }
        Position += done;
        return done;
    }

    /// <inheritdoc/>
    public int Read(Span<float> planar, int strideFrames, int frames)
    {
        var words = MemoryMarshal.Cast<float, int>(planar);
        var got = ReadWords(words, strideFrames, frames);
        for (var channel = 0; channel < Channels; channel++)
        {
            var first = channel * strideFrames;
            SampleConversion.WordsToFloats(NativeFormat, words.Slice(first, got), planar.Slice(first, got));
        }
        return got;
    }

    /// <inheritdoc/>
    public void Seek(long frame)
    {
        var wanted = Math.Clamp(frame, 0, Frames);
        if (wanted == Position)
            return;
        if (!_decoder.Seek(wanted))
            throw Unreadable(Name, Reason(SndFileLibrary.ErrorText(_decoder.Handle)));
        Position = wanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _bytes.Dispose();
    }

    private static SampleFormat FormatOf(int subtype) => subtype switch
    {
        SndFileLibrary.PcmS8 or SndFileLibrary.PcmU8 or SndFileLibrary.Pcm16
            or SndFileLibrary.Ulaw or SndFileLibrary.Alaw => SampleFormat.S16,
        SndFileLibrary.Pcm24 => SampleFormat.S24,
        SndFileLibrary.Pcm32 => SampleFormat.S32,
        _ => SampleFormat.F32,
    };

    // Of codecs that keep every sample in a fixed number of bytes, so that the file's size bounds its frames. FLAC calls its
    // samples PCM too, but squeezes them.
    private static int PlainBytes(int format) => (format & SndFileLibrary.TypeMask) == SndFileLibrary.TypeFlac ? 0
        : (format & SndFileLibrary.SubtypeMask) switch
        {
            SndFileLibrary.PcmS8 or SndFileLibrary.PcmU8 or SndFileLibrary.Ulaw or SndFileLibrary.Alaw => 1,
            SndFileLibrary.Pcm16 => 2,
            SndFileLibrary.Pcm24 => 3,
            SndFileLibrary.Pcm32 or SndFileLibrary.Float => 4,
            SndFileLibrary.Double => 8,
            _ => 0,
        };

    // libsndfile 1.2 corrupts its heap on ALAC; it occurs in CAF only.
    private static bool IsAlacContainer(ByteSource bytes)
    {
        Span<byte> head = stackalloc byte[32];
        return bytes.Read(0, head) == 32 && head[..4].SequenceEqual("caff"u8) && head[28..].SequenceEqual("alac"u8);
    }

    private static string Reason(string libraryText) => libraryText.Length > 0 ? $"the decoder says \"{libraryText}\"" : "its kind is not known";

    private static RecorderException Unreadable(string name, string why) =>
        new(FaultKind.UnreadableInput, $"{name} cannot be read as audio: {why}; it is left as it is.");

    private static AudioTags TagsOf(SndFileHandle handle)
    {
        return new AudioTags
        {
            Title = Get(SndFileLibrary.Text.Title),
            Artist = Get(SndFileLibrary.Text.Artist),
            Album = Get(SndFileLibrary.Text.Album),
            Date = Get(SndFileLibrary.Text.Date),
            TrackNumber = Get(SndFileLibrary.Text.TrackNumber),
            Genre = Get(SndFileLibrary.Text.Genre),
            Comment = Get(SndFileLibrary.Text.Comment),
            Software = Get(SndFileLibrary.Text.Software),
        };

        string? Get(SndFileLibrary.Text kind) =>
            Marshal.PtrToStringUTF8(SndFileLibrary.GetText(handle, kind)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>One pass of the library over the file.</summary>
    private sealed class Decoder : IDisposable
    {
        private readonly SndFileSource _source;
        private readonly long _lengthBytes;

        private Decoder(SndFileSource source, long lengthBytes, SndFileHandle handle, SndFileLibrary.Info info)
        {
            (_source, _lengthBytes, Handle, Info) = (source, lengthBytes, handle, info);
            Format = FormatOf(info.Format & SndFileLibrary.SubtypeMask);
            Block = new int[BlockFrames * info.Channels];
        }

        internal SndFileHandle Handle { get; }

        internal SndFileLibrary.Info Info { get; }

        internal SampleFormat Format { get; }

        /// <summary>The last block read, interleaved words.</summary>
        internal int[] Block { get; }

        public void Dispose()
        {
            Handle.Dispose();
            _source.Dispose();
        }

        internal static Decoder Open(ByteSource bytes, string name)
        {
            if (IsAlacContainer(bytes))
                throw Unreadable(name, "Apple lossless is not read safely by the library at hand, convert it to FLAC");
            var source = new SndFileSource(bytes);
            SndFileHandle? handle = null;
            try
            {
                var info = default(SndFileLibrary.Info);
                handle = source.Open(SndFileLibrary.ModeRead, ref info);
                source.ThrowIfFailed();
                if (handle.IsInvalid)
                    throw Unreadable(name, Reason(SndFileLibrary.ErrorText(null)));
                if (info.Channels is < 1 or > MostChannels || info.RateHz is < 1 or > WavFormat.HighestRateHz)
                    throw Unreadable(name, $"it declares {info.Channels} channels at {info.RateHz} Hz");
                return new Decoder(source, bytes.LengthBytes, handle, info);
            }
            catch
            {
                handle?.Dispose();
                source.Dispose();
                throw;
            }
        }

        /// <summary>Whether all the declared frames are there; if so, the next frame is the first again.</summary>
        internal bool ReachesLastFrame()
        {
            var plainBytes = PlainBytes(Info.Format) * Info.Channels;
            var mostFrames = plainBytes > 0 ? _lengthBytes / plainBytes : long.MaxValue;
            return Info.Frames > 0 && Info.Frames <= mostFrames && Info.Seekable != 0
                && Seek(Info.Frames - 1) && ReadBlock(1) == 1 && Seek(0);
        }

        internal long Count()
        {
            var frames = 0L;
            for (int got; (got = ReadBlock(BlockFrames)) > 0;)
                frames += got;
            return frames;
        }

        internal bool Seek(long frame)
        {
            var reached = SndFileLibrary.Seek(Handle, frame, 0);
            _source.ThrowIfFailed();
            return reached == frame;
        }

        internal int ReadBlock(int frames)
        {
            var got = Format == SampleFormat.F32
                ? SndFileLibrary.ReadFloats(Handle, MemoryMarshal.Cast<int, float>(Block.AsSpan()), frames)
                : SndFileLibrary.ReadWords(Handle, Block, frames);
            _source.ThrowIfFailed();
            return (int)Math.Clamp(got, 0, frames);
        }
    }
}
