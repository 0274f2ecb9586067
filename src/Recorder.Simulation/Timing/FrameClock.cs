namespace Recorder.Simulation.Timing;

/// <summary>
/// Frames by the monotonic clock. Every frame's time is counted from the start, so that waking late never adds up.
/// </summary>
internal sealed class FrameClock(int rateHz, TimeProvider time) : IFrameClock
{
    // The clock given may run at another pace than the machine's; look at it again this often at least.
    private const int LongestWaitMs = 20;

    private readonly ManualResetEvent stopped = new(false);
    private long startedAt;

    /// <inheritdoc/>
    public void Start()
    {
        stopped.Reset();
        startedAt = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public bool WaitUntil(long frame)
    {
        var dueTicks = (long)((Int128)frame * TimeSpan.TicksPerSecond / rateHz);
        while (true)
        {
            var missingTicks = dueTicks - time.GetElapsedTime(startedAt).Ticks;
            var waitMs = (missingTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
            if (stopped.WaitOne((int)Math.Clamp(waitMs, 0, LongestWaitMs)))
                return false;
            if (missingTicks <= 0)
                return true;
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (!stopped.SafeWaitHandle.IsClosed)
            stopped.Set();
    }

    /// <inheritdoc/>
    public void Dispose() => stopped.Dispose();
}
