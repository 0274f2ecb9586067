using Recorder.Core.Ports;

namespace Recorder.Core.Wiring;

/// <summary>What is printed beside controls and lights.</summary>
public static class PanelNames
{
    /// <summary>"K1", "MAIN", "REC".</summary>
    public static string Of(PanelControl control) => control switch
    {
        <= PanelControl.Knob8 => FormattableString.Invariant($"K{(int)control + 1}"),
        PanelControl.Record => "REC",
        _ => control.ToString().ToUpperInvariant(),
    };

    /// <summary>"REC", "CLIP/WARN".</summary>
    public static string Of(PanelLights light) => light switch
    {
        PanelLights.Record => "REC",
        PanelLights.ClipWarn => "CLIP/WARN",
        _ => light.ToString().ToUpperInvariant(),
    };
}
