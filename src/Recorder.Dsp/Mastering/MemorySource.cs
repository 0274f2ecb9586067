namespace Recorder.Dsp.Mastering;

/// <summary>A programme that lies in memory, one array per channel, all of one length.</summary>
public sealed class MemorySource(int rateHz, params float[][] channels) : IFrameSource
{
    private int position;

    /// <inheritdoc/>
    public int Channels => channels.Length;

    /// <inheritdoc/>
    public int RateHz => rateHz;

    /// <inheritdoc/>
    public int Read(Span<float> left, Span<float> right)
    {
        var count = Math.Min(left.Length, channels[0].Length - position);
        channels[0].AsSpan(position, count).CopyTo(left);
        if (Channels == 2)
            channels[1].AsSpan(position, count).CopyTo(right);
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public void Rewind() => position = 0;
}
