namespace Recorder.Dsp.Tests.Loudness;

/// <summary>The tones of EBU Tech 3341 and 3342: a 1 kHz sine whose level changes in steps, its phase running on.</summary>
internal static class EbuTone
{
    /// <summary>Stands for digital silence in a list of levels.</summary>
    public const double Silence = double.NegativeInfinity;

    /// <summary>One channel made of (seconds, peak dBFS) steps.</summary>
    public static float[] Make(int rateHz, params ReadOnlySpan<(double Seconds, double PeakDbfs)> steps)
    {
        var samples = new List<float>();
        var end = 0.0;
        foreach (var (seconds, peakDbfs) in steps)
        {
            end += seconds * rateHz;
            var gain = Math.Pow(10, peakDbfs / 20);
            for (var frame = samples.Count; frame < Math.Round(end); frame++)
                samples.Add(gain == 0 ? 0 : (float)(gain * Math.Sin(2 * Math.PI * 1000 * frame / rateHz)));
        }

        return [.. samples];
    }
}
