using Recorder.Core.Parameters;
using Recorder.Dsp.Analysis;

namespace Recorder.Studio.Mastering;

/// <summary>Moves a master's three tone controls towards the tone of a song that is liked.</summary>
public static class ReferenceTone
{
    // Where each control of the chain works, as the master's tone declares them.
    private static readonly (MasterParameter Control, double LowHz, double HighHz)[] Regions =
    [
        (MasterParameter.LowDb, 30, 120),
        (MasterParameter.BodyDb, 250, 650),
        (MasterParameter.AirDb, 8000, 16000),
    ];

    private const double MiddleLowHz = 800;
    private const double MiddleHighHz = 4000;

    // All of the way would be another song.
    private const double Share = 0.7;

    /// <summary>The values with Low, Body and Air set so that the mix comes nearer to the reference.</summary>
    public static MasterValues Match(string mixFile, string referenceFile, MasterValues values, CancellationToken cancel)
    {
        var (mix, reference) = (Spectrum(mixFile, cancel), Spectrum(referenceFile, cancel));
        foreach (var (control, lowHz, highHz) in Regions)
        {
            var lacking = Lean(reference, lowHz, highHz) - Lean(mix, lowHz, highHz);
            values = values.With(control, (float)Math.Round(Share * lacking, 1));
        }
        return values;
    }

    private static double Lean(SpectrumAnalyzer spectrum, double lowHz, double highHz) =>
        spectrum.LevelDb(lowHz, highHz) - spectrum.LevelDb(MiddleLowHz, MiddleHighHz);

    private static SpectrumAnalyzer Spectrum(string file, CancellationToken cancel)
    {
        using var source = new FileSource(file, cancel: cancel);
        var spectrum = new SpectrumAnalyzer(source.RateHz);
        var (left, right) = (new float[4096], new float[4096]);
        for (int frames; (frames = source.Read(left, right)) > 0;)
        {
            for (var i = 0; source.Channels == 2 && i < frames; i++)
                left[i] = (left[i] + right[i]) / 2;
            spectrum.Add(left.AsSpan(0, frames));
        }
        return spectrum;
    }
}
