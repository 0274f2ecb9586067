namespace Recorder.Simulation.Band.Sound;

/// <summary>A signal that remembers its past, in one straight piece of memory so that any delayed stretch is a span.</summary>
internal sealed class DelayTape
{
    private readonly float[] data;
    private readonly int historyFrames;
    private int head;

    /// <summary>An empty tape.</summary>
    /// <param name="historyFrames">The longest delay that can be asked for.</param>
    /// <param name="blockFrames">The longest stretch written at once.</param>
    public DelayTape(int historyFrames, int blockFrames)
    {
        // Moving the history back to the start once in many blocks costs less than wrapping on every access.
        data = new float[historyFrames + 16 * blockFrames];
        head = this.historyFrames = historyFrames;
    }

    /// <summary>Room for the next frames; what is in it is left over and must be overwritten.</summary>
    public Span<float> Advance(int frames)
    {
        if (head + frames > data.Length)
        {
            data.AsSpan(head - historyFrames, historyFrames).CopyTo(data);
            head = historyFrames;
        }
        head += frames;
        return data.AsSpan(head - frames, frames);
    }

    /// <summary>The latest frames as they were a delay ago.</summary>
    public ReadOnlySpan<float> Delayed(int delayFrames, int frames) => data.AsSpan(head - frames - delayFrames, frames);

    /// <summary>The last frames written, to be changed in place.</summary>
    public Span<float> Latest(int frames) => data.AsSpan(head - frames, frames);
}
