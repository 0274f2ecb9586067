using System.Numerics;
using System.Runtime.InteropServices;

namespace Recorder.Dsp.Analysis;

/// <summary>Where a probe was found.</summary>
/// <param name="Frame">The frame with which it begins.</param>
/// <param name="Match">How alike it is, 0 to 1: the coefficient of correlation, whatever level and polarity.</param>
public readonly record struct ProbeFinding(int Frame, double Match);

/// <summary>A short sweep that is found again to the frame in what comes back, by cross-correlation.</summary>
public static class ProbeSignal
{
    private const double LowestHz = 200;
    private const double HighestPart = 0.4;
    private const double EdgePart = 0.05;

    /// <summary>A linear sweep from 200 Hz to 0.4 of the rate, its edges rounded off, ±1 at most.</summary>
    public static float[] Make(int frames, int rateHz)
    {
        var sweep = new float[frames];
        var edge = Math.Max(1, (int)(frames * EdgePart));
        var highestHz = HighestPart * rateHz;
        for (var i = 0; i < frames; i++)
        {
            var seconds = (double)i / rateHz;
            var risePerSecond = (highestHz - LowestHz) * rateHz / frames;
            var phase = 2 * Math.PI * (LowestHz + risePerSecond * seconds / 2) * seconds;
            var fromEdge = Math.Min(1, Math.Min(i, frames - 1 - i) / (double)edge);
            sweep[i] = (float)(Math.Sin(phase) * (1 - Math.Cos(Math.PI * fromEdge)) / 2);
        }
        return sweep;
    }

    /// <summary>Looks for a probe in what was recorded.</summary>
    /// <param name="recorded">One channel, longer than the probe.</param>
    /// <param name="probe">The probe as it was played.</param>
    public static ProbeFinding Find(ReadOnlySpan<float> recorded, ReadOnlySpan<float> probe)
    {
        var probeEnergy = Dot(probe, probe);
        var best = new ProbeFinding(0, 0);
        var energy = 0.0;
        foreach (var sample in recorded[..(probe.Length - 1)])
            energy += (double)sample * sample;
        for (var frame = 0; frame + probe.Length <= recorded.Length; frame++)
        {
            var last = recorded[frame + probe.Length - 1];
            energy += (double)last * last;
            // Rounding of the running sum, or digital silence: nothing there.
            if (energy > 1e-9)
            {
                var match = Math.Abs(Dot(recorded.Slice(frame, probe.Length), probe)) / Math.Sqrt(energy * probeEnergy);
                if (match > best.Match)
                    best = new ProbeFinding(frame, match);
            }
            energy -= (double)recorded[frame] * recorded[frame];
        }
        return best;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        var total = (double)Vector.Sum(sum);
        for (var i = x.Length * Vector<float>.Count; i < a.Length; i++)
            total += a[i] * b[i];
        return total;
    }
}
