using Recorder.Core.Parameters;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Values of parameters as the panel writes them.</summary>
internal static class ValueText
{
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

    /// <summary>For the overlay: number or word, and the unit apart; a target's whole numbers stand without decimals.</summary>
    public static (string Number, string Unit) Split(ParameterSpec spec, float value) => spec.Unit is "LUFS" or "dBTP"
        ? (Round(value, spec.Decimals, optional: true), spec.Unit)
        : ParameterText.Split(spec, value);

    /// <summary>For the ends of a scale: without decimals that are zero.</summary>
    public static string End(ParameterSpec spec, float value)
    {
        var text = Column(spec, value);
        return text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }

    /// <summary>A number with so many decimals, or without those at its end that are zero.</summary>
    public static string Round(double value, int decimals, bool optional = false)
    {
        var text = ParameterText.Round(value, decimals);
        return optional && decimals > 0 ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
