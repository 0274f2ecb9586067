namespace Recorder.Session.Mixes;

/// <summary>Which values a hand has set, one bit per parameter; a quick mix leaves those alone.</summary>
/// <param name="Bits">Bit n stands for the parameter with number n.</param>
public readonly record struct HandMarks(ulong Bits)
{
    /// <summary>Whether a hand has set the parameter with this number.</summary>
    public bool this[int parameter] => (Bits >> parameter & 1) != 0;

    /// <summary>A copy in which the parameter is marked.</summary>
    public HandMarks With(int parameter) => new(Bits | 1ul << parameter);
}
