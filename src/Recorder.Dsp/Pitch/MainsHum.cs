namespace Recorder.Dsp.Pitch;

/// <summary>The mains in a lead: a steady, quiet tone at a multiple of 50 or 60 Hz, which nobody tunes to.</summary>
/// <remarks>
/// The nearest notes lie 35 and 49 cents away (G1 and B1), and the grid stays within 0.2 Hz of 50 (EN 50160: ±1 %, nearly always
/// a fifth of that). A string that is turned through that place is louder than the hum of a lead that can be worked with.
/// </remarks>
public static class MainsHum
{
    private const double LoudDbfs = -40;
    private const double Tolerance = 0.004;
    private const int MostTimes = 4;

    /// <summary>Whether a tone is taken for hum.</summary>
    public static bool Is(double frequencyHz, double levelDbfs) =>
        levelDbfs < LoudDbfs && (IsMultiple(frequencyHz, 50) || IsMultiple(frequencyHz, 60));

    private static bool IsMultiple(double frequencyHz, double mainsHz)
    {
        var times = Math.Round(frequencyHz / mainsHz);
        return times is >= 1 and <= MostTimes && Math.Abs(frequencyHz / (times * mainsHz) - 1) < Tolerance;
    }
}
