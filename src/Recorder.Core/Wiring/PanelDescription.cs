using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Core.Wiring;

/// <summary>The controllers of displays that are known.</summary>
public enum DisplayController
{
    /// <summary>256 x 64, sixteen greys, SPI.</summary>
    Ssd1322,

    /// <summary>128 x 64, one bit, I2C.</summary>
    Ssd1306,

    /// <summary>128 x 64, one bit, I2C; a memory of 132 columns.</summary>
    Sh1106,
}

/// <summary>
/// A front panel as it is built: chips, lines and what each is for. The program drives the panel by it, and wiring table,
/// lines of config.txt, diagram, schematic and front plate are made from it.
/// </summary>
/// <remarks>Lines are written "chip:line", such as "pi:17" (the number of the GPIO) or "keys:A3" (port and bit of an expander).</remarks>
public sealed record PanelDescription
{
    /// <summary>The builds that come with the program.</summary>
    public static ImmutableArray<string> BuiltIn => ["full", "small"];

    /// <summary>One word for files and settings.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    public required DisplayParts Display { get; init; }
    public required ImmutableArray<ChipParts> Chips { get; init; }
    public required ImmutableArray<KnobParts> Knobs { get; init; }
    public required ImmutableArray<KeyParts> Keys { get; init; }
    public required ImmutableArray<LampParts> Lamps { get; init; }

    /// <summary>Low while the supply is gone and the hold-up carries; null where there is none.</summary>
    public string? PowerFail { get; init; }

    /// <summary>The board that carries on for a while when the supply is gone; null where the supply itself does.</summary>
    public HoldUpParts? HoldUp { get; init; }

    /// <summary>What else is on the buses: clock, fuel gauge.</summary>
    public required ImmutableArray<DeviceParts> Devices { get; init; }

    public required PlateParts Plate { get; init; }

    /// <summary>One of <see cref="BuiltIn"/>.</summary>
    public static PanelDescription Of(string builtIn)
    {
        using var stream = typeof(PanelDescription).Assembly.GetManifestResourceStream($"{builtIn}.json")
            ?? throw new ArgumentException($"There is no build {builtIn}.", nameof(builtIn));
        return JsonSerializer.Deserialize(stream, PanelJson.Default.PanelDescription)!.Checked();
    }

    /// <summary>One of <see cref="BuiltIn"/> by its name, or a file.</summary>
    /// <exception cref="RecorderException">It cannot be read, or describes a panel that cannot be.</exception>
    public static PanelDescription Read(string nameOrFile)
    {
        if (BuiltIn.Contains(nameOrFile))
            return Of(nameOrFile);
        try
        {
            return (JsonSerializer.Deserialize(File.ReadAllBytes(nameOrFile), PanelJson.Default.PanelDescription) ?? throw new JsonException("it is empty")).Checked();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{nameOrFile} cannot be read as a panel ({trouble.Message.TrimEnd('.')}): no panel was started; mend it, or name full or small.", trouble);
        }
    }

    /// <summary>The lines as numbers of a controller: line o of chip c is 64 c + o.</summary>
    public PanelWiring Wiring() => new()
    {
        Knobs = [.. Knobs.Select(knob => new KnobLines(knob.Control, Number(knob.A), Number(knob.B), Number(knob.Switch), knob.QuartersPerDetent))],
        Keys = [.. Keys.Select(key => new KeyLine(key.Control, Number(key.Line)))],
        Lamps = [.. Lamps.Select(lamp => new LampLine(lamp.Light, Number(lamp.Line)))],
        DisplayDataCommandPin = Display.DataCommand is { } dataCommand ? Number(dataCommand) : -1,
        DisplayResetPin = Display.Reset is { } reset ? Number(reset) : -1,
        PowerFailPin = PowerFail is { } powerFail ? Number(powerFail) : -1,
    };

    /// <summary>Every line with what it is for, in the order of the description.</summary>
    public IEnumerable<LineUse> Uses()
    {
        foreach (var knob in Knobs)
        {
            yield return Use(knob.A, LineRole.Input, $"{PanelNames.Of(knob.Control)} A");
            yield return Use(knob.B, LineRole.Input, $"{PanelNames.Of(knob.Control)} B");
            yield return Use(knob.Switch, LineRole.Input, $"{PanelNames.Of(knob.Control)} switch");
        }
        foreach (var key in Keys)
            yield return Use(key.Line, LineRole.Input, $"{PanelNames.Of(key.Control)} key");
        foreach (var lamp in Lamps)
            yield return Use(lamp.Line, LineRole.Output, $"{PanelNames.Of(lamp.Light)} light");
        if (Display.DataCommand is { } dataCommand)
            yield return Use(dataCommand, LineRole.Output, "display D/C");
        if (Display.Reset is { } reset)
            yield return Use(reset, LineRole.Output, "display RES#");
        if (PowerFail is { } powerFail)
            yield return Use(powerFail, LineRole.Input, "power fail, low");
        foreach (var chip in Chips)
            if (chip.Interrupt is { } interrupt)
                yield return Use(interrupt, LineRole.Kernel, $"interrupt of {chip.Name}");
        foreach (var line in HoldUp?.LeftAlone ?? [])
            yield return Use(line, LineRole.Kernel, "left to the hold-up");
    }

    /// <summary>The chip and offset of a line.</summary>
    /// <exception cref="FormatException">There is none such.</exception>
    public LineUse Use(string line, LineRole role, string purpose)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var chip = colon < 0 ? -1 : Chips.ToList().FindIndex(chip => chip.Name == line[..colon]);
        if (chip < 0)
            throw new FormatException($"\"{line}\" ({purpose}) names no chip of this panel");
        var offset = Chips[chip].OffsetOf(line[(colon + 1)..]) ?? throw new FormatException($"\"{line}\" ({purpose}) is no line of {Chips[chip].Part}");
        return new LineUse(line, chip, offset, role, purpose);
    }

    private int Number(string line) => Use(line, LineRole.Input, "").Number;

    private PanelDescription Checked() => PanelChecks.FirstTrouble(this) is { } trouble ? throw new FormatException(trouble) : this;
}

/// <summary>A display: its controller, the part, and where it is ("spi/0.0" or "i2c/1-003c").</summary>
public sealed record DisplayParts(DisplayController Controller, string Part, string Bus, ImmutableArray<double> AtMm, int ClockHz = 10_000_000,
    string? DataCommand = null, string? Reset = null);

/// <summary>A chip with lines: the Pi itself first, then expanders.</summary>
/// <param name="Name">What lines call it.</param>
/// <param name="Part">The part number; MCP23017 and MCP23S17 are expanders of sixteen lines.</param>
/// <param name="Address">Where the kernel has it: labels, or the place on a bus.</param>
/// <param name="Interrupt">The Pi's line its interrupt goes to; null where nothing on it is read.</param>
public sealed record ChipParts(string Name, string Part, string Address, string? Interrupt = null)
{
    private const int PiLines = 28;
    private const int PortLines = 8;

    /// <summary>Whether it is an expander of two ports of eight lines.</summary>
    [JsonIgnore]
    public bool IsExpander => Part.StartsWith("MCP23", StringComparison.Ordinal);

    /// <summary>Lines it has.</summary>
    [JsonIgnore]
    public int Lines => IsExpander ? 2 * PortLines : PiLines;

    /// <summary>The offset of a line by its name; null when there is none such.</summary>
    public int? OffsetOf(string line)
    {
        if (!IsExpander)
            return int.TryParse(line, out var gpio) && gpio is >= 0 and < PiLines ? gpio : null;
        return line is [('A' or 'B') and var port, >= '0' and <= '7' and var bit] ? (port - 'A') * PortLines + bit - '0' : null;
    }

    /// <summary>The name of a line by its offset.</summary>
    public string LineName(int offset) =>
        IsExpander ? $"GP{(char)('A' + offset / PortLines)}{offset % PortLines}" : FormattableString.Invariant($"GPIO{offset}");

    /// <summary>GPA7 and GPB7 of the MCP23x17 are outputs only (data sheet DS20001952D).</summary>
    public bool CanRead(int offset) => !IsExpander || offset % PortLines != PortLines - 1;
}

/// <summary>A knob: both lines of its encoder, its switch, and its place on the plate.</summary>
public sealed record KnobParts(PanelControl Control, string A, string B, string Switch, ImmutableArray<double> AtMm, int QuartersPerDetent = 4);

/// <summary>A key; one on the rear edge has no place on the plate.</summary>
public sealed record KeyParts(PanelControl Control, string Line, ImmutableArray<double> AtMm = default);

/// <summary>A light.</summary>
public sealed record LampParts(PanelLights Light, string Line, ImmutableArray<double> AtMm);

/// <summary>A board under the Pi with battery, fuel gauge and the power-fail line; lines it has for itself are left alone.</summary>
public sealed record HoldUpParts(string Part, ImmutableArray<string> LeftAlone);

/// <summary>Another part on a bus, with the words of its overlay.</summary>
public sealed record DeviceParts(string Part, string Role, string Address, string Overlay);

/// <summary>The front plate; places are measured from its upper left corner.</summary>
public sealed record PlateParts(double WidthMm, double HeightMm, double ThicknessMm);

/// <summary>What a line is for.</summary>
public enum LineRole
{
    Input,
    Output,

    /// <summary>The kernel has it for itself.</summary>
    Kernel,
}

/// <summary>A line in use.</summary>
/// <param name="Line">As written.</param>
/// <param name="Chip">Index of its chip.</param>
/// <param name="Offset">Its number on the chip.</param>
/// <param name="Role">What the program does with it.</param>
/// <param name="Purpose">In words.</param>
public readonly record struct LineUse(string Line, int Chip, int Offset, LineRole Role, string Purpose)
{
    /// <summary>The most lines a chip has in the numbering.</summary>
    public const int LinesPerChip = 64;

    /// <summary>Its number at the controller.</summary>
    public int Number => Chip * LinesPerChip + Offset;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(PanelDescription))]
internal sealed partial class PanelJson : JsonSerializerContext;
