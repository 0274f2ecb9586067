using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>What each pin of a display goes to.</summary>
internal static class DisplayPins
{
    public static (string Pin, string Net)[] Of(PanelDescription panel) => panel.Display.Controller == DisplayController.Ssd1322
        ?
        [
            ("VSS", PiHeader.Ground), ("VDD", PiHeader.ThreeVolts), ("D/C#", panel.Display.DataCommand!), ("E, R/W#, D2 to D7", PiHeader.Ground),
            ("SCLK (D0)", "pi:11"), ("SDIN (D1)", "pi:10"), ("CS#", "pi:8"), ("RES#", panel.Display.Reset ?? PiHeader.ThreeVolts), ("BS0, BS1", PiHeader.Ground),
        ]
        : [("GND", PiHeader.Ground), ("VCC", PiHeader.ThreeVolts), ("SCL", "pi:3"), ("SDA", "pi:2")];
}
