using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>The front plate with its holes: as SVG for laser and print, as OpenSCAD for milling and printing in space.</summary>
internal static class FrontPlate
{
    // Holes of the parts in the bill of materials, millimetres.
    private const double EncoderHole = 7.2;
    private const double KeyHole = 12.2;
    private const double RecordKeyHole = 16.2;
    private const double LampHole = 3.2;
    private const double ScrewHole = 3.2;
    private const double ScrewInset = 5;
    private const string Cut = "fill:none;stroke:red;stroke-width:0.1";
    private const string Print = "fill:black";

    /// <summary>The cuts in red hairlines, the print in black.</summary>
    public static string WriteSvg(PanelDescription panel)
    {
        var sheet = new SvgSheet(panel.Plate.WidthMm, panel.Plate.HeightMm);
        sheet.Box(0.05, 0.05, panel.Plate.WidthMm - 0.1, panel.Plate.HeightMm - 0.1, Cut, 3);
        var (width, height) = Window(panel);
        sheet.Box(panel.Display.AtMm[0] - width / 2, panel.Display.AtMm[1] - height / 2, width, height, Cut);
        foreach (var hole in Holes(panel))
            sheet.Circle(hole.X, hole.Y, hole.Diameter, Cut);
        foreach (var knob in panel.Knobs)
            sheet.Text(knob.AtMm[0], knob.AtMm[1] + 14, PanelNames.Of(knob.Control), 3.2, "middle", Print);
        foreach (var key in OnPlate(panel))
        {
            var below = key.AtMm[1] + (key.Control == Core.Ports.PanelControl.Record ? 12.6 : 10.6);
            sheet.Text(key.AtMm[0], below, PanelNames.Of(key.Control), 3.2, "middle", Print);
            if (BackPrint(key.Control) is { } second)
                sheet.Text(key.AtMm[0], below + 3.2, second, 2.2, "middle", Print);
        }
        foreach (var lamp in panel.Lamps.Where(lamp => lamp.Light == Core.Ports.PanelLights.ClipWarn))
            sheet.Text(lamp.AtMm[0], lamp.AtMm[1] + 5.5, PanelNames.Of(lamp.Light), 2.6, "middle", Print);
        return sheet.ToString();
    }

    /// <summary>The plate as a solid, origin at its upper left corner, y downwards as in the description.</summary>
    public static string WriteScad(PanelDescription panel)
    {
        var (width, height) = Window(panel);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"// Front plate: {panel.Title}.\n// Made by `recorder hardware {panel.Name}`; measures in mm.\n$fn = 64;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"// x, y, diameter\nholes = [\n");
        foreach (var hole in Holes(panel))
            text.Append(CultureInfo.InvariantCulture, $"  [{hole.X:0.##}, {hole.Y:0.##}, {hole.Diameter:0.##}], // {hole.Name}\n");
        text.Append("];\n\nmirror([0, 1, 0])\ndifference() {\n");
        text.Append(CultureInfo.InvariantCulture, $"  cube([{panel.Plate.WidthMm:0.##}, {panel.Plate.HeightMm:0.##}, {panel.Plate.ThicknessMm:0.##}]);\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  translate([{panel.Display.AtMm[0] - width / 2:0.##}, {panel.Display.AtMm[1] - height / 2:0.##}, -1]) cube([{width:0.##}, {height:0.##}, {panel.Plate.ThicknessMm + 2:0.##}]);\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  for (hole = holes) translate([hole[0], hole[1], -1]) cylinder(d = hole[2], h = {panel.Plate.ThicknessMm + 2:0.##});\n}}\n");
        return text.ToString();
    }

    /// <summary>Every round hole of the plate.</summary>
    internal static IEnumerable<(string Name, double X, double Y, double Diameter)> Holes(PanelDescription panel)
    {
        foreach (var knob in panel.Knobs)
            yield return (PanelNames.Of(knob.Control), knob.AtMm[0], knob.AtMm[1], EncoderHole);
        foreach (var key in OnPlate(panel))
            yield return ($"{PanelNames.Of(key.Control)} key", key.AtMm[0], key.AtMm[1], key.Control == Core.Ports.PanelControl.Record ? RecordKeyHole : KeyHole);
        foreach (var lamp in panel.Lamps)
            yield return ($"{PanelNames.Of(lamp.Light)} light", lamp.AtMm[0], lamp.AtMm[1], LampHole);
        foreach (var x in (double[])[ScrewInset, panel.Plate.WidthMm - ScrewInset])
            foreach (var y in (double[])[ScrewInset, panel.Plate.HeightMm - ScrewInset])
                yield return ("screw M3", x, y, ScrewHole);
    }

    /// <summary>The window over the lit area with half a millimetre around it.</summary>
    internal static (double Width, double Height) Window(PanelDescription panel) => panel.Display.Controller == DisplayController.Ssd1322 ? (77.8, 20.2) : (30.4, 15.7);

    private static ImmutableArray<KeyParts> OnPlate(PanelDescription panel) => [.. panel.Keys.Where(key => !key.AtMm.IsDefault)];

    private static string? BackPrint(Core.Ports.PanelControl control) => control switch
    {
        Core.Ports.PanelControl.Record => "reach back",
        Core.Ports.PanelControl.Stop => "off (2 s)",
        Core.Ports.PanelControl.Play => "compare",
        Core.Ports.PanelControl.Mark => "cut here",
        Core.Ports.PanelControl.Mix => "quick mix",
        Core.Ports.PanelControl.Master => "make master",
        _ => null,
    };
}
