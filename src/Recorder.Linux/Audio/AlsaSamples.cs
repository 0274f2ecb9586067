using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>How an ALSA format's samples lie in memory, and how they become words.</summary>
/// <param name="AlsaFormat">ALSA's number for it.</param>
/// <param name="Bytes">Bytes of one sample.</param>
/// <param name="Format">The format its samples really have.</param>
internal sealed record AlsaSamples(int AlsaFormat, int Bytes, SampleFormat Format)
{
    /// <summary>Those we read, the best first.</summary>
    public static IReadOnlyList<AlsaSamples> Known { get; } =
    [
        new(AlsaLibrary.FormatS32, 4, SampleFormat.S32),
        new(AlsaLibrary.FormatS24InThreeBytes, 3, SampleFormat.S24),
        new(AlsaLibrary.FormatS24InFourBytes, 4, SampleFormat.S24),
        new(AlsaLibrary.FormatFloat, 4, SampleFormat.F32),
        new(AlsaLibrary.FormatS16, 2, SampleFormat.S16),
    ];

    /// <summary>Interleaved frames to one channel after the other.</summary>
    public void Split(ReadOnlySpan<byte> frames, PlanarWords destination)
    {
        for (var c = 0; c < destination.Channels; c++)
            Gather(frames[(c * Bytes)..], Bytes * destination.Channels, destination.Channel(c));
    }

    /// <summary>The samples of one channel, some bytes apart, to words.</summary>
    public void Gather(ReadOnlySpan<byte> samples, int stepBytes, Span<int> words)
    {
        switch (AlsaFormat)
        {
            case AlsaLibrary.FormatS16:
                for (var i = 0; i < words.Length; i++)
                    words[i] = BinaryPrimitives.ReadInt16LittleEndian(samples[(i * stepBytes)..]) << 16;
                break;
            case AlsaLibrary.FormatS24InThreeBytes:
                for (var i = 0; i < words.Length; i++)
                    words[i] = (samples[i * stepBytes] << 8) | (samples[i * stepBytes + 1] << 16) | (samples[i * stepBytes + 2] << 24);
                break;
            case AlsaLibrary.FormatS24InFourBytes:
                for (var i = 0; i < words.Length; i++)
                    words[i] = MemoryMarshal.Read<int>(samples[(i * stepBytes)..]) << 8;
                break;
            default:
                for (var i = 0; i < words.Length; i++)
                    words[i] = MemoryMarshal.Read<int>(samples[(i * stepBytes)..]);
                break;
        }
    }

    /// <summary>Two channels, and those of further pairs, to interleaved frames, held at full scale; channels that are left are silent.</summary>
    /// <param name="left">One period.</param>
    /// <param name="right">One period.</param>
    /// <param name="cues">The same period of the third channel, the fourth ...; what there are no channels for is left out.</param>
    /// <param name="frames">Where it goes.</param>
    /// <param name="channels">Channels of a frame.</param>
    /// <param name="fadeFrom">From this frame on it rises from silence, until the end of the period; null plays it as it is.</param>
    public void Join(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues, Span<byte> frames, int channels, int? fadeFrom = null)
    {
        frames.Clear();
        Lay(left, 0, frames, channels, fadeFrom);
        if (channels > 1)
            Lay(right, 1, frames, channels, fadeFrom);
        // Half a pair is none: nobody hears one side of a mix alone.
        for (var side = 0; side < cues.Sides && (side | 1) + 2 < channels; side++)
            Lay(cues.Side(side), side + 2, frames, channels, fadeFrom);
    }

    private void Lay(ReadOnlySpan<float> samples, int channel, Span<byte> frames, int channels, int? fadeFrom)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var gain = fadeFrom is { } first ? (float)(i - first) / (samples.Length - first) : 1;
            Write(samples[i] * gain, frames[((i * channels + channel) * Bytes)..]);
        }
    }

    private void Write(float sample, Span<byte> target)
    {
        if (AlsaFormat == AlsaLibrary.FormatFloat)
        {
            BinaryPrimitives.WriteSingleLittleEndian(target, sample);
            return;
        }
        // The conversion itself holds what is beyond full scale, and makes 0 of what is no number.
        var word = (int)(sample * 2147483648.0);
        switch (AlsaFormat)
        {
            case AlsaLibrary.FormatS16:
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)(word >> 16));
                break;
            case AlsaLibrary.FormatS24InThreeBytes:
                (target[0], target[1], target[2]) = ((byte)(word >> 8), (byte)(word >> 16), (byte)(word >> 24));
                break;
            case AlsaLibrary.FormatS24InFourBytes:
                BinaryPrimitives.WriteInt32LittleEndian(target, word >> 8);
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(target, word);
                break;
        }
    }
}
