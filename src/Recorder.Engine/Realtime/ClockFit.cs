namespace Recorder.Engine.Realtime;

/// <summary>The straight line a clock runs along, out of readings that are late, never early; allocates nothing after it was made.</summary>
/// <remarks>
/// Design: of every stretch of time only the least late reading counts. The clock's line lies above all of them and, in sum,
/// nearest to them: that is the edge of their upper hull over their middle (Moon, Skelly, Towsley, INFOCOM 1999, who estimate
/// the skew of network clocks so). A reading may be late by any amount without moving it, as long as some are not. When the
/// readings are broken off by an absence, their places before and after it do not fit to the last frame: the line begins
/// anew then, and what was known of its slope counts for as long as it took to learn it.
/// </remarks>
/// <param name="keepsAll">Whether readings of any age count, in ever longer stretches, instead of those of the last minute or two.</param>
internal sealed class ClockFit(bool keepsAll)
{
    private const int Capacity = 512;
    private const double FirstStretchSeconds = 0.25;

    // Clocks of interfaces differ by about 100 parts per million: what two seconds of readings say goes before that.
    private const double FirstKnownSeconds = 2;
    private const double MostKnownSeconds = 10;

    // The median follows readings in such steps, in larger ones at first.
    private const double LeastStepSeconds = 10e-6;
    private const double FirstStepSeconds = 2e-3;

    private readonly double[] xs = new double[Capacity];
    private readonly double[] ys = new double[Capacity];
    private readonly int[] hull = new int[Capacity];
    private double stretchSeconds = FirstStretchSeconds;
    private double stretchEnd;
    private double bestX;
    private double bestY;
    private double knownSlope;
    private double knownSeconds = FirstKnownSeconds;
    private double fromX;
    private double fromY;
    private int points;
    private long readings;

    /// <summary>Whether there was any reading.</summary>
    public bool HasReadings => readings > 0;

    /// <summary>Seconds the clock gains in one second.</summary>
    public double Slope { get; private set; }

    /// <summary>How late half of the readings are at most, in seconds.</summary>
    public double TypicalLatenessSeconds { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (points, readings, knownSlope, knownSeconds) = (0, 0, 0, FirstKnownSeconds);
        (stretchSeconds, Slope, TypicalLatenessSeconds) = (FirstStretchSeconds, 0, 0);
    }

    /// <summary>The readings were broken off; those to come are of the same clock and begin where the line is then, more or less.</summary>
    public void BreakOff()
    {
        if (points > 1)
        {
            var span = xs[points - 1] - xs[0];
            knownSeconds = Math.Cbrt(Cube(knownSeconds) + Cube(span));
            if (!keepsAll)
                knownSeconds = Math.Min(knownSeconds, MostKnownSeconds);
            knownSlope = Slope;
        }
        (points, stretchSeconds, stretchEnd) = (0, FirstStretchSeconds, double.NegativeInfinity);
    }

    /// <summary>Adds a reading; x never goes back.</summary>
    /// <param name="x">Seconds of the clock that is trusted.</param>
    /// <param name="y">Seconds the other one was ahead of it, or less.</param>
    public void Add(double x, double y)
    {
        if (readings++ == 0)
            (fromX, fromY, stretchEnd) = (x, y, double.NegativeInfinity);
        if (x >= stretchEnd)
        {
            if (!double.IsNegativeInfinity(stretchEnd))
                Keep(bestX, bestY);
            (bestX, bestY, stretchEnd) = (x, y, x + stretchSeconds);
        }
        else if (y - bestY > Slope * (x - bestX))
        {
            (bestX, bestY) = (x, y);
        }
        // No reading is early: the line is at least there.
        var late = At(x) - y;
        if (late < 0)
            (fromX, fromY, late) = (x, y, 0);
        var step = Math.Max(LeastStepSeconds, FirstStepSeconds / readings);
        TypicalLatenessSeconds = Math.Max(0, TypicalLatenessSeconds + (late > TypicalLatenessSeconds ? step : -step));
    }

    /// <summary>The line's y at a time.</summary>
    public double At(double x) => fromY + Slope * (x - fromX);

    private static double Cube(double value) => value * value * value;

    private void Keep(double x, double y)
    {
        if (points == Capacity)
            MakeRoom();
        (xs[points], ys[points]) = (x, y);
        points++;
        if (points > 1)
            Fit();
    }

    private void MakeRoom()
    {
        points /= 2;
        if (!keepsAll)
        {
            Array.Copy(xs, points, xs, 0, points);
            Array.Copy(ys, points, ys, 0, points);
            return;
        }
        stretchSeconds *= 2;
        for (var i = 0; i < points; i++)
        {
            var (a, b) = (2 * i, 2 * i + 1);
            var kept = ys[b] - ys[a] > Slope * (xs[b] - xs[a]) ? b : a;
            (xs[i], ys[i]) = (xs[kept], ys[kept]);
        }
    }

    private void Fit()
    {
        var known = Cube(knownSeconds);
        var span = Cube(xs[points - 1] - xs[0]);
        Slope = (known * knownSlope + span * EdgeSlope()) / (known + span);
        (fromX, fromY) = (xs[0], ys[0]);
        for (var i = 1; i < points; i++)
        {
            if (ys[i] > At(xs[i]))
                (fromX, fromY) = (xs[i], ys[i]);
        }
    }

    // Andrew's monotone chain, the upper half; then its edge over the mean of all points.
    private double EdgeSlope()
    {
        var (size, meanX) = (0, 0.0);
        for (var i = 0; i < points; i++)
        {
            meanX += xs[i] / points;
            while (size > 1 && IsBelow(hull[size - 2], hull[size - 1], i))
                size--;
            hull[size++] = i;
        }
        var edge = 1;
        while (edge < size - 1 && xs[hull[edge]] < meanX)
            edge++;
        var (from, to) = (hull[edge - 1], hull[edge]);
        return (ys[to] - ys[from]) / (xs[to] - xs[from]);
    }

    // Whether the middle one lies on or below the line between its neighbours.
    private bool IsBelow(int left, int middle, int right) =>
        (ys[middle] - ys[left]) * (xs[right] - xs[left]) <= (ys[right] - ys[left]) * (xs[middle] - xs[left]);
}
