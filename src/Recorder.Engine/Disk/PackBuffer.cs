using System.Runtime.InteropServices;
using Recorder.Core.Units;
using Recorder.Media.Samples;

namespace Recorder.Engine.Disk;

/// <summary>The one buffer in which the ring's words become a file's bytes; native, so that it never moves.</summary>
/// <param name="frames">Frames of one track that fit.</param>
/// <param name="wordFormat">The format of the words.</param>
internal sealed unsafe class PackBuffer(int frames, SampleFormat wordFormat) : IDisposable
{
    private const int BytesPerWord = sizeof(int);

    private readonly byte* bytes = (byte*)NativeMemory.AlignedAlloc((nuint)frames * BytesPerWord, 64);
    private readonly int* converted = (int*)NativeMemory.AlignedAlloc((nuint)frames * BytesPerWord, 64);

    /// <summary>Frames of one track that fit.</summary>
    public int Frames { get; } = frames;

    /// <summary>Samples as a file of this format keeps them; valid until the next call.</summary>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<int> words, SampleFormat format)
    {
        var packed = new Span<byte>(bytes, words.Length * format.BytesPerSample());
        if (wordFormat != format && (wordFormat == SampleFormat.F32 || format == SampleFormat.F32))
            words = Convert(words, format);
        SampleConversion.PackWords(format, words, packed);
        return packed;
    }

    /// <summary>Silence of so many frames of one track.</summary>
    public ReadOnlySpan<byte> Silence(int silentFrames, SampleFormat format)
    {
        var packed = new Span<byte>(bytes, silentFrames * format.BytesPerSample());
        packed.Clear();
        return packed;
    }

    /// <summary>Room for so many frames of one track, to be filled by the caller; valid until the next call.</summary>
    public Span<byte> Room(int frames, SampleFormat format) => new(bytes, frames * format.BytesPerSample());

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(bytes);
        NativeMemory.AlignedFree(converted);
    }

    private ReadOnlySpan<int> Convert(ReadOnlySpan<int> words, SampleFormat format)
    {
        var target = new Span<int>(converted, words.Length);
        if (format == SampleFormat.F32)
            SampleConversion.WordsToFloats(wordFormat, words, MemoryMarshal.Cast<int, float>(target));
        else
            SampleConversion.FloatsToWords(format, MemoryMarshal.Cast<int, float>(words), target);
        return target;
    }
}
