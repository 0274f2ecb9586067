using System.Globalization;
using System.Text;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>What to buy, counted from the schematic's parts.</summary>
internal static class BillOfMaterials
{
    public static string Write(PanelDescription panel)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Bill of materials: {panel.Title}\n\nMade from `../{panel.Name}.json` by `recorder hardware {panel.Name}`.\n\n| pieces | part | for |\n|---|---|---|\n");
        foreach (var group in Parts.Of(panel).GroupBy(part => part.Order))
            text.Append(CultureInfo.InvariantCulture, $"| {group.Count()} | {group.Key} | {For([.. group])} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| 1 | Raspberry Pi 4 or 5, 2 GB or more, with its supply and a card of class A2 | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| {panel.Knobs.Length} | knob for a 6 mm D shaft, 12 to 18 mm wide | {string.Join(", ", panel.Knobs.Select(knob => PanelNames.Of(knob.Control)))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| 1 | front plate {panel.Plate.WidthMm:0.#} x {panel.Plate.HeightMm:0.#} x {panel.Plate.ThicknessMm:0.#} mm, aluminium or acrylic | `plate.svg` or `plate.scad` |\n");
        text.Append("| 4 | M3 x 8 screw with stand-off | plate |\n| 1 | USB headphone adapter, class-compliant, such as Sabrent AU-MMSA | phones on a Pi 5, which has no jack |\n");
        return text.ToString();
    }

    private static string For(Part[] parts) => parts.Length > 4 && parts[0].Symbol is "R" or "C" ? parts[0].Value : string.Join(", ", parts.Select(part => part.Value).Distinct());
}
