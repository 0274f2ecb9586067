namespace Recorder.Dsp.Mastering;

/// <summary>
/// Another source that is kept in memory once it has been read to its end, if it is not too long: what it took to make it
/// then is paid once. A longer one is read anew each time.
/// </summary>
internal sealed class RememberedSource(IFrameSource inner, int largestFrames) : IFrameSource
{
    private const int ChunkFrames = 1 << 16;

    private readonly List<float[]> chunks = [];
    private long stored, position;
    private bool complete;

    /// <inheritdoc/>
    public int Channels => inner.Channels;

    /// <inheritdoc/>
    public int RateHz => inner.RateHz;

    /// <inheritdoc/>
    public int Read(Span<float> left, Span<float> right)
    {
        if (complete)
            return Recall(left, right);
        var count = inner.Read(left, right);
        if (count == 0)
            complete = stored == position;
        else if (stored == position && stored + count <= largestFrames)
            Store(left[..count], right);
        else
            chunks.Clear();
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        position = 0;
        if (complete)
            return;
        stored = 0;
        chunks.Clear();
        inner.Rewind();
    }

    private void Store(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        for (var done = 0; done < left.Length;)
        {
            var at = (int)(stored % ChunkFrames);
            if (at == 0)
                chunks.Add(new float[ChunkFrames * Channels]);
            var count = Math.Min(left.Length - done, ChunkFrames - at);
            left.Slice(done, count).CopyTo(chunks[^1].AsSpan(at));
            if (Channels == 2)
                right.Slice(done, count).CopyTo(chunks[^1].AsSpan(ChunkFrames + at));
            done += count;
            stored += count;
        }
    }

    private int Recall(Span<float> left, Span<float> right)
    {
        var at = (int)(position % ChunkFrames);
        var count = (int)Math.Min(Math.Min(left.Length, ChunkFrames - at), stored - position);
        if (count == 0)
            return 0;
        var chunk = chunks[(int)(position / ChunkFrames)];
        chunk.AsSpan(at, count).CopyTo(left);
        if (Channels == 2)
            chunk.AsSpan(ChunkFrames + at, count).CopyTo(right);
        position += count;
        return count;
    }
}
