namespace Recorder.Linux.Audio;

/// <summary>
/// Finds the whole buffers a driver's position has missed. ALSA's core learns that position modulo the buffer: when neither an
/// interrupt nor a reader asked for longer than the buffer lasts, a turn of it is gone and the position looks as if nothing were.
/// </summary>
/// <remarks>Only what comes in between two looks counts: a stream that stands still while it is looked at has missed no turn.</remarks>
/// <param name="rateHz">Frames per second.</param>
/// <param name="bufferFrames">Frames of the driver's buffer.</param>
internal struct BufferTurns(int rateHz, int bufferFrames)
{
    private const double TicksPerSecond = 1_000_000_000;

    // A position may be this part of a buffer behind its time without a turn having been missed.
    private const double LargestLag = 0.25;

    // Of shorter buffers the steps in which a driver's position moves could look like a turn.
    private const double LeastBufferSeconds = 0.05;

    private readonly bool isTooShort = bufferFrames < LeastBufferSeconds * rateHz;
    private long lastPosition;
    private long lastTicks;
    private bool hasLooked;

    /// <summary>Frames of whole turns that were missed since the last look; 0 nearly always.</summary>
    /// <param name="position">Frames the driver says it has captured since the stream began, those found missing here included.</param>
    /// <param name="ticks">When that was so, in nanoseconds of the monotonic clock.</param>
    public long Look(long position, long ticks)
    {
        var missing = hasLooked && !isTooShort ? (ticks - lastTicks) * (rateHz / TicksPerSecond) - (position - lastPosition) : 0;
        var missed = (long)Math.Max(0, missing / bufferFrames + LargestLag) * bufferFrames;
        (lastPosition, lastTicks, hasLooked) = (position + missed, ticks, true);
        return missed;
    }

    /// <summary>Whether the last look is so long ago that a turn may have been missed since.</summary>
    public readonly bool IsDue(long ticks) => hasLooked && !isTooShort && (ticks - lastTicks) * (rateHz / TicksPerSecond) > bufferFrames / 2.0;

    /// <summary>The stream begins anew.</summary>
    public void Forget() => hasLooked = false;
}
