namespace Recorder.Engine.Realtime;

/// <summary>Whether an interface runs at the rate it was opened with: somebody may have turned a switch on it, or its clock comes from elsewhere.</summary>
/// <param name="rateHz">The rate it should have.</param>
internal struct RateWatch(int rateHz)
{
    // Readings are late by far less, and the next usual rate is 8 % away.
    private const double SpanSeconds = 4;
    private const double MostApart = 0.04;
    private const double SameApart = 0.01;
    private static readonly int[] UsualHz = [32000, 44100, 48000, 64000, 88200, 96000, 176400, 192000];

    private double fromSeconds = double.NaN;
    private long fromFrame;
    private double measuredBeforeHz = double.NaN;

    /// <summary>The rate it runs at, the nearest usual one; 0 while it is the one it should have.</summary>
    public int RunsAtHz { get; private set; }

    /// <summary>Whether any stretch has been measured.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Frame at which the stretch that was measured last begins.</summary>
    public long MeasuredFrom { get; private set; }

    /// <summary>The readings were broken off.</summary>
    public void BreakOff() => fromSeconds = double.NaN;

    /// <summary>A reading: by then so many frames had come.</summary>
    public void Add(double seconds, long frame)
    {
        if (!double.IsNaN(fromSeconds) && seconds - fromSeconds < SpanSeconds)
            return;
        if (!double.IsNaN(fromSeconds))
            (RunsAtHz, IsKnown, MeasuredFrom) = (Judge((frame - fromFrame) / (seconds - fromSeconds)), true, fromFrame);
        (fromSeconds, fromFrame) = (seconds, frame);
    }

    // A stretch in whose middle it changed shows something in between: what is no usual rate must be measured twice.
    private int Judge(double measuredHz)
    {
        var isAgain = Math.Abs(measuredHz / measuredBeforeHz - 1) < SameApart;
        measuredBeforeHz = measuredHz;
        if (Math.Abs(measuredHz / rateHz - 1) < MostApart)
            return 0;
        var nearest = UsualHz[0];
        foreach (var usual in UsualHz)
        {
            if (Math.Abs(usual - measuredHz) < Math.Abs(nearest - measuredHz))
                nearest = usual;
        }
        return Math.Abs(measuredHz / nearest - 1) < SameApart ? nearest : isAgain ? (int)Math.Round(measuredHz) : RunsAtHz;
    }
}
