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

    /// <summary>The display's line D/C.</summary>
    public int DisplayDataCommandPin { get; init; }

    /// <summary>The display's line RES#.</summary>
    public int DisplayResetPin { get; init; }

    /// <summary>The full panel: nine knobs, eight keys, eight lamps on the lines 0 to 44 of a controller or its expanders.</summary>
    public static PanelWiring Full { get; } = Count([.. Enum.GetValues<PanelControl>()]);

    private static PanelWiring Count(PanelControl[] controls)
    {
        var line = 0;
        return new PanelWiring
        {
            Knobs = [.. controls.Where(IsKnob).Select(knob => new KnobLines(knob, line++, line++, line++))],
            Keys = [.. controls.Where(control => !IsKnob(control)).Select(key => new KeyLine(key, line++))],
            Lamps = [.. Enum.GetValues<PanelLights>().Where(light => light != PanelLights.None).Select(light => new LampLine(light, line++))],
            DisplayDataCommandPin = line++,
            DisplayResetPin = line,
        };
    }

    private static bool IsKnob(PanelControl control) => control <= PanelControl.Main;
}

/// <summary>An encoder's two lines, its switch, and the quarter steps between its detents: 4, 2 or 1.</summary>
public readonly record struct KnobLines(PanelControl Control, int PinA, int PinB, int SwitchPin, int QuartersPerDetent = 4);

/// <summary>A key's line.</summary>
public readonly record struct KeyLine(PanelControl Control, int Pin);

/// <summary>A lamp's line.</summary>
public readonly record struct LampLine(PanelLights Light, int Pin);
