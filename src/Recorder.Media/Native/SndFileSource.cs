using Recorder.Media.Wav;

namespace Recorder.Media.Native;

/// <summary>What libsndfile's decoders read; the bytes stay their owner's and are not closed here.</summary>
internal sealed class SndFileSource(ByteSource bytes) : SndFileBytes
{
    protected override long LengthBytes => bytes.LengthBytes;

    protected override int ReadAt(long place, Span<byte> target) => bytes.Read(place, target);

    // Decoders only read.
    protected override void WriteAt(long place, ReadOnlySpan<byte> source)
    {
    }
}
