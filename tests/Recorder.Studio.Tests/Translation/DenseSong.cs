using Recorder.Studio.Translation;

namespace Recorder.Studio.Tests.Translation;

/// <summary>A sound whose spectrum, sides and hits are as asked: partials a forty-eighth of an octave apart.</summary>
internal static class DenseSong
{
    private const int RateHz = Material.RateHz;
    private const int PartialsPerOctave = 48;
    private const double LowestHz = 28;
    private const double HighestHz = 16000;

    /// <summary>As typical as a song can be, and so many decibels more at each frequency.</summary>
    /// <param name="moreDb">At a frequency in Hz.</param>
    /// <param name="isOpposite">Whether a frequency comes out of the other side upside down.</param>
    /// <param name="seconds">Its length.</param>
    public static MixPart Make(Func<double, double> moreDb, Func<double, bool>? isOpposite = null, double seconds = 2)
    {
        var random = new Random(4711);
        var (left, right) = (new double[(int)(seconds * RateHz)], new double[(int)(seconds * RateHz)]);
        for (var hertz = LowestHz; hertz < HighestHz; hertz *= Math.Pow(2, 1.0 / PartialsPerOctave))
        {
            var amplitude = 0.01 * Math.Pow(10, (TypicalTone.PerOctaveDb(hertz) + moreDb(hertz)) / 20);
            var pan = 0.7 + 0.3 * (2 * random.NextDouble() - 1);
            var other = Math.Sqrt(1 - pan * pan) * (isOpposite?.Invoke(hertz) == true ? -1 : 1);
            Add(left, right, hertz, amplitude * pan, amplitude * other, 2 * Math.PI * random.NextDouble());
        }
        return new MixPart([.. left.Select(sample => (float)sample)], [.. right.Select(sample => (float)sample)], RateHz);
    }

    // A turning pointer in place of a sine each: hundreds of partials.
    private static void Add(double[] left, double[] right, double hertz, double leftGain, double rightGain, double phase)
    {
        var (turnSine, turnCosine) = Math.SinCos(2 * Math.PI * hertz / RateHz);
        var (sine, cosine) = Math.SinCos(phase);
        for (var i = 0; i < left.Length; i++)
        {
            left[i] += leftGain * sine;
            right[i] += rightGain * sine;
            (sine, cosine) = (sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine);
        }
    }
}
