using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>
/// The wiring as a picture: the Pi's header in the middle, each of its pins joined to what it goes to; what is on an
/// expander stands beside that expander.
/// </summary>
internal static class WiringDiagram
{
    private const double Pitch = 7;
    private const double PinBox = 6;
    private const double Middle = 105;
    private const double Top = 24;
    private const double TagWidth = 46;
    private const string Frame = "fill:white;stroke:black;stroke-width:0.3";
    private const string Wire = "stroke:#333;stroke-width:0.3";

    public static string Write(PanelDescription panel)
    {
        var expanders = panel.Chips.Select((chip, number) => (chip, number)).Where(entry => entry.chip.IsExpander).ToArray();
        var headerBottom = Top + PiHeader.Count / 2 * Pitch;
        var sheet = new SvgSheet(2 * Middle + expanders.Length * 84, headerBottom + 46);
        sheet.Box(0, 0, 2 * Middle + expanders.Length * 84, headerBottom + 46, "fill:white");
        sheet.Text(8, 10, panel.Title, 5, extra: "font-weight:bold");
        sheet.Text(Middle, Top - 5, "Raspberry Pi header", 4, "middle");
        var nets = new PanelNets(panel);
        for (var pin = 1; pin <= PiHeader.Count; pin++)
            Pin(sheet, nets, pin);
        for (var i = 0; i < expanders.Length; i++)
            Expander(sheet, panel, expanders[i].chip, expanders[i].number, 2 * Middle + i * 84);
        Display(sheet, panel, headerBottom + 10);
        return sheet.ToString();
    }

    private static void Pin(SvgSheet sheet, PanelNets nets, int pin)
    {
        var isLeft = pin % 2 == 1;
        var y = Top + (pin - 1) / 2 * Pitch;
        var x = isLeft ? Middle - PinBox - 0.5 : Middle + 0.5;
        var name = PiHeader.NameOf(pin);
        var purpose = PiHeader.GpioOf(pin) is { } gpio ? nets.PurposeOf(gpio) : null;
        sheet.Box(x, y, PinBox, PinBox, name switch
        {
            PiHeader.Ground => "fill:#bbb;stroke:black;stroke-width:0.3",
            PiHeader.ThreeVolts or PiHeader.FiveVolts => "fill:#f5c8b8;stroke:black;stroke-width:0.3",
            _ => Frame,
        });
        sheet.Text(x + PinBox / 2, y + 4.2, FormattableString.Invariant($"{pin}"), 3, "middle");
        var edge = isLeft ? x : x + PinBox;
        var direction = isLeft ? -1 : 1;
        sheet.Text(edge + direction * 1.5, y + 4.2, name, 3, isLeft ? "end" : "start", "fill:#666");
        if (purpose is null)
            return;
        var from = edge + direction * 15;
        sheet.Line(from, y + 3, from + direction * 20, y + 3, Wire);
        Tag(sheet, isLeft ? from - 20 - TagWidth : from + 20, y, purpose);
    }

    private static void Tag(SvgSheet sheet, double x, double y, string text)
    {
        sheet.Box(x, y + 0.2, TagWidth, PinBox - 0.4, Frame, 1);
        sheet.Text(x + 2, y + 4.2, text, 3.2);
    }

    private static void Expander(SvgSheet sheet, PanelDescription panel, ChipParts chip, int number, double left)
    {
        sheet.Text(left + 4, Top - 5, $"{chip.Part} \"{chip.Name}\"", 4);
        sheet.Text(left + 4, Top - 0.5, $"{chip.Address}, SDA to pin 3, SCL to pin 5{(chip.Interrupt is { } line ? $", INTA to {line}" : "")}", 2.6, extra: "fill:#666");
        var uses = panel.Uses().Where(use => use.Chip == number).ToDictionary(use => use.Offset, use => use.Purpose);
        for (var offset = 0; offset < chip.Lines; offset++)
        {
            var y = Top + 2 + offset * Pitch;
            sheet.Box(left + 4, y, 22, PinBox, chip.CanRead(offset) ? Frame : "fill:#eee;stroke:black;stroke-width:0.3");
            sheet.Text(left + 15, y + 4.2, FormattableString.Invariant($"{Mcp23017.PinOf(offset)} {chip.LineName(offset)}"), 3, "middle");
            if (!uses.TryGetValue(offset, out var purpose))
                continue;
            sheet.Line(left + 26, y + 3, left + 32, y + 3, Wire);
            Tag(sheet, left + 32, y, purpose);
        }
    }

    private static void Display(SvgSheet sheet, PanelDescription panel, double top)
    {
        sheet.Text(8, top, $"Display {panel.Display.Part}", 4);
        var x = 8.0;
        foreach (var (pin, net) in DisplayPins.Of(panel))
        {
            sheet.Box(x, top + 4, 22, 12, Frame, 1);
            sheet.Text(x + 11, top + 9, pin, pin.Length > 10 ? 2.2 : 3, "middle");
            sheet.Text(x + 11, top + 14, net, 3, "middle", "fill:#666");
            x += 23;
        }
        var y = top + 24;
        foreach (var device in panel.Devices)
        {
            sheet.Text(8, y, $"{device.Part}, {device.Role}: {device.Address}, SDA to pin 3, SCL to pin 5, 3V3, GND", 3.4);
            y += 5;
        }
        if (panel.HoldUp is { } holdUp)
            sheet.Text(8, y, $"{holdUp.Part}: under the Pi, power fail to {panel.PowerFail}", 3.4);
    }
}
