using System.Collections.Immutable;
using Recorder.Core.Parameters;

namespace Recorder.Core.Snapshots;

/// <summary>The click as it is set, and whether the open take was recorded to one.</summary>
public sealed record ClickState
{
    /// <summary>By the parameters' keys; those that nobody has set are at their defaults.</summary>
    public ImmutableSortedDictionary<string, float> Values { get; init; } = ImmutableSortedDictionary<string, float>.Empty;

    /// <summary>What the open take was recorded to, and is clicked with again; null where it was to none.</summary>
    public TakeTempo? Take { get; init; }

    /// <summary>One value in its parameter's unit.</summary>
    public float this[ClickParameter parameter] => Values.TryGetValue(parameter.Spec().Key, out var value) ? value : parameter.Spec().Default;
}

/// <summary>What a take was recorded to.</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null or 0.</remarks>
public sealed record TakeTempo
{
    /// <summary>Beats in a minute.</summary>
    public double TempoBpm { get; set; } = ClickParameter.TempoBpm.Spec().Default;

    public int BeatsPerBar { get; set; } = 4;

    /// <summary>Bars of count-in before the first one.</summary>
    public int CountInBars { get; set; }

    /// <summary>The take's frame on which its first bar begins; a take that was cut off another begins within the bars, below zero.</summary>
    public long BarOneFrame { get; set; }
}
