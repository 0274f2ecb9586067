namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>
/// Soft take-over: a fader that stands elsewhere than its value moves nothing until it meets it, so that nothing jumps.
/// </summary>
internal sealed class Pickup
{
    // A step and a half of seven bits.
    private const double Near = 1.5 / 127;

    private SurfaceValue? held;
    private double? place;
    private double? set;

    /// <summary>The control is at a place of its way, 0 to 1.</summary>
    /// <param name="value">What it moves: another one than before must be met anew.</param>
    /// <param name="current">Where that value stands, 0 to 1.</param>
    /// <param name="next">Where the control is now.</param>
    /// <returns>Whether the value follows.</returns>
    public bool Follows(SurfaceValue value, double current, double next)
    {
        // A value that another hand has moved must be met anew too.
        var isHeld = held == value && set is { } last && Math.Abs(last - current) <= Near;
        var hasMet = Math.Abs(next - current) <= Near || (place is { } before && (before - current) * (next - current) <= 0);
        place = next;
        var follows = isHeld || hasMet;
        held = follows ? value : null;
        set = follows ? next : null;
        return follows;
    }
}
