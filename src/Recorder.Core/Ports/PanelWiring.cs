using System.Collections.Immutable;

namespace Recorder.Core.Ports;

/// <summary>Which line of the panel's GPIO controller belongs to which control; all switches pull their line down.</summary>
public sealed record PanelWiring
{
    /// <summary>Knobs that turn, with both lines of their encoder and that of their switch.</summary>
    public ImmutableArray<KnobLines> Knobs { get; init; } = [];

    /// <summary>Keys.</summary>
    public ImmutableArray<KeyLine> Keys { get; init; } = [];

    /// <summary>Lamps, lit while their line is high.</summary>
    public ImmutableArray<LampLine> Lamps { get; init; } = [];

    /// <summary>The display's line D/C; -1 where it has none.</summary>
    public int DisplayDataCommandPin { get; init; } = -1;

    /// <summary>The display's line RES#; -1 where it has none.</summary>
    public int DisplayResetPin { get; init; } = -1;

    /// <summary>The line that is low while the supply is gone; -1 where there is none.</summary>
    public int PowerFailPin { get; init; } = -1;
}

/// <summary>An encoder's two lines, its switch, and the quarter steps between its detents: 4, 2 or 1.</summary>
public readonly record struct KnobLines(PanelControl Control, int PinA, int PinB, int SwitchPin, int QuartersPerDetent = 4);

/// <summary>A key's line.</summary>
public readonly record struct KeyLine(PanelControl Control, int Pin);

/// <summary>A lamp's line.</summary>
public readonly record struct LampLine(PanelLights Light, int Pin);
