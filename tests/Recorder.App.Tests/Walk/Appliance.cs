using Recorder.App.Composition;
using Recorder.App.Host;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Wiring;
using Recorder.Link;
using Recorder.Simulation.Drives;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Walk;

/// <summary>
/// The whole recorder with the panel's lines and display simulated at their buses: an engine in a process of its own, the
/// host, the panel's loop, and hands that know nothing but the panel.
/// </summary>
internal sealed class Appliance : IDisposable
{
    // Everything here waits for an event; this only ends a test that waits for what never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // So many turns of the panel's loop later it has taken a new snapshot, followed it and shown what came of it.
    private const int TurnsToSee = 6;

    private readonly RecorderProcess engine;
    private readonly SimulatedFrontPanel front;
    private readonly RecorderHost host;
    private readonly PanelThread thread;
    private int switchedOff;
    private long turns;

    /// <summary>Switched on, with a band in front of its inputs.</summary>
    public Appliance(TemporaryFolder folder, string build, int inputs)
    {
        var link = LinkPaths.InFolder(folder.File("link"));
        Directory.CreateDirectory(folder.File("link"));
        Session = folder.File("session");
        StickFolder = folder.File("DRUMS");
        engine = RecorderProcess.Start(
            "engine", "--device", FormattableString.Invariant($"band:{inputs}"), "--session", Session,
            "--socket", link.Socket, "--shm", link.Snapshot, "--exit-when-alone", "60");
        front = new SimulatedFrontPanel(PanelDescription.Of(build), TimeProvider.System);
        host = new RecorderHost(
            new HostSettings
            {
                SessionFolder = Session, Link = link, Stick = new FolderDrive(StickFolder), PowerOff = () => Interlocked.Increment(ref switchedOff),
            },
            TimeProvider.System);
        host.Start();
        thread = new PanelThread(host, front.Display, front.Lamps, front.Inputs, TimeProvider.System, onAlive: () => Interlocked.Increment(ref turns));
        host.WaitForEngine(Patience);
    }

    public string Session { get; }

    public string StickFolder { get; }

    public Film Film { get; } = new();

    public RecorderSnapshot State => host.Snapshot;

    public PanelLights Lit => front.Mirror.Lit;

    public bool IsSwitchedOff => Volatile.Read(ref switchedOff) > 0;

    /// <summary>Waits for what must come.</summary>
    public void Until(Func<RecorderSnapshot, bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(() => condition(State), Patience), $"{what}: it did not come; {State.Transport}, {State.Job}, {State.Message}");

    /// <summary>Takes a picture of what the last step led to.</summary>
    public void See(string caption)
    {
        var now = Interlocked.Read(ref turns);
        Until(_ => Interlocked.Read(ref turns) >= now + TurnsToSee, "the next pictures");
        Film.Take(caption, front.Mirror);
    }

    public void Tap(PanelControl control)
    {
        Move(control, PanelAction.Down);
        Move(control, PanelAction.Up);
    }

    /// <summary>Taps with BACK held down.</summary>
    public void BackAnd(PanelControl control)
    {
        Move(PanelControl.Back, PanelAction.Down);
        Tap(control);
        Move(PanelControl.Back, PanelAction.Up);
    }

    /// <summary>Holds a control down until something is so, and takes a picture meanwhile when there is a caption.</summary>
    public void HoldUntil(PanelControl control, Func<RecorderSnapshot, bool> condition, string what)
    {
        Move(control, PanelAction.Down);
        Until(condition, what);
        Move(control, PanelAction.Up);
    }

    public void Turn(PanelControl control, int detents) => front.Mirror.Move(control, PanelAction.Turn, detents);

    public void Move(PanelControl control, PanelAction action) => front.Mirror.Move(control, action, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        thread.Dispose();
        host.Dispose();
        front.Dispose();
        engine.Signal("TERM");
        engine.Finish();
        engine.Dispose();
    }
}
