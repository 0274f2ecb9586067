using Recorder.Core.Ports;
using Recorder.Link;
using Recorder.Panel.Surfaces;

namespace Recorder.App.Host;

/// <summary>What a host is made of; the same for the desk and the device.</summary>
internal sealed record HostSettings
{
    /// <summary>The session's folder.</summary>
    public required string SessionFolder { get; init; }

    /// <summary>Where host and engine meet.</summary>
    public required LinkPaths Link { get; init; }

    /// <summary>Starts an engine where none runs; null when somebody else does.</summary>
    public Engine.EngineStarter? Starter { get; init; }

    /// <summary>The stick.</summary>
    public required IRemovableDrive Stick { get; init; }

    /// <summary>Whether a session that has not said otherwise copies its takes to the stick while they are recorded.</summary>
    public bool SecondCopy { get; init; }

    /// <summary>Control surfaces; null where there can be none.</summary>
    public SurfaceBoard? Surfaces { get; init; }

    /// <summary>Charge in percent; null on mains.</summary>
    public Func<int?> ReadBattery { get; init; } = () => null;

    /// <summary>Opens the mixer elements of the card whose key this is, with so many inputs; null where it has none.</summary>
    public Func<string, int, IInterfaceControls?> OpenControls { get; init; } = (_, _) => null;

    /// <summary>What switching off means here; called when nothing runs any more.</summary>
    public Action PowerOff { get; init; } = () => { };
}
