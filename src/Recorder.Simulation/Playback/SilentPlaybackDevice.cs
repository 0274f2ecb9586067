using Recorder.Core.Ports;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Playback;

/// <summary>An output nobody hears: it takes periods at the pace of a real clock.</summary>
public sealed class SilentPlaybackDevice : IPlaybackDevice
{
    private const int BufferedPeriods = 3;

    private readonly IFrameClock clock;
    private long playedFrames;

    /// <summary>An output with a clock.</summary>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="periodFrames">Frames of one write.</param>
    /// <param name="time">Where its clock takes the time from.</param>
    /// <param name="pairs">Stereo pairs it has.</param>
    public SilentPlaybackDevice(int rateHz, int periodFrames, TimeProvider time, int pairs = 1) : this(rateHz, periodFrames, new FrameClock(rateHz, time)) =>
        Pairs = pairs;

    internal SilentPlaybackDevice(int rateHz, int periodFrames, IFrameClock clock) =>
        (RateHz, PeriodFrames, this.clock) = (rateHz, periodFrames, clock);

    /// <inheritdoc/>
    public string Name => "Silent output";

    /// <inheritdoc/>
    public int RateHz { get; }

    /// <inheritdoc/>
    public int PeriodFrames { get; }

    /// <inheritdoc/>
    public int Pairs { get; } = 1;

    /// <summary>Frames taken so far.</summary>
    public long PlayedFrames => Volatile.Read(ref playedFrames);

    /// <inheritdoc/>
    public void Start()
    {
        Volatile.Write(ref playedFrames, 0);
        clock.Start();
    }

    /// <inheritdoc/>
    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        // Room for a period is there when all but the last ones in the buffer have been played.
        if (!clock.WaitUntil(playedFrames + left.Length - (long)BufferedPeriods * PeriodFrames))
            return false;
        Volatile.Write(ref playedFrames, playedFrames + left.Length);
        return true;
    }

    /// <inheritdoc/>
    public void Stop() => clock.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        clock.Dispose();
    }
}
