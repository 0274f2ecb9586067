using System.Collections.Immutable;

namespace Recorder.Core.Snapshots;

/// <summary>Punching in: the layer that is recorded, or was last.</summary>
public sealed record OverdubState
{
    /// <summary>REC was pressed and no input is chosen: the next knob pressed answers.</summary>
    public bool AsksForInput { get; init; }

    /// <summary>REC was pressed before punch in, or in the count-in: the layer begins there, or where it begins to play, by itself. REC again lets it be.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>The layer's number; 0 before the first since the engine began.</summary>
    public int Layer { get; init; }

    /// <summary>The take it belongs to.</summary>
    public int Take { get; init; }

    /// <summary>Its length so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Frames of latency that were measured and are taken off layers; 0 when they never were.</summary>
    public int RoundTripFrames { get; init; }
}

/// <summary>A track of the open take and its layers.</summary>
/// <param name="Input">The track's input, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layers">Numbers of the layers that have it.</param>
/// <param name="Heard">The one that lies on top; 0 is what the take itself recorded.</param>
public sealed record TrackLayers(int Input, string Name, ImmutableArray<int> Layers, int Heard);
