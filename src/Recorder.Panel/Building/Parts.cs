using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>What kind of thing a pin is, in the words of KiCad's electrical rules.</summary>
internal enum PinKind
{
    Passive, Input, Output, Bidirectional, PowerIn, PowerOut, NotConnected,
}

/// <summary>A pin of a part and the net it is on; null where nothing is joined to it.</summary>
internal readonly record struct PartPin(string Number, string Name, PinKind Kind, string? Net);

/// <summary>A part of the panel.</summary>
/// <param name="Reference">"U1".</param>
/// <param name="Symbol">The symbol it is drawn by.</param>
/// <param name="Value">What it is.</param>
/// <param name="Order">Its number in a shop, for the bill of materials.</param>
/// <param name="Pins">In the order of the symbol.</param>
internal sealed record Part(string Reference, string Symbol, string Value, string Order, PartPin[] Pins);

/// <summary>All parts of a build with their nets: the schematic and the bill of materials are made from this.</summary>
internal static class Parts
{
    private const string Sda = "SDA";
    private const string Scl = "SCL";
    private const string Battery = "BATTERY";

    // Networks with a common pin come with up to thirteen resistors; fewer than eight cost the same.
    private const int LeastNetwork = 8;

    public static Part[] Of(PanelDescription panel)
    {
        List<Part> parts = [Pi(panel)];
        var numbers = new Dictionary<string, int>();
        string Next(string letter) => FormattableString.Invariant($"{letter}{numbers[letter] = numbers.GetValueOrDefault(letter, letter == "J" ? 1 : 0) + 1}");
        foreach (var (chip, number) in panel.Chips.Select((chip, number) => (chip, number)).Where(entry => entry.chip.IsExpander))
        {
            parts.Add(Expander(panel, chip, number, Next("U")));
            parts.Add(Two(Next("C"), "C", "100 nF", "KEMET C320C104K5R5TA", PiHeader.ThreeVolts, PiHeader.Ground));
            parts.Add(PullUps(panel, chip, number, Next("RN")));
        }
        parts.Add(Display(panel, Next("J")));
        foreach (var knob in panel.Knobs)
        {
            var name = PanelNames.Of(knob.Control);
            parts.Add(new Part(Next("SW"), "Encoder", $"{name}", "Bourns PEC11R-4215F-S0024",
            [
                new("A", "A", PinKind.Passive, Net(panel, knob.A)), new("B", "B", PinKind.Passive, Net(panel, knob.B)), new("C", "C", PinKind.Passive, PiHeader.Ground),
                new("S1", "S1", PinKind.Passive, Net(panel, knob.Switch)), new("S2", "S2", PinKind.Passive, PiHeader.Ground),
            ]));
            foreach (var line in (string[])[knob.A, knob.B])
            {
                parts.Add(Two(Next("R"), "R", "10 kOhm", "Yageo MFR-25FBF52-10K", PiHeader.ThreeVolts, Net(panel, line)));
                parts.Add(Two(Next("C"), "C", "10 nF", "KEMET C315C103K5R5TA", Net(panel, line), PiHeader.Ground));
            }
        }
        foreach (var key in panel.Keys)
            parts.Add(Two(Next("SW"), "Key", PanelNames.Of(key.Control), KeyOrder(key), Net(panel, key.Line), PiHeader.Ground));
        foreach (var lamp in panel.Lamps)
        {
            var between = $"LED {PanelNames.Of(lamp.Light)}";
            parts.Add(Two(Next("R"), "R", "470 Ohm", "Yageo MFR-25FBF52-470R", Net(panel, lamp.Line), between));
            parts.Add(Two(Next("D"), "LED", PanelNames.Of(lamp.Light), "Kingbright WP710A10ID, 3 mm", between, PiHeader.Ground));
        }
        // A gauge is on the hold-up's own board.
        foreach (var device in panel.Devices.Where(device => panel.HoldUp is null || device.Role == "clock"))
            parts.Add(new Part(Next("U"), $"Module {device.Part}", $"{device.Part} ({device.Role})", device.Part,
            [
                new("1", "VCC", PinKind.Passive, device.Role == "clock" ? PiHeader.ThreeVolts : Battery), new("2", "GND", PinKind.Passive, PiHeader.Ground),
                new("3", "SDA", PinKind.Passive, Sda), new("4", "SCL", PinKind.Passive, Scl),
            ]));
        if (panel.HoldUp is { } holdUp)
            parts.Add(HoldUp(panel, holdUp, Next("U")));
        else if (panel.Devices.Any(device => device.Role != "clock"))
            parts.Add(Two(Next("J"), "Terminal", "battery cell", "JST B2B-XH-A", Battery, PiHeader.Ground));
        if (panel is { PowerFail: { } powerFail, HoldUp: null })
            parts.Add(Two(Next("J"), "Terminal", "power fail, open drain", "JST B2B-XH-A", Net(panel, powerFail), PiHeader.Ground));
        return [.. parts];
    }

    // Its spring pins touch the header's from below.
    private static Part HoldUp(PanelDescription panel, HoldUpParts holdUp, string reference)
    {
        List<PartPin> pins = [new("1", "5V OUT", PinKind.Passive, PiHeader.FiveVolts), new("2", "GND", PinKind.Passive, PiHeader.Ground)];
        if (panel.PowerFail is { } powerFail)
            pins.Add(new("3", "POWER FAIL", PinKind.Passive, Net(panel, powerFail)));
        if (panel.Devices.Any(device => device.Role != "clock"))
            pins.AddRange([new("4", "SDA", PinKind.Passive, Sda), new("5", "SCL", PinKind.Passive, Scl)]);
        pins.AddRange(holdUp.LeftAlone.Select((line, index) => new PartPin(FormattableString.Invariant($"{6 + index}"), "ITS OWN", PinKind.Passive, Net(panel, line))));
        return new Part(reference, "HoldUp", string.Join(", ", ["hold-up", .. panel.Devices.Where(device => device.Role != "clock").Select(device => $"{device.Role} {device.Part}")]), holdUp.Part, [.. pins]);
    }

    private static string KeyOrder(KeyParts key) => key.Control switch
    {
        Core.Ports.PanelControl.Record => "momentary push button, normally open, for a 16 mm hole",
        Core.Ports.PanelControl.Power => "momentary push button, normally open, recessed, rear edge",
        _ => "momentary push button, normally open, for a 12 mm hole",
    };

    // A line of the Pi is named by its GPIO, one of an expander by chip and port.
    private static string Net(PanelDescription panel, string line)
    {
        var use = panel.Use(line, LineRole.Input, "");
        var chip = panel.Chips[use.Chip];
        return use.Chip == 0 ? PiNet(use.Offset, panel) : $"{chip.Name} {chip.LineName(use.Offset)}";
    }

    private static string PiNet(int gpio, PanelDescription panel) => new PanelNets(panel) switch
    {
        { HasI2c: true } when gpio == 2 => Sda,
        { HasI2c: true } when gpio == 3 => Scl,
        _ => FormattableString.Invariant($"GPIO{gpio}"),
    };

    // One pin of each supply drives its net for the rules; the others are joined to it inside the Pi.
    private static Part Pi(PanelDescription panel)
    {
        var nets = new PanelNets(panel);
        HashSet<string> driven = [];
        return new Part("J1", "Pi", "Raspberry Pi header", "2x20 pin socket, Samtec SSQ-120-01-G-D",
        [
            .. Enumerable.Range(1, PiHeader.Count).Select(pin =>
            {
                var name = PiHeader.NameOf(pin);
                var number = FormattableString.Invariant($"{pin}");
                if (PiHeader.GpioOf(pin) is { } gpio)
                    return new PartPin(number, name, PinKind.Bidirectional, nets.PurposeOf(gpio) is null ? null : PiNet(gpio, panel));
                return new PartPin(number, name, driven.Add(name) ? PinKind.PowerOut : PinKind.Passive, name == PiHeader.FiveVolts && panel.HoldUp is null ? null : name);
            }),
        ]);
    }

    private static Part Expander(PanelDescription panel, ChipParts chip, int number, string reference)
    {
        var uses = panel.Uses().Where(use => use.Chip == number).ToDictionary(use => use.Offset);
        var bits = Mcp23017.AddressBits(chip);
        string Level(int bit) => (bits & bit) != 0 ? PiHeader.ThreeVolts : PiHeader.Ground;
        return new Part(reference, "MCP23017", $"MCP23017 \"{chip.Name}\"", "Microchip MCP23017-E/SP",
        [
            .. Enumerable.Range(0, chip.Lines).Select(offset => new PartPin(
                FormattableString.Invariant($"{Mcp23017.PinOf(offset)}"), chip.LineName(offset), chip.CanRead(offset) ? PinKind.Bidirectional : PinKind.Output,
                uses.ContainsKey(offset) ? $"{chip.Name} {chip.LineName(offset)}" : null)),
            new("9", "VDD", PinKind.PowerIn, PiHeader.ThreeVolts), new("10", "VSS", PinKind.PowerIn, PiHeader.Ground), new("11", "NC", PinKind.NotConnected, null),
            new("12", "SCL", PinKind.Input, Scl), new("13", "SDA", PinKind.Bidirectional, Sda), new("14", "NC", PinKind.NotConnected, null),
            new("15", "A0", PinKind.Input, Level(1)), new("16", "A1", PinKind.Input, Level(2)), new("17", "A2", PinKind.Input, Level(4)),
            new("18", "RESET", PinKind.Input, PiHeader.ThreeVolts), new("19", "INTB", PinKind.Output, null),
            new("20", "INTA", PinKind.Output, chip.Interrupt is { } interrupt ? Net(panel, interrupt) : null),
        ]);
    }

    // The kernel's driver of the chip gives the character device no way to its own pull-ups (pinctrl-mcp23s08.c has no set_config).
    private static Part PullUps(PanelDescription panel, ChipParts chip, int number, string reference)
    {
        var lines = panel.Uses().Where(use => use.Chip == number && use.Role == LineRole.Input).ToArray();
        var resistors = Math.Max(LeastNetwork, lines.Length);
        return new Part(reference, FormattableString.Invariant($"Network {resistors}"), $"{resistors} x 10 kOhm \"{chip.Name}\"", FormattableString.Invariant($"Bourns 46{resistors + 1:00}X-101-103LF"),
        [
            new("1", "common", PinKind.Passive, PiHeader.ThreeVolts),
            .. Enumerable.Range(0, resistors).Select(i => new PartPin(
                FormattableString.Invariant($"{i + 2}"), FormattableString.Invariant($"R{i + 1}"), PinKind.Passive,
                i < lines.Length ? $"{chip.Name} {chip.LineName(lines[i].Offset)}" : null)),
        ]);
    }

    private static Part Display(PanelDescription panel, string reference)
    {
        var pins = DisplayPins.Of(panel).Select((pin, index) => new PartPin(
            FormattableString.Invariant($"{index + 1}"), pin.Pin, PinKind.Passive, pin.Net.Contains(':', StringComparison.Ordinal) ? Net(panel, pin.Net) : pin.Net));
        return new Part(reference, "Display", $"display {panel.Display.Part}", panel.Display.Part, [.. pins]);
    }

    private static Part Two(string reference, string symbol, string value, string order, string first, string second) =>
        new(reference, symbol, value, order, [new("1", "1", PinKind.Passive, first), new("2", "2", PinKind.Passive, second)]);
}
