using Recorder.Core.Parameters;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Session.Mixes;

/// <summary>What a move is called when it can be undone: "Guitar level -4.5 dB", "Guitar EQ 3.1 kHz -2.5 dB".</summary>
public static class MoveNames
{
    /// <summary>A move of a strip that already has the new value.</summary>
    public static string Strip(SceneStrip strip, StripParameter parameter)
    {
        var text = parameter switch
        {
            LowGainDb => Band(strip.Values, LowHz, parameter),
            LowMidGainDb => Band(strip.Values, LowMidHz, parameter),
            HighMidGainDb => Band(strip.Values, HighMidHz, parameter),
            HighGainDb => Band(strip.Values, HighHz, parameter),
            _ => Named(parameter.Spec(), strip.Values[parameter]),
        };
        return $"{strip.Track} {text}".TrimStart();
    }

    /// <summary>A move of a bus that already has the new value.</summary>
    public static string Bus(BusValues values, BusParameter parameter) => Capital(Named(parameter.Spec(), values[parameter]));

    /// <summary>A move of a group that already has the new value: "Drums level -3.0 dB".</summary>
    public static string Group(SceneGroup group, GroupParameter parameter) =>
        $"{group.Name} {parameter.Spec().Short.ToLowerInvariant()} {ParameterText.Of(parameter.Spec(), group.Values[parameter])}";

    /// <summary>A strip that has just been put where it is: "Snare into Drums", "Snare into no group".</summary>
    public static string Member(Scene scene, int strip) =>
        $"{scene.Strips[strip].Track} into {(scene.Strips[strip].Group is { } group ? scene.Groups[group].Name : "no group")}".TrimStart();

    /// <summary>A move of the master that already has the new value.</summary>
    public static string Master(MasterValues values, MasterParameter parameter) => "Master " + Named(parameter.Spec(), values[parameter]);

    private static string Band(StripValues values, StripParameter frequency, StripParameter gain) =>
        $"EQ {ParameterText.Of(frequency.Spec(), values[frequency])} {ParameterText.Of(gain.Spec(), values[gain])}";

    private static string Named(ParameterSpec spec, float value) =>
        $"{char.ToLowerInvariant(spec.Name[0])}{spec.Name[1..]} {ParameterText.Of(spec, value)}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
