using Recorder.Core.Ports;
using Recorder.Simulation.Displays;
using Recorder.Simulation.Gpio;

namespace Recorder.Simulation.Panel;

/// <summary>
/// The front panel without hardware: what a browser shows is what the display's driver sent and what the lamps' lines say,
/// and what a hand does there goes out as edges on the lines of knobs and keys.
/// </summary>
/// <param name="display">The display controller.</param>
/// <param name="lines">Knobs, keys and lamps.</param>
/// <param name="time">The clock of the events' times.</param>
public sealed class SimulatedPanel(ISimulatedDisplay display, SimulatedPanelLines lines, TimeProvider time) : IPanelMirror, IPanelInput
{
    private PanelLights lastLit;
    private long lampChanges;

    /// <summary>Raised only for a control let go of without its action; all else comes over the lines.</summary>
    public event Action<PanelEvent>? Moved;

    /// <inheritdoc/>
    public int Width => display.Width;

    /// <inheritdoc/>
    public int Height => display.Height;

    /// <inheritdoc/>
    public long Version
    {
        get
        {
            var lit = Lit;
            if (Interlocked.Exchange(ref lastLit, lit) != lit)
                Interlocked.Increment(ref lampChanges);
            return display.Version + Interlocked.Read(ref lampChanges);
        }
    }

    /// <inheritdoc/>
    public PanelLights Lit => lines.Lit();

    /// <inheritdoc/>
    public void CopyPicture(Span<byte> greys) => display.CopyPicture(greys);

    /// <inheritdoc/>
    public void Move(PanelControl control, PanelAction action, int detents)
    {
        switch (action)
        {
            case PanelAction.Down:
                lines.Press(control);
                break;
            case PanelAction.Up:
                lines.Release(control);
                break;
            case PanelAction.Turn:
                lines.Turn(control, detents);
                break;
            case PanelAction.Release:
                // A line has no way to say this; told first, the edge that follows finds nothing left to do.
                Moved?.Invoke(new PanelEvent(control, action, 0, (long)time.GetElapsedTime(0).TotalMilliseconds));
                lines.Release(control);
                break;
        }
    }
}
