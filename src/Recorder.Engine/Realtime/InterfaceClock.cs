namespace Recorder.Engine.Realtime;

/// <summary>
/// The interface's clock beside the machine's monotonic one, out of the driver's readings: tells how fast it runs, and which
/// frame it must be at while it cannot be asked. The capture thread writes; drifts are read from any thread.
/// </summary>
/// <param name="rateHz">The interface's nominal rate.</param>
/// <param name="ticksPerSecond">What the machine's monotonic clock counts.</param>
internal sealed class InterfaceClock(int rateHz, long ticksPerSecond)
{
    private const double LeastSeconds = 10;
    private const int NotSeen = -1;

    private readonly ClockFit recent = new(keepsAll: false);
    private readonly ClockFit take = new(keepsAll: true);
    private RateWatch rate = new(rateHz);
    private int runsAtHz = NotSeen;
    private long firstTicks;
    private long takeBeganTicks;
    private long lastTicks;
    private double driftPpm = double.NaN;
    private double takeDriftPpm = double.NaN;
    private int isTakeAsked;

    /// <summary>How much faster than nominal the interface runs now, in parts per million; NaN before that is known.</summary>
    public double DriftPpm => Volatile.Read(ref driftPpm);

    /// <summary>The same over the running or the last take.</summary>
    public double TakeDriftPpm => Volatile.Read(ref takeDriftPpm);

    /// <summary>The rate it really runs at when that is another than it was opened with; 0 otherwise.</summary>
    public int RunsAtHz => Math.Max(0, Volatile.Read(ref runsAtHz));

    /// <summary>The rates it was seen to run at, their frames counted on from <see cref="FirstFrame"/>.</summary>
    public RateLog Rates { get; } = new();

    /// <summary>Frames there were before the first that is read here: another process has had them.</summary>
    public long FirstFrame { get; init; }

    /// <summary>Whether there was any reading.</summary>
    public bool HasReadings => recent.HasReadings;

    /// <summary>Any thread: a take begins.</summary>
    public void BeginTake()
    {
        Volatile.Write(ref takeDriftPpm, double.NaN);
        Volatile.Write(ref isTakeAsked, 1);
    }

    /// <summary>A reading of the driver: by then so many frames had come, or more.</summary>
    public void Add(long frame, long ticks)
    {
        if (!recent.HasReadings)
            firstTicks = ticks;
        if (Volatile.Read(ref isTakeAsked) != 0)
        {
            Volatile.Write(ref isTakeAsked, 0);
            take.Clear();
            takeBeganTicks = ticks;
        }
        if (recent.HasReadings && ticks <= lastTicks)
            return;
        lastTicks = ticks;
        var seconds = Seconds(ticks);
        var aheadSeconds = (double)frame / rateHz - seconds;
        recent.Add(seconds, aheadSeconds);
        take.Add(seconds, aheadSeconds);
        rate.Add(seconds, frame);
        if (rate.IsKnown && rate.RunsAtHz != runsAtHz)
        {
            Volatile.Write(ref runsAtHz, rate.RunsAtHz);
            Rates.Add(FirstFrame + rate.MeasuredFrom, rate.RunsAtHz > 0 ? rate.RunsAtHz : rateHz);
        }
        if (seconds >= LeastSeconds)
            Volatile.Write(ref driftPpm, recent.Slope * 1e6);
        if (seconds - Seconds(takeBeganTicks) >= LeastSeconds)
            Volatile.Write(ref takeDriftPpm, take.Slope * 1e6);
    }

    /// <summary>The interface cannot be asked any more and never could: from here on its nominal rate counts.</summary>
    public void AnchorIfUnread(long frame, long ticks)
    {
        if (!recent.HasReadings)
            Add(frame, ticks);
    }

    /// <summary>Frames were counted by <see cref="FrameAt"/> instead of by the driver: readings before and after do not fit to the frame.</summary>
    public void BreakOff()
    {
        recent.BreakOff();
        take.BreakOff();
        rate.BreakOff();
    }

    /// <summary>Frames that must have come by a time, as a reading that is as late as most would tell it.</summary>
    public long FrameAt(long ticks)
    {
        var seconds = Seconds(ticks);
        return (long)Math.Round((seconds + recent.At(seconds) - recent.TypicalLatenessSeconds) * rateHz);
    }

    private double Seconds(long ticks) => (double)(ticks - firstTicks) / ticksPerSecond;
}
