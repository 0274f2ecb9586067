using System.Runtime.InteropServices;
using Recorder.Core.Units;
using Recorder.Media.Samples;

namespace Recorder.Media.Writing;

/// <summary>Planes of floats or words, cut into interleaved blocks of words of one format.</summary>
internal sealed class InterleavedBlocks(SampleFormat format, int channels)
{
    internal const int BlockFrames = 4096;

    private readonly int[] _planar = new int[BlockFrames * channels];
    private readonly int[] _interleaved = new int[BlockFrames * channels];

    /// <summary>Receives at most <see cref="BlockFrames"/> interleaved frames at a time.</summary>
    internal delegate void Sink(ReadOnlySpan<int> interleavedWords);

    internal void FromFloats(ReadOnlySpan<float> planar, int strideFrames, int frames, Sink sink)
    {
        for (var done = 0; done < frames; done += BlockFrames)
        {
            var count = Math.Min(BlockFrames, frames - done);
            for (var channel = 0; channel < channels; channel++)
            {
                SampleConversion.FloatsToWords(
                    format, planar.Slice((channel * strideFrames) + done, count), _planar.AsSpan(channel * BlockFrames, count));
            }
            Give(_planar, BlockFrames, count, sink);
        }
    }

    internal void FromWords(ReadOnlySpan<int> planarWords, int strideFrames, int frames, Sink sink)
    {
        for (var done = 0; done < frames; done += BlockFrames)
            Give(planarWords[done..], strideFrames, Math.Min(BlockFrames, frames - done), sink);
    }

    /// <summary>Words that are the bits of floats, as floats.</summary>
    internal static ReadOnlySpan<float> AsFloats(ReadOnlySpan<int> words) => MemoryMarshal.Cast<int, float>(words);

    private void Give(ReadOnlySpan<int> planar, int strideFrames, int count, Sink sink)
    {
        Interleaving.Join(planar, strideFrames, channels, count, _interleaved);
        sink(_interleaved.AsSpan(0, count * channels));
    }
}
