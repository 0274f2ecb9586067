using Recorder.Core.Units;
using Recorder.Dsp.Dither;
using Recorder.Media.Audio;

namespace Recorder.Studio.Rendering;

/// <summary>A new file that takes float samples: integers get their dither here, once and last, floats none.</summary>
public sealed class DitheredFile : IDisposable
{
    private const int BlockFrames = 4096;

    // The same render gives the same file, bit for bit.
    private const ulong Seed = 0x5EED_0F_D17E;

    private readonly IAudioWriter writer;
    private readonly TpdfDither[] dithers;
    private readonly int unusedBits;
    private readonly int[] words;
    private readonly float[] floats;

    /// <summary>Begins a file under a temporary name.</summary>
    /// <param name="path">The name it gets when complete.</param>
    /// <param name="spec">Kind, format, channels (1 or 2), rate and tags.</param>
    /// <param name="shapesNoise">Whether 16-bit dither is shaped towards where the ear hears least.</param>
    public DitheredFile(string path, AudioFileSpec spec, bool shapesNoise = false)
    {
        writer = AudioFile.Create(path, spec);
        var bits = spec.Format switch { SampleFormat.S16 => 16, SampleFormat.S24 => 24, _ => 0 };
        unusedBits = 32 - bits;
        dithers = bits == 0 ? [] : [.. Enumerable.Range(0, spec.Channels).Select(channel => new TpdfDither(bits, Seed + (ulong)channel, shapesNoise && bits == 16))];
        Channels = spec.Channels;
        words = new int[bits == 0 ? 0 : BlockFrames * Channels];
        floats = new float[bits == 0 ? BlockFrames * Channels : 0];
    }

    /// <summary>1 or 2.</summary>
    public int Channels { get; }

    /// <summary>Adds frames; a file of one channel takes the left.</summary>
    public void Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        for (var start = 0; start < left.Length; start += BlockFrames)
        {
            var count = Math.Min(BlockFrames, left.Length - start);
            for (var channel = 0; channel < Channels; channel++)
                Place((channel == 0 ? left : right).Slice(start, count), channel);
            if (dithers.Length > 0)
                writer.WriteWords(words, BlockFrames, count);
            else
                writer.Write(floats, BlockFrames, count);
        }
    }

    /// <summary>Makes it durable and gives it its name.</summary>
    public void Complete(LoudnessFigures? loudness = null) => writer.Complete(loudness);

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Place(ReadOnlySpan<float> samples, int channel)
    {
        if (dithers.Length == 0)
        {
            samples.CopyTo(floats.AsSpan(channel * BlockFrames));
            return;
        }
        var place = words.AsSpan(channel * BlockFrames, samples.Length);
        dithers[channel].Quantize(samples, place);
        foreach (ref var word in place)
            word <<= unusedBits;
    }
}
