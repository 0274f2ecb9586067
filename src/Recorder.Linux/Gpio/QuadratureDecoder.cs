namespace Recorder.Linux.Gpio;

/// <summary>
/// The state machine of a rotary encoder: every edge of its two lines is a quarter step one way or the other, and a detent
/// counts when the lines rest. A contact that bounces goes forth and back and counts nothing, however long it bounces.
/// </summary>
/// <param name="quartersPerDetent">
/// Quarter steps from one detent to the next: 4 where the lines rest open at each detent, 2 where they rest open and closed
/// in turn, 1 where every edge is a detent.
/// </param>
public sealed class QuadratureDecoder(int quartersPerDetent = QuadratureDecoder.FullCycle)
{
    /// <summary>Most encoders: a whole cycle of both lines between detents.</summary>
    public const int FullCycle = 4;

    private const int Open = 0b11;
    private const int Closed = 0b00;

    private int quarters;

    /// <summary>Level of A (bit 1) and B (bit 0).</summary>
    public int Lines { get; private set; } = Open;

    // By lines before and now, A in the high bit. Clockwise they go 11, 01, 00, 10, 11; one event changes one line.
    private static ReadOnlySpan<sbyte> QuarterSteps =>
    [
        0, -1, 1, 0,
        1, 0, 0, -1,
        -1, 0, 0, 1,
        0, 1, -1, 0,
    ];

    /// <summary>Takes over levels without counting, as after a while in which nobody listened.</summary>
    public void Begin(int lines) => (Lines, quarters) = (lines, 0);

    /// <summary>An edge.</summary>
    /// <param name="isA">Whether it is line A's.</param>
    /// <param name="isHigh">Its level now.</param>
    /// <returns>Detents this edge completed: positive clockwise.</returns>
    public int Next(bool isA, bool isHigh)
    {
        var bit = isA ? 0b10 : 0b01;
        var now = isHigh ? Lines | bit : Lines & ~bit;
        quarters += QuarterSteps[Lines << 2 | now];
        Lines = now;
        if (!IsAtRest(now))
            return 0;
        // More than half the way to the next detent counts: an edge that was lost does not lose the detent.
        var detents = (int)Math.Round((double)quarters / quartersPerDetent, MidpointRounding.AwayFromZero);
        quarters = 0;
        return detents;
    }

    private bool IsAtRest(int lines) => quartersPerDetent switch
    {
        1 => true,
        2 => lines is Open or Closed,
        _ => lines == Open,
    };
}
