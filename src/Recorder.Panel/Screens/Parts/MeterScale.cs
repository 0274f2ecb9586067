namespace Recorder.Panel.Screens.Parts;

/// <summary>Levels on a bar: the upper 20 dB have three times the pixels of the 40 below, because there is where one works.</summary>
internal static class MeterScale
{
    private const double BottomDb = -60;
    private const double KneeDb = -20;
    private const double UpperShare = 0.6;

    /// <summary>Pixels of a level (linear, 1.0 = full scale) on a bar of so many; 0 at and below -60 dBFS.</summary>
    public static int Pixels(float level, int barPixels) => (int)Math.Round(Share(level) * barPixels);

    /// <summary>The row of a level in decibels on a bar that begins at <paramref name="top"/>.</summary>
    public static int RowOf(double levelDb, int top, int barPixels) =>
        top + barPixels - (int)Math.Round(Share((float)Math.Pow(10, levelDb / 20)) * barPixels);

    private static double Share(float level)
    {
        var levelDb = level > 0 ? 20 * Math.Log10(level) : double.NegativeInfinity;
        return levelDb >= KneeDb ? 1 - UpperShare * Math.Min(1, levelDb / KneeDb) * (levelDb < 0 ? 1 : 0)
            : Math.Max(0, (1 - UpperShare) * (levelDb - BottomDb) / (KneeDb - BottomDb));
    }
}
