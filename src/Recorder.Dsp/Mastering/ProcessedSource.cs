namespace Recorder.Dsp.Mastering;

/// <summary>Changes samples of one or two channels in place; both spans have one length.</summary>
internal delegate void FrameProcess(Span<float> left, Span<float> right);

/// <summary>
/// Another source with something done to it, its delay taken out: as many frames come out as went in, each in its place.
/// </summary>
internal sealed class ProcessedSource(IFrameSource inner, int latencyFrames, FrameProcess process, Action reset) : IFrameSource
{
    private int toDrop, toFlush;
    private bool isRewound;

    /// <inheritdoc/>
    public int Channels => inner.Channels;

    /// <inheritdoc/>
    public int RateHz => inner.RateHz;

    /// <inheritdoc/>
    public int Read(Span<float> left, Span<float> right)
    {
        if (!isRewound)
            Rewind();
        while (true)
        {
            var count = inner.Read(left, right);
            if (count == 0 && (count = Math.Min(left.Length, toFlush)) > 0)
            {
                toFlush -= count;
                left[..count].Clear();
                right[..Math.Min(count, right.Length)].Clear();
            }

            if (count == 0)
                return 0;
            var (changedLeft, changedRight) = (count, Math.Min(count, right.Length));
            process(left[..changedLeft], right[..changedRight]);
            var dropped = Math.Min(toDrop, count);
            toDrop -= dropped;
            if (dropped == count)
                continue;
            left[dropped..changedLeft].CopyTo(left);
            if (dropped < changedRight)
                right[dropped..changedRight].CopyTo(right);
            return count - dropped;
        }
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        (toDrop, toFlush) = (latencyFrames, latencyFrames);
        isRewound = true;
        reset();
        inner.Rewind();
    }
}
