namespace Recorder.Core.Ports;

/// <summary>A display of the panel: sixteen greys or one bit.</summary>
public interface IDisplay : IDisposable
{
    /// <summary>Pixels from left to right.</summary>
    int Width { get; }

    /// <summary>Pixels from top to bottom.</summary>
    int Height { get; }

    /// <summary>Shows a picture: one byte a pixel, row by row, 0 (dark) to 15; a one-bit display lights from 8 on.</summary>
    /// <returns>False when the bus refused it; the next picture is tried in full.</returns>
    bool Show(ReadOnlySpan<byte> greys);

    /// <summary>Brightness of the lit pixels, 0 to 255.</summary>
    void SetContrast(byte contrast);

    /// <summary>Dark without forgetting the picture, or awake again.</summary>
    void Sleep(bool asleep);
}

/// <summary>A control of the front panel.</summary>
public enum PanelControl
{
    Knob1, Knob2, Knob3, Knob4, Knob5, Knob6, Knob7, Knob8, Main,
    Record, Stop, Play, Mark, Mix, Master, Back, Power,
}

/// <summary>What a hand did to a control.</summary>
public enum PanelAction
{
    Down,
    Up,

    /// <summary>A knob was turned by <see cref="PanelEvent.Detents"/>.</summary>
    Turn,

    /// <summary>A connection was lost while the control was down: let go without its action.</summary>
    Release,
}

/// <summary>One movement on the panel.</summary>
/// <param name="Control">Which control.</param>
/// <param name="Action">What happened to it.</param>
/// <param name="Detents">Turned clockwise (positive) or back.</param>
/// <param name="TimestampMs">Monotonic milliseconds.</param>
/// <param name="IsSteady">A turn that counts as it is however fast it came: a page's drag or wheel has its own measure.</param>
public readonly record struct PanelEvent(PanelControl Control, PanelAction Action, int Detents, long TimestampMs, bool IsSteady = false);

/// <summary>Where movements come from: real lines, simulated ones, a browser.</summary>
public interface IPanelInput
{
    /// <summary>Raised for each movement, from any thread, in the order they happened.</summary>
    event Action<PanelEvent>? Moved;
}

/// <summary>The lights of the panel.</summary>
[Flags]
public enum PanelLights
{
    None = 0,
    Record = 1 << 0,
    Stop = 1 << 1,
    Play = 1 << 2,
    Mark = 1 << 3,
    Mix = 1 << 4,
    Master = 1 << 5,
    Back = 1 << 6,
    ClipWarn = 1 << 7,
}

/// <summary>The lamps themselves; blinking is done by whoever calls.</summary>
public interface IPanelLamps
{
    /// <summary>Lights exactly these.</summary>
    void Show(PanelLights lit);
}

/// <summary>The panel as a browser sees it: the decoded picture, the lights, and a way to move its controls.</summary>
public interface IPanelMirror
{
    /// <summary>Pixels from left to right.</summary>
    int Width { get; }

    /// <summary>Pixels from top to bottom.</summary>
    int Height { get; }

    /// <summary>Grows with every change of picture or lights.</summary>
    long Version { get; }

    /// <summary>The lamps lit at this moment.</summary>
    PanelLights Lit { get; }

    /// <summary>Copies the picture the display really shows: one byte a pixel, 0 to 15.</summary>
    void CopyPicture(Span<byte> greys);

    /// <summary>Moves a control as a hand would; time is taken here.</summary>
    void Move(PanelControl control, PanelAction action, int detents);
}
