using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Link;
using Recorder.Panel.Surfaces;
using Recorder.Web.Pairing;

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

    /// <summary>Seconds before REC that belong to a take until somebody sets them up.</summary>
    public double PreRollSeconds { get; init; } = 5;

    /// <summary>Frames that are mixed and heard at once where nothing else is set up for an interface.</summary>
    public int MonitorPeriodFrames { get; init; } = MonitorPeriod.UsualFrames;

    /// <summary>The clock that people may set; null where they may not.</summary>
    public IMachineClock? Clock { get; init; }

    /// <summary>Who may come in from other machines; null where nobody is asked.</summary>
    public PairingDesk? Pairing { get; init; }

    /// <summary>Whether this is the host's first start since power came; asked once.</summary>
    public Func<bool> IsPowerOn { get; init; } = () => true;

    /// <summary>Charge in percent; null on mains.</summary>
    public Func<int?> ReadBattery { get; init; } = () => null;

    /// <summary>Opens the mixer elements of the card whose key this is, with so many inputs; null where it has none.</summary>
    public Func<string, int, IInterfaceControls?> OpenControls { get; init; } = (_, _) => null;

    /// <summary>What switching off means here; called when nothing runs any more.</summary>
    public Action PowerOff { get; init; } = () => { };
}
