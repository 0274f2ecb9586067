using System.Globalization;
using System.Text;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>The wiring of a build as tables in Markdown: what to solder where, and how many lines are left.</summary>
internal static class WiringTable
{
    private const int Gpios = 28;

    public static string Write(PanelDescription panel)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Wiring: {panel.Title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made from `../{panel.Name}.json` by `recorder hardware {panel.Name}`; change that file, not this one.\n\n");
        Budget(text, panel);
        Pi(text, panel);
        foreach (var (chip, number) in panel.Chips.Select((chip, number) => (chip, number)).Where(entry => entry.chip.IsExpander))
            Expander(text, panel, chip, number);
        Display(text, panel);
        Power(text, panel);
        Contacts(text);
        return text.ToString();
    }

    private static void Budget(StringBuilder text, PanelDescription panel)
    {
        var nets = new PanelNets(panel);
        var own = Enumerable.Range(0, Gpios).Where(nets.Uses).Count();
        var buses = Enumerable.Range(0, Gpios).Count(gpio => nets.PurposeOf(gpio) is not null) - own;
        text.Append("## Line budget\n\n| chip | lines | used | of them read | free |\n|---|---|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture,
            $"| pi | {Gpios} | {own} + {buses} of the buses | {Read(panel, 0)} | {Gpios - own - buses}{Names(Enumerable.Range(0, Gpios).Where(gpio => nets.PurposeOf(gpio) is null).Select(gpio => $"GPIO{gpio}"))} |\n");
        for (var i = 1; i < panel.Chips.Length; i++)
        {
            var chip = panel.Chips[i];
            var used = panel.Uses().Where(use => use.Chip == i).Select(use => use.Offset).ToHashSet();
            var free = Enumerable.Range(0, chip.Lines).Where(offset => !used.Contains(offset)).Select(offset => chip.LineName(offset) + (chip.CanRead(offset) ? "" : " (output only)"));
            text.Append(CultureInfo.InvariantCulture, $"| {chip.Name} | {chip.Lines} | {used.Count} | {Read(panel, i)} | {chip.Lines - used.Count}{Names(free)} |\n");
        }
        text.Append("\nEncoders (A and B) are on the Pi's own pins, where the kernel stamps an edge within microseconds; switches, keys and lights, where\na millisecond does not matter, are on expanders if the Pi has no pin left for them.\n\n");
    }

    private static int Read(PanelDescription panel, int chip) => panel.Uses().Count(use => use.Chip == chip && use.Role != LineRole.Output);

    private static string Names(IEnumerable<string> names) => names.ToArray() is { Length: > 0 } list ? $": {string.Join(", ", list)}" : "";

    private static void Pi(StringBuilder text, PanelDescription panel)
    {
        var nets = new PanelNets(panel);
        text.Append("## The Pi's header\n\n| pin | name | goes to | pin | name | goes to |\n|---|---|---|---|---|---|\n");
        for (var pin = 1; pin <= PiHeader.Count; pin += 2)
            text.Append(CultureInfo.InvariantCulture,
                $"| {pin} | {PiHeader.NameOf(pin)} | {Purpose(nets, pin)} | {pin + 1} | {PiHeader.NameOf(pin + 1)} | {Purpose(nets, pin + 1)} |\n");
        text.Append('\n');
    }

    private static string Purpose(PanelNets nets, int pin) => PiHeader.GpioOf(pin) is { } gpio ? nets.PurposeOf(gpio) ?? "free" : "";

    private static void Expander(StringBuilder text, PanelDescription panel, ChipParts chip, int number)
    {
        text.Append(CultureInfo.InvariantCulture, $"## Expander \"{chip.Name}\": {chip.Part} at {chip.Address}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{AddressPins(chip)} INTA goes to {chip.Interrupt ?? "nothing"}. VDD to 3V3, RESET to 3V3, 100 nF from VDD to VSS at the chip. Each line that is read has 10 kOhm of the network to 3V3.\n\n");
        text.Append("| pin | line | goes to |\n|---|---|---|\n");
        var uses = panel.Uses().Where(use => use.Chip == number).ToDictionary(use => use.Offset, use => use.Purpose);
        for (var offset = 0; offset < chip.Lines; offset++)
            text.Append(CultureInfo.InvariantCulture,
                $"| {Mcp23017.PinOf(offset)} | {chip.LineName(offset)} | {uses.GetValueOrDefault(offset, chip.CanRead(offset) ? "free" : "free (output only)")} |\n");
        text.Append('\n');
    }

    private static string AddressPins(ChipParts chip)
    {
        var bits = Mcp23017.AddressBits(chip);
        return $"A0 to {Level(bits & 1)}, A1 to {Level(bits & 2)}, A2 to {Level(bits & 4)}.";
        static string Level(int bit) => bit == 0 ? "GND" : "3V3";
    }

    private static void Display(StringBuilder text, PanelDescription panel)
    {
        var display = panel.Display;
        text.Append(CultureInfo.InvariantCulture, $"## Display: {display.Part} on {display.Bus}\n\n| its pin | goes to |\n|---|---|\n");
        foreach (var (pin, net) in DisplayPins.Of(panel))
            text.Append(CultureInfo.InvariantCulture, $"| {pin} | {net} |\n");
        foreach (var device in panel.Devices)
            text.Append(CultureInfo.InvariantCulture, $"\n{device.Part} ({device.Role}) is on the same I2C wires, at {device.Address}.");
        text.Append(panel.Devices.IsEmpty ? "\n" : "\n\n");
    }

    private static void Power(StringBuilder text, PanelDescription panel)
    {
        text.Append("## Power and phones\n\n");
        if (panel.HoldUp is { } holdUp)
            text.Append(CultureInfo.InvariantCulture,
                $"- Hold-up: {holdUp.Part}, screwed under the Pi; its spring pins touch the header from below. The supply goes into it, not into the Pi.\n");
        if (panel.PowerFail is { } line)
            text.Append(panel.HoldUp is null
                ? $"- Power fail: an open-drain output of the supply to {line}, low while its hold-up carries; open it means all is well.\n"
                : $"- Power fail: the hold-up pulls {line} low when the supply is gone; the take is closed while the cell carries.\n");
        text.Append("- Phones: the Pi 4's jack, or a USB headphone adapter in any port of a Pi 5, which has no jack.\n\n");
    }

    private static void Contacts(StringBuilder text) => text.Append(
        """
        ## Contacts

        - Every key and knob switch connects its line to GND. The Pi's own pull-ups are switched on by the program; those of an expander are
          not to be had through the kernel's driver, so its lines have a resistor network.
        - An encoder's middle pin (C) goes to GND, A and B to their lines, each with 10 kOhm to 3V3 and 10 nF to GND at the knob. A is the line
          that closes first when turned to the right; if a knob counts backwards, swap its A and B in the description.
        - A light is an LED from its line through 470 Ohm to GND: 2 to 3 mA, lit while the line is high.

        """);
}
