using System.Numerics;
using Recorder.Dsp.Analysis;

namespace Recorder.Dsp.Pitch;

/// <summary>The pitch of one voice: strings, winds, a voice, from 27 Hz to 2.5 kHz.</summary>
/// <remarks>
/// Design: which period it is, the normalised square difference says (McLeod and Wyvill, "A smarter way to find pitch", 2005):
/// nothing of the kind of a spectrum's highest line can be an octave off because the fundamental is weak. How long that period
/// is to a hundredth of a semitone, it says less well: the stiff strings' sharp upper partials pull it up. So the partials are
/// then measured one by one (<see cref="PartialFit"/>). Allocates nothing after its making.
/// </remarks>
public sealed class PitchDetector
{
    /// <summary>The lowest tone that is found.</summary>
    public const double LowestHz = 27;

    /// <summary>The highest.</summary>
    public const double HighestHz = 2500;

    // Four periods of a five-string bass's lowest string (B0, 30.9 Hz) lie in it.
    private const double LeastBlockSeconds = 0.13;

    // Where the level lies below, nobody plays.
    private const double QuietDbfs = -66;

    // A tone with noise 10 dB below it reaches 0.9; noise alone stays under 0.3.
    private const double LeastClarity = 0.85;

    // The first period about as good as the best is the one that is heard; the best may be several of them.
    private const double ShareOfBest = 0.9;

    private readonly int rateHz;
    private readonly int longestFrames;
    private readonly int shortestFrames;
    private readonly RealFft fft;
    private readonly PartialFit partials;
    private readonly float[] block;
    private readonly float[] padded;
    private readonly float[] realParts;
    private readonly float[] imaginaryParts;
    private readonly float[] likeness;

    /// <summary>A detector for one sample rate.</summary>
    public PitchDetector(int rateHz)
    {
        this.rateHz = rateHz;
        BlockFrames = (int)BitOperations.RoundUpToPowerOf2((uint)(rateHz * LeastBlockSeconds));
        longestFrames = (int)(rateHz / LowestHz);
        shortestFrames = Math.Max(2, (int)(rateHz / HighestHz));
        fft = new RealFft(2 * BlockFrames);
        partials = new PartialFit(rateHz, BlockFrames);
        block = new float[BlockFrames];
        padded = new float[2 * BlockFrames];
        (realParts, imaginaryParts) = (new float[fft.Bins], new float[fft.Bins]);
        likeness = new float[Math.Min(BlockFrames * 3 / 4, longestFrames + 2)];
    }

    /// <summary>Frames that <see cref="Detect"/> looks at: 171 ms at 48 kHz.</summary>
    public int BlockFrames { get; }

    /// <summary>The pitch of the newest frames.</summary>
    /// <param name="samples"><see cref="BlockFrames"/> samples, full scale ±1.0.</param>
    public PitchReading Detect(ReadOnlySpan<float> samples)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, BlockFrames, nameof(samples));
        var levelDbfs = Centre(samples);
        if (!(levelDbfs >= QuietDbfs))
            return new PitchReading(0, 0, levelDbfs);
        Compare();
        if (FirstPeriod() is not { } period || period.Clarity < LeastClarity)
            return new PitchReading(0, 0, levelDbfs);
        var foundHz = Deeper(rateHz / period.Frames);
        var frequencyHz = partials.Refine(block, foundHz);
        return MainsHum.Is(frequencyHz, levelDbfs)
            ? new PitchReading(0, period.Clarity, levelDbfs)
            : new PitchReading(frequencyHz, Math.Min(1, period.Clarity), levelDbfs);
    }

    // Direct current would be alike at every distance.
    private double Centre(ReadOnlySpan<float> samples)
    {
        var mean = 0.0;
        foreach (var sample in samples)
            mean += sample;
        mean /= samples.Length;
        var power = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            block[i] = (float)(samples[i] - mean);
            power += (double)block[i] * block[i];
        }
        return double.IsFinite(power) ? 10 * Math.Log10(power / samples.Length + 1e-30) : double.NegativeInfinity;
    }

    // n(t) = 2 r(t) / m(t). The power spectrum is real and even, so a forward transform is its inverse one.
    private void Compare()
    {
        block.CopyTo(padded, 0);
        padded.AsSpan(BlockFrames).Clear();
        fft.Forward(padded, realParts, imaginaryParts);
        for (var bin = 0; bin < fft.Bins; bin++)
            padded[bin] = realParts[bin] * realParts[bin] + imaginaryParts[bin] * imaginaryParts[bin];
        for (var bin = 1; bin < fft.Bins - 1; bin++)
            padded[padded.Length - bin] = padded[bin];
        fft.Forward(padded, realParts, imaginaryParts);
        var squares = 2.0 * realParts[0] / padded.Length;
        for (var lag = 0; lag < likeness.Length; lag++)
        {
            likeness[lag] = squares > 0 ? (float)(2.0 * realParts[lag] / padded.Length / squares) : 0;
            squares -= (double)block[lag] * block[lag] + (double)block[^(lag + 1)] * block[^(lag + 1)];
        }
    }

    // Between a rise through zero and the next fall through it there is one candidate, its highest place.
    private (double Frames, double Clarity)? FirstPeriod()
    {
        var best = 0f;
        for (var peak = NextPeak(0); peak > 0; peak = NextPeak(peak))
            best = Math.Max(best, likeness[peak]);
        if (best <= 0)
            return null;
        for (var peak = NextPeak(0); peak > 0; peak = NextPeak(peak))
        {
            if (likeness[peak] >= ShareOfBest * best)
                return Top(peak);
        }
        return null;
    }

    private int NextPeak(int from)
    {
        var lag = from;
        while (lag < likeness.Length - 1 && likeness[lag] > 0)
            lag++;
        while (lag < likeness.Length - 1 && likeness[lag] <= 0)
            lag++;
        var highest = 0;
        for (; lag < likeness.Length - 1 && likeness[lag] > 0; lag++)
        {
            if (lag >= shortestFrames && (highest == 0 || likeness[lag] > likeness[highest]))
                highest = lag;
        }
        return highest > 0 || lag >= likeness.Length - 1 ? highest : NextPeak(lag);
    }

    // A parabola through the highest place and its neighbours.
    private (double Frames, double Clarity) Top(int peak)
    {
        double before = likeness[peak - 1], at = likeness[peak], after = likeness[peak + 1];
        var bend = before - 2 * at + after;
        var shift = bend < 0 ? Math.Clamp((before - after) / (2 * bend), -1, 1) : 0;
        return (peak + shift, at - (before - after) * shift / 4);
    }

    // A weak fundamental below strong even partials leaves the half period nearly as good as the whole one.
    private double Deeper(double foundHz)
    {
        var lowerHz = foundHz / 2;
        var lag = (int)Math.Round(rateHz / lowerHz);
        if (lowerHz >= LowestHz && lag < likeness.Length && likeness[lag] > likeness[(int)Math.Round(rateHz / foundHz)]
            && partials.HasOddPartials(block, lowerHz))
            return lowerHz;
        return foundHz;
    }
}
