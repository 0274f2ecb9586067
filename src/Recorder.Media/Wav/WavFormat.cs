using System.Buffers.Binary;
using Recorder.Core.Faults;
using Recorder.Core.Units;

namespace Recorder.Media.Wav;

/// <summary>How one sample lies in a WAV file.</summary>
public enum WavEncoding
{
    /// <summary>8-bit unsigned, 128 = silence.</summary>
    U8,
    S16,
    S24,
    S32,

    /// <summary>24 bits in the low three of four bytes.</summary>
    S24Low,
    F32,
    F64,

    /// <summary>A codec this reader does not know (A-law, ADPCM, ...).</summary>
    Other,
}

/// <summary>The <c>fmt </c> chunk.</summary>
/// <param name="Encoding">How a sample lies in the file.</param>
/// <param name="Channels">1..1024.</param>
/// <param name="RateHz">1..1,536,000.</param>
/// <param name="ValidBits">Bits of a sample that carry sound; at most those of the encoding.</param>
public sealed record WavFormat(WavEncoding Encoding, int Channels, int RateHz, int ValidBits)
{
    private const int MostChannels = 1024;
    internal const int HighestRateHz = 1_536_000;
    private const int Pcm = 1;
    private const int IeeeFloat = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Bytes of one sample in the file.</summary>
    public int BytesPerSample => Encoding switch
    {
        WavEncoding.U8 => 1,
        WavEncoding.S16 => 2,
        WavEncoding.S24 => 3,
        WavEncoding.F64 => 8,
        _ => 4,
    };

    /// <summary>Bytes of one frame in the file.</summary>
    public int BytesPerFrame => BytesPerSample * Channels;

    /// <summary>The smallest of our formats that keeps every sample; 64-bit floats are narrowed.</summary>
    public SampleFormat NativeFormat => Encoding switch
    {
        WavEncoding.F32 or WavEncoding.F64 => SampleFormat.F32,
        WavEncoding.U8 or WavEncoding.S16 => SampleFormat.S16,
        _ => ValidBits <= 24 ? SampleFormat.S24 : SampleFormat.S32,
    };

    /// <summary>Reads the chunk's payload; a malformed one is an <see cref="FaultKind.UnreadableInput"/>.</summary>
    internal static WavFormat Parse(ReadOnlySpan<byte> chunk, string fileName)
    {
        if (chunk.Length < 16)
            throw Malformed(fileName, "its format chunk is too short");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rateHz = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        var validBits = bits;
        if (tag == Extensible && chunk.Length >= 40)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
            validBits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[18..]) is > 0 and var declared && declared <= bits ? declared : bits;
        }
        if (channels is < 1 or > MostChannels)
            throw Malformed(fileName, $"it declares {channels} channels");
        if (rateHz is < 1 or > HighestRateHz)
            throw Malformed(fileName, $"it declares a rate of {rateHz} Hz");
        if (tag is not (Pcm or IeeeFloat))
            return new WavFormat(WavEncoding.Other, channels, (int)rateHz, validBits);
        if (bits is < 1 or > 64)
            throw Malformed(fileName, $"it declares {bits} bits a sample");

        var sampleBytes = frameBytes % channels == 0 && frameBytes > 0 ? frameBytes / channels : (bits + 7) / 8;
        return EncodingOf(tag, sampleBytes, bits) is { } encoding
            ? new WavFormat(encoding, channels, (int)rateHz, validBits)
            : throw Malformed(fileName, $"it declares {bits} bits in {sampleBytes} bytes a sample");
    }

    internal static RecorderException Malformed(string fileName, string what) =>
        new(FaultKind.UnreadableInput, $"{fileName} is not a WAV file that can be read: {what}; it is left as it is.");

    private static WavEncoding? EncodingOf(int tag, int sampleBytes, int bits) => (tag, sampleBytes) switch
    {
        (IeeeFloat, 4) when bits == 32 => WavEncoding.F32,
        (IeeeFloat, 8) when bits == 64 => WavEncoding.F64,
        (Pcm, 1) when bits <= 8 => WavEncoding.U8,
        (Pcm, 2) when bits is > 8 and <= 16 => WavEncoding.S16,
        (Pcm, 3) when bits is > 8 and <= 24 => WavEncoding.S24,
        (Pcm, 4) when bits is > 8 and <= 32 => WavEncoding.S32,
        _ => null,
    };
}
