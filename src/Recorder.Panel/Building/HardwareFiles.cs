using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>Everything that is made from a description: what a person with a soldering iron needs.</summary>
public static class HardwareFiles
{
    /// <summary>The files by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(PanelDescription panel)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["parts.md"] = BillOfMaterials.Write(panel),
                ["wiring.md"] = WiringTable.Write(panel),
            ["wiring.svg"] = WiringDiagram.Write(panel),
            ["config.txt"] = BootLines.Write(panel),
            ["plate.svg"] = FrontPlate.WriteSvg(panel),
            ["plate.scad"] = FrontPlate.WriteScad(panel),
        };
        foreach (var (name, text) in Schematic.Write(panel))
            files.Add(name, text);
        return files;
    }
}
