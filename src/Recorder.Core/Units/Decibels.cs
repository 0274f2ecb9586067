namespace Recorder.Core.Units;

/// <summary>A level or a gain in decibels; it cannot be made from a raw ratio by accident.</summary>
/// <remarks>20·log10 of an amplitude ratio. Negative infinity stands for silence.</remarks>
public readonly record struct Decibels(double Value) : IComparable<Decibels>
{
    /// <summary>No signal at all.</summary>
    public static Decibels Silence => new(double.NegativeInfinity);

    /// <summary>Decibels of a linear amplitude (1.0 = 0 dB); zero and below give <see cref="Silence"/>.</summary>
    public static Decibels FromGain(double gain) => gain > 0 ? new(20 * Math.Log10(gain)) : Silence;

    /// <summary>The linear amplitude: 0 dB = 1.0.</summary>
    public double ToGain() => double.IsNegativeInfinity(Value) ? 0 : Math.Pow(10, Value / 20);

    /// <inheritdoc/>
    public int CompareTo(Decibels other) => Value.CompareTo(other.Value);

    public static Decibels operator +(Decibels left, Decibels right) => new(left.Value + right.Value);
    public static Decibels operator -(Decibels left, Decibels right) => new(left.Value - right.Value);
    public static bool operator <(Decibels left, Decibels right) => left.Value < right.Value;
    public static bool operator >(Decibels left, Decibels right) => left.Value > right.Value;
    public static bool operator <=(Decibels left, Decibels right) => left.Value <= right.Value;
    public static bool operator >=(Decibels left, Decibels right) => left.Value >= right.Value;

    /// <summary>The same sum as the operator, for languages without operators.</summary>
    public static Decibels Add(Decibels left, Decibels right) => left + right;

    /// <summary>The same difference as the operator, for languages without operators.</summary>
    public static Decibels Subtract(Decibels left, Decibels right) => left - right;

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Value:0.0} dB");
}
