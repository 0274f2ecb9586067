using Recorder.Media.Native;

namespace Recorder.Media.Writing;

/// <summary>Where libsndfile's encoders write: a part file from some byte on.</summary>
internal sealed class SndFileSink(PartFile file, long startByte) : SndFileBytes
{
    private long lengthBytes;

    protected override long LengthBytes => lengthBytes;

    // Encoders only write.
    protected override int ReadAt(long place, Span<byte> target) => 0;

    protected override void WriteAt(long place, ReadOnlySpan<byte> source)
    {
        file.WriteAt(startByte + place, source);
        lengthBytes = Math.Max(lengthBytes, place + source.Length);
    }
}
