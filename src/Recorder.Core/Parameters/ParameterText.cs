using System.Globalization;

namespace Recorder.Core.Parameters;

/// <summary>Values as people read them, everywhere the same: "-4.5 dB", "3.1 kHz", "off", "L30".</summary>
public static class ParameterText
{
    private const float PanCentre = 0.005f;

    /// <summary>Number or word, and its unit behind a blank.</summary>
    public static string Of(ParameterSpec spec, float value)
    {
        var (number, unit) = Split(spec, value);
        return unit is "" or ":1" ? number + unit : $"{number} {unit}";
    }

    /// <summary>Number or word, and the unit apart; the unit may be a larger one (kHz for Hz, s for ms).</summary>
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
            _ => (Round(value, spec.Decimals), spec.Unit),
        },
    };

    /// <summary>A number with its sign, zero without: "+1.0", "-4.5", "0.0".</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Round(value, decimals);
        return value > 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? $"+{text}" : text;
    }

    /// <summary>A number with so many decimals; "-0.0" is written "0.0".</summary>
    public static string Round(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Pan(float value) => Math.Abs(value) < PanCentre ? "C"
        : string.Create(CultureInfo.InvariantCulture, $"{(value < 0 ? 'L' : 'R')}{Math.Round(Math.Abs(value) * 100):0}");
}
