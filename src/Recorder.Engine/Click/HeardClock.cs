namespace Recorder.Engine.Click;

/// <summary>At which position of the interface a frame of the output is heard, whatever plays. Monitor thread.</summary>
/// <remarks>Each reading is as true as the drivers' clocks are fine, so many count together; a jump is another output, or a clock that was set.</remarks>
internal sealed class HeardClock
{
    private const int MostReadings = 256;

    // Ten milliseconds at 48 kHz; drivers look at their clocks every few.
    private const int LargestJitterFrames = 480;

    private double offset;
    private int readings;

    /// <summary>A frame of the output was heard when the interface was at a position.</summary>
    public void Compare(double position, long outputFrame)
    {
        var difference = position - outputFrame;
        readings = readings > 0 && Math.Abs(difference - offset) <= LargestJitterFrames ? Math.Min(readings + 1, MostReadings) : 1;
        offset = readings == 1 ? difference : offset + (difference - offset) / readings;
    }

    /// <summary>The position at which an output frame is heard; null before the clocks were compared.</summary>
    public long? PositionOf(long outputFrame) => readings > 0 ? outputFrame + (long)Math.Round(offset) : null;
}
