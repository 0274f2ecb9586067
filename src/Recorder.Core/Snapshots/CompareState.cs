namespace Recorder.Core.Snapshots;

/// <summary>Which side of a comparison is heard.</summary>
public enum CompareSide
{
    /// <summary>Both are being measured; A is heard.</summary>
    Measuring,
    A,
    B,
}

/// <summary>Two mixes that are compared at equal loudness.</summary>
public sealed record CompareState
{
    public CompareSide Side { get; init; }

    /// <summary>What A is.</summary>
    public string A { get; init; } = "";

    /// <summary>What B is.</summary>
    public string B { get; init; } = "";

    /// <summary>What A is turned down by, 0 or below.</summary>
    public double GainADb { get; init; }

    /// <inheritdoc cref="GainADb"/>
    public double GainBDb { get; init; }
}
