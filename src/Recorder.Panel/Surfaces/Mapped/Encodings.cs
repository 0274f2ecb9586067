namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>The usual ways in which endless knobs tell a turn in seven bits.</summary>
internal static class Encodings
{
    private const int Middle = 64;
    private const int Whole = 128;

    // More than a place moves from one message to the next, and less than a turn changes its direction by.
    private const int Leap = 40;
    private const int EnoughPlaces = 4;

    /// <summary>Detents of a relative control; right is positive.</summary>
    public static int Detents(ControlEncoding encoding, int value) => encoding switch
    {
        ControlEncoding.TwosComplement => value < Middle ? value : value - Whole,
        ControlEncoding.Offset => value - Middle,
        ControlEncoding.SignBit => value < Middle ? value : -(value - Middle),
        _ => 0,
    };

    /// <summary>
    /// What an unknown control speaks, by what it sent: a place never comes twice in a row and never leaps; a turn to the right
    /// and then to the left does one or the other. Null while that is not known yet.
    /// </summary>
    public static ControlEncoding? Guess(IReadOnlyList<int> values)
    {
        var isRelative = Enumerable.Range(1, Math.Max(0, values.Count - 1))
            .Any(i => values[i] == values[i - 1] || Math.Abs(values[i] - values[i - 1]) >= Leap || IsAboutFace(values[i - 1], values[i]));
        if (!isRelative)
            return values.Count >= EnoughPlaces ? ControlEncoding.Absolute : null;
        if (values.Contains(0))
            return values.All(value => value is 0 or Whole - 1) ? null : ControlEncoding.Absolute;
        if (values.Any(value => value >= Middle + Middle / 2))
            return ControlEncoding.TwosComplement;
        if (values.Any(value => value is > Middle / 2 and < Middle))
            return ControlEncoding.Offset;
        return values.Any(value => value < Middle) && values.Any(value => value > Middle) ? ControlEncoding.SignBit : null;
    }

    // From one side of the middle to the other without passing it: a place would have.
    private static bool IsAboutFace(int from, int to) => (from - Middle) * (to - Middle) < 0 && Math.Abs(to - from) == 2;
}
