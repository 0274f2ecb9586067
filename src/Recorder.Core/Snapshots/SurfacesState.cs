using System.Collections.Immutable;
using Recorder.Core.Commands;

namespace Recorder.Core.Snapshots;

/// <summary>The control surfaces that are plugged in.</summary>
public sealed record SurfacesState
{
    /// <summary>In the order they came.</summary>
    public ImmutableArray<SurfaceState> Surfaces { get; init; } = [];

    /// <summary>What the next moved control will do; null while nothing is learned.</summary>
    public LearnControl? Learning { get; init; }

    /// <summary>What was learned last, in a sentence; empty before.</summary>
    public string Learned { get; init; } = "";
}

/// <summary>A control surface.</summary>
/// <param name="Name">The device and its port.</param>
/// <param name="Protocol">How it is talked to.</param>
/// <param name="Controls">Controls that do something; 0 where the protocol says which.</param>
/// <param name="IsFlooding">Whether it sends more than can be done; what is too much is passed over.</param>
public sealed record SurfaceState(string Name, SurfaceProtocol Protocol, int Controls, bool IsFlooding);
