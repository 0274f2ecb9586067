using System.Globalization;

namespace Recorder.Core.Units;

/// <summary>A frequency, or a sample rate in frames per second.</summary>
public readonly record struct Hertz(double Value) : IComparable<Hertz>
{
    /// <inheritdoc/>
    public int CompareTo(Hertz other) => Value.CompareTo(other.Value);

    public static bool operator <(Hertz left, Hertz right) => left.Value < right.Value;
    public static bool operator >(Hertz left, Hertz right) => left.Value > right.Value;
    public static bool operator <=(Hertz left, Hertz right) => left.Value <= right.Value;
    public static bool operator >=(Hertz left, Hertz right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{Value / 1000:0.##} kHz")
        : string.Create(CultureInfo.InvariantCulture, $"{Value:0.#} Hz");
}
