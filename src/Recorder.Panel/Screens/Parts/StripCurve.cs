using System.Numerics;
using Recorder.Core.Parameters;

namespace Recorder.Panel.Screens.Parts;

/// <summary>
/// What a strip's filters do to a frequency, for the drawn curve. Analogue prototypes (R. Bristow-Johnson, Audio EQ
/// Cookbook): the display shows the shape, the mix itself is not computed here.
/// </summary>
internal static class StripCurve
{
    private const double ButterworthQ = 0.7071;

    /// <summary>Gain of low cut and equalizer together in decibels at a frequency.</summary>
    public static double GainDb(in StripValues values, double hertz)
    {
        var gainDb = Shelf(values[StripParameter.LowGainDb], values[StripParameter.LowQ], hertz / values[StripParameter.LowHz], isHigh: false)
            + Bell(values[StripParameter.LowMidGainDb], values[StripParameter.LowMidQ], hertz / values[StripParameter.LowMidHz])
            + Bell(values[StripParameter.HighMidGainDb], values[StripParameter.HighMidQ], hertz / values[StripParameter.HighMidHz])
            + Shelf(values[StripParameter.HighGainDb], values[StripParameter.HighQ], hertz / values[StripParameter.HighHz], isHigh: true);
        var lowCutHz = values[StripParameter.HighPassHz];
        return lowCutHz > StripParameters.HighPassOffHz ? gainDb + LowCut(hertz / lowCutHz) : gainDb;
    }

    private static double LowCut(double ratio)
    {
        var s = new Complex(0, ratio);
        return Decibels(s * s / (s * s + s / ButterworthQ + 1));
    }

    private static double Bell(double gainDb, double q, double ratio)
    {
        var a = Math.Pow(10, gainDb / 40);
        var s = new Complex(0, ratio);
        return Decibels((s * s + s * (a / q) + 1) / (s * s + s / (a * q) + 1));
    }

    private static double Shelf(double gainDb, double q, double ratio, bool isHigh)
    {
        var a = Math.Pow(10, gainDb / 40);
        var s = new Complex(0, ratio);
        var slope = s * (Math.Sqrt(a) / q);
        var (rising, falling) = (s * s + slope + a, a * s * s + slope + 1);
        return Decibels(isHigh ? a * falling / rising : a * rising / falling);
    }

    private static double Decibels(Complex gain) => 20 * Math.Log10(Math.Max(gain.Magnitude, 1e-6));
}
