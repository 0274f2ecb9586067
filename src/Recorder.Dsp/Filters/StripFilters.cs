using Recorder.Core.Parameters;

namespace Recorder.Dsp.Filters;

/// <summary>The filters a strip's values ask for: high-pass, low shelf, low-mid bell, high-mid bell, high shelf.</summary>
public static class StripFilters
{
    /// <summary>How many sections a strip has.</summary>
    public const int Sections = 5;

    private const double ButterworthQ = 0.70710678118654752;

    /// <summary>One section, 0 the high-pass, 1 to 4 the bands from low to high; what is off or flat is the identity.</summary>
    public static BiquadCoefficients Section(in StripValues values, int section, int rateHz) => section switch
    {
        0 => HighPass(values[StripParameter.HighPassHz], rateHz),
        1 => Band(values, StripParameter.LowGainDb, rateHz, BiquadCoefficients.LowShelf),
        2 => Band(values, StripParameter.LowMidGainDb, rateHz, BiquadCoefficients.Bell),
        3 => Band(values, StripParameter.HighMidGainDb, rateHz, BiquadCoefficients.Bell),
        _ => Band(values, StripParameter.HighGainDb, rateHz, BiquadCoefficients.HighShelf),
    };

    /// <summary>The gain of the whole strip's filters at a frequency in decibels: the curve on the display.</summary>
    public static double MagnitudeDb(in StripValues values, double frequencyHz, int rateHz)
    {
        var totalDb = 0.0;
        for (var section = 0; section < Sections; section++)
            totalDb += Section(values, section, rateHz).MagnitudeDb(frequencyHz, rateHz);
        return totalDb;
    }

    private static BiquadCoefficients HighPass(float cutoffHz, int rateHz) => cutoffHz > StripParameters.HighPassOffHz
        ? BiquadCoefficients.HighPass(cutoffHz, ButterworthQ, rateHz)
        : BiquadCoefficients.Identity;

    // In each band gain, frequency and width are declared one after the other.
    private static BiquadCoefficients Band(
        in StripValues values, StripParameter gain, int rateHz, Func<double, double, double, int, BiquadCoefficients> design) =>
        values[gain] != 0 ? design(values[gain + 1], values[gain], values[gain + 2], rateHz) : BiquadCoefficients.Identity;
}
