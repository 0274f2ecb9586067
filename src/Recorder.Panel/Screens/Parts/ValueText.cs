using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Values of parameters as the panel writes them.</summary>
internal static class ValueText
{
    private const float PanCentre = 0.005f;

    /// <summary>For a column of the display: with its unit where there is room.</summary>
    public static string Column(ParameterSpec spec, float value)
    {
        var (number, unit) = Split(spec, value);
        var whole = unit is "" or "dB" or "LUFS" or "dBTP" ? number
            : unit is "kHz" ? $"{number}k"
            : unit is ":1" ? number + unit
            : $"{number} {unit}";
        return Faces.Small.Measure(whole) <= Layout.ColumnWidth ? whole : number;
    }

    /// <summary>For the overlay: number or word, and the unit apart.</summary>
    public static (string Number, string Unit) Split(ParameterSpec spec, float value) => spec.Warp switch
    {
        ParameterWarp.Switch when spec == StripParameter.PolarityInverted.Spec() => (value >= 0.5f ? "inv" : "norm", ""),
        ParameterWarp.Switch => (value >= 0.5f ? "on" : "off", ""),
        ParameterWarp.Fader when value <= spec.Minimum => ("off", ""),
        _ when spec == StripParameter.HighPassHz.Spec() && value <= StripParameters.HighPassOffHz => ("off", ""),
        _ when spec == StripParameter.Pan.Spec() => (Pan(value), ""),
        _ => spec.Unit switch
        {
            "Hz" when value >= 1000 => (Round(value / 1000, 1), "kHz"),
            "ms" when value >= 1000 => (Round(value / 1000, 1), "s"),
            "dB" => (Signed(value, spec.Decimals), spec.Unit),
            "LUFS" or "dBTP" => (Round(value, spec.Decimals, optional: true), spec.Unit),
            _ => (Round(value, spec.Decimals), spec.Unit),
        },
    };

    /// <summary>For the ends of a scale: without decimals that are zero.</summary>
    public static string End(ParameterSpec spec, float value)
    {
        var text = Column(spec, value);
        return text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }

    /// <summary>A number with its sign, zero without: "+1.0", "-4.5", "0.0".</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Round(value, decimals);
        return text.Any(c => c is >= '1' and <= '9') && value > 0 ? $"+{text}" : text;
    }

    /// <summary>A number with so many decimals; "-0.0" is written "0.0".</summary>
    public static string Round(double value, int decimals, bool optional = false)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var format = optional ? "0.##" : decimals == 0 ? "0" : $"0.{new string('0', decimals)}";
        return (rounded == 0 ? 0 : rounded).ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Pan(float value) => Math.Abs(value) < PanCentre ? "C"
        : string.Create(CultureInfo.InvariantCulture, $"{(value < 0 ? 'L' : 'R')}{Math.Round(Math.Abs(value) * 100):0}");
}
