using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;

namespace Recorder.Media.Wav;

/// <summary>
/// Reads RIFF, RF64 and BW64 WAVE files with integer or float samples. Nothing a header says is believed beyond the file's
/// real length; what cannot be read is a <see cref="RecorderException"/> of kind <see cref="FaultKind.UnreadableInput"/>.
/// </summary>
public sealed class WavReader : IAudioReader
{
    private const int BlockBytes = 1 << 16;

    private readonly ByteSource _source;
    private readonly long _dataOffset;
    private readonly byte[] _packed;
    private readonly int[] _words;
    private readonly int _blockFrames;

    private WavReader(ByteSource source, string name, RiffMap map, WavFormat format, RiffChunk data)
    {
        _source = source;
        _dataOffset = data.Offset;
        Name = name;
        Format = format;
        Frames = data.LengthBytes / format.BytesPerFrame;
        IsTruncated = map.IsTruncated;
        Metadata = WavMetadata.Read(source, map);
        _blockFrames = Math.Max(1, BlockBytes / format.BytesPerFrame);
        _packed = new byte[_blockFrames * format.BytesPerFrame];
        _words = new int[_blockFrames * format.Channels];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The format chunk as understood.</summary>
    public WavFormat Format { get; }

    /// <inheritdoc/>
    public int Channels => Format.Channels;

    /// <inheritdoc/>
    public int RateHz => Format.RateHz;

    /// <inheritdoc/>
    public SampleFormat NativeFormat => Format.NativeFormat;

    /// <inheritdoc/>
    public long Frames { get; }

    /// <inheritdoc/>
    public bool IsTruncated { get; }

    /// <inheritdoc/>
    public AudioMetadata Metadata { get; }

    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <summary>The first byte of the samples in the file.</summary>
    public long DataOffsetBytes => _dataOffset;

    /// <summary>Opens a file by its path.</summary>
    public static WavReader Open(string path) => Require(new ByteSource.OfFile(FileAccessErrors.OpenForReading(path), Path.GetFileName(path)),
        Path.GetFileName(path));

    /// <summary>Opens seekable bytes; the reader owns the stream.</summary>
    public static WavReader Open(Stream stream, string name) => Require(new ByteSource.OfStream(stream), name);

    /// <summary>Opens a file of a recording store; the reader owns it. Its length is taken once, now.</summary>
    public static WavReader Open(IRecordingFile file, string name) => Require(new ByteSource.OfRecording(file), name);

    /// <summary>Null when the file is a WAV whose codec this reader does not know; throws when it is none or malformed.</summary>
    internal static WavReader? TryOpen(ByteSource source, string name)
    {
        Span<byte> head = stackalloc byte[12];
        if (source.LengthBytes == 0)
            throw new RecorderException(FaultKind.UnreadableInput, $"{name} is empty, there is nothing in it to read.");
        if (source.Read(0, head) < 12 || !RiffMap.IsWave(head))
            throw WavFormat.Malformed(name, "it does not begin like one");
        var map = RiffMap.Scan(source);
        if (map.Find(FourCc.Fmt) is not { } formatChunk)
            throw WavFormat.Malformed(name, "it has no format chunk");
        var format = WavFormat.Parse(WavMetadata.Load(source, formatChunk), name);
        if (map.Find(FourCc.Data) is not { } data)
            throw WavFormat.Malformed(name, "it has no samples");
        if (format.Encoding == WavEncoding.Other)
            return null;
        if (format is { Encoding: WavEncoding.S32, ValidBits: <= 24 })
            format = JustificationOf(source, data, format);
        return new WavReader(source, name, map, format, data);
    }

    /// <inheritdoc/>
    public void Seek(long frame) => Position = Math.Clamp(frame, 0, Frames);

    /// <summary>Reads up to <paramref name="frames"/> frames as they lie in the file, interleaved.</summary>
    /// <returns>Frames read; 0 at the end.</returns>
    public int ReadPacked(Span<byte> packed, int frames)
    {
        var wanted = (int)Math.Min(frames, Frames - Position);
        var bytes = packed[..(wanted * Format.BytesPerFrame)];
        var got = _source.Read(_dataOffset + (Position * Format.BytesPerFrame), bytes) / Format.BytesPerFrame;
        Position += got;
        return got;
    }

    /// <inheritdoc/>
    public int ReadWords(Span<int> planarWords, int strideFrames, int frames)
    {
        var done = 0;
        while (done < frames)
        {
            var got = ReadPacked(_packed, Math.Min(_blockFrames, frames - done));
            if (got == 0)
                break;
            var packed = _packed.AsSpan(0, got * Format.BytesPerFrame);
            if (Channels == 1)
            {
                WavSamples.Unpack(Format.Encoding, packed, planarWords.Slice(done, got));
            }
            else
            {
                WavSamples.Unpack(Format.Encoding, packed, _words);
                Interleaving.Split(_words, Channels, got, planarWords[done..], strideFrames);
            }
            done += got;
        }
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
    public void Dispose() => _source.Dispose();

    private static WavReader Require(ByteSource source, string name)
    {
        try
        {
            return TryOpen(source, name)
                ?? throw WavFormat.Malformed(name, "its samples are in a codec, not plain integers or floats");
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    // 24 valid bits in four bytes are left-justified by the specification and right-justified in older files. The first
    // samples tell: right-justified ones have a sign byte on top and bits at the bottom.
    private static WavFormat JustificationOf(ByteSource source, RiffChunk data, WavFormat format)
    {
        var bytes = new byte[(int)Math.Min(data.LengthBytes, BlockBytes) & ~3];
        var hasLowBits = false;
        var hasHighBits = false;
        foreach (var word in MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, source.Read(data.Offset, bytes) & ~3)))
        {
            hasLowBits |= (byte)word != 0;
            hasHighBits |= (byte)(word >> 24) is not (0 or 255);
        }
        return (hasLowBits, hasHighBits) switch
        {
            (true, false) => format with { Encoding = WavEncoding.S24Low },
            (true, true) => format with { ValidBits = 32 },
            _ => format,
        };
    }
}

/// <summary>Samples as WAV files keep them, to words.</summary>
internal static class WavSamples
{
    internal static void Unpack(WavEncoding encoding, ReadOnlySpan<byte> packed, Span<int> words)
    {
        switch (encoding)
        {
            case WavEncoding.U8:
                for (var i = 0; i < packed.Length; i++)
                    words[i] = (packed[i] - 128) << 24;
                break;
            case WavEncoding.S24Low:
                for (var i = 0; i < packed.Length / 4; i++)
                    words[i] = BinaryPrimitives.ReadInt32LittleEndian(packed[(i * 4)..]) << 8;
                break;
            case WavEncoding.F64:
                for (var i = 0; i < packed.Length / 8; i++)
                    words[i] = BitConverter.SingleToInt32Bits((float)BinaryPrimitives.ReadDoubleLittleEndian(packed[(i * 8)..]));
                break;
            case WavEncoding.S16:
                SampleConversion.UnpackWords(SampleFormat.S16, packed, words);
                break;
            case WavEncoding.S24:
                SampleConversion.UnpackWords(SampleFormat.S24, packed, words);
                break;
            default:
                SampleConversion.UnpackWords(SampleFormat.S32, packed, words);
                break;
        }
    }
}
