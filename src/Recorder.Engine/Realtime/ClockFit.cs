namespace Recorder.Engine.Realtime;

/// <summary>A straight line through readings of a clock, the newest of which weigh most; allocates nothing.</summary>
/// <remarks>
/// Weighted least squares on deviations from running means, so that days of readings cost no precision. The slope is held
/// towards zero by a prior as wide as the clocks of audio interfaces scatter: few jittery readings do not make a wild one.
/// </remarks>
/// <param name="halfLifeSeconds">After so long a reading weighs half; infinity keeps all.</param>
internal struct ClockFit(double halfLifeSeconds)
{
    // Readings jitter by about a millisecond, clocks differ by about 100 parts per million: (1e-3 / 1e-4)², in s².
    private const double PriorSquareSeconds = 100;

    private double weight;
    private double meanX;
    private double meanY;
    private double squareX;
    private double productXY;
    private double lastX;

    /// <summary>Whether there was any reading.</summary>
    public readonly bool HasReadings => weight > 0;

    /// <summary>Change of y in one second.</summary>
    public readonly double Slope => productXY / (squareX + PriorSquareSeconds);

    /// <summary>Adds a reading; x never goes back.</summary>
    /// <param name="x">Seconds.</param>
    /// <param name="y">What is measured.</param>
    public void Add(double x, double y)
    {
        if (HasReadings && !double.IsPositiveInfinity(halfLifeSeconds))
        {
            var fade = Math.Pow(2, (lastX - x) / halfLifeSeconds);
            (weight, squareX, productXY) = (weight * fade, squareX * fade, productXY * fade);
        }
        lastX = x;
        weight += 1;
        var beforeX = x - meanX;
        var beforeY = y - meanY;
        meanX += beforeX / weight;
        meanY += beforeY / weight;
        squareX += beforeX * (x - meanX);
        productXY += beforeX * (y - meanY);
    }

    /// <summary>The line's y at a time.</summary>
    public readonly double At(double x) => meanY + Slope * (x - meanX);
}
