namespace Recorder.Dsp.Filters;

/// <summary>Sections one after the other for one channel; those that change nothing cost nothing.</summary>
/// <param name="sections">How many sections there are.</param>
public sealed class BiquadCascade(int sections)
{
    private readonly Biquad[] biquads = [.. Enumerable.Repeat(new Biquad(BiquadCoefficients.Identity), sections)];

    /// <summary>Sets one section; it acts from the next sample on.</summary>
    public void Set(int section, in BiquadCoefficients coefficients) => biquads[section].Coefficients = coefficients;

    /// <summary>Filters samples of one channel in place.</summary>
    public void Process(Span<float> samples)
    {
        foreach (ref var biquad in biquads.AsSpan())
        {
            if (biquad.Coefficients.IsIdentity)
                biquad.Reset();
            else
                biquad.Process(samples);
        }
    }

    /// <summary>The gain of all sections together at a frequency, in decibels.</summary>
    public double MagnitudeDb(double frequencyHz, int rateHz)
    {
        var totalDb = 0.0;
        foreach (ref readonly var biquad in biquads.AsSpan())
            totalDb += biquad.Coefficients.MagnitudeDb(frequencyHz, rateHz);
        return totalDb;
    }
}
