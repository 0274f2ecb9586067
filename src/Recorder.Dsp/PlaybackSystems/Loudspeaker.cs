using System.Runtime.Intrinsics;
using Recorder.Dsp.Filters;
using Recorder.Dsp.Listening;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>Sound as a <see cref="LoudspeakerVoicing"/> gives it, as loud as it was: what is louder would be taken for better.</summary>
/// <remarks>
/// The loudness (BS.1770 K-weighting) is kept for pink noise whose sides are half alike, which is near to music; of music with all
/// its weight in the bass a phone stays softer, as it should.
/// </remarks>
internal sealed class Loudspeaker : IStereoProcess
{
    /// <summary>How alike the sides of the noise are that the loudness is kept for, 0 to 1.</summary>
    public const double SideCorrelation = 0.5;

    private const int LargestBlock = 256;
    private const int PointsPerOctave = 24;
    private const double LowestHz = 20;
    private const double HighestHz = 20000;

    private readonly LoudspeakerVoicing voicing;
    private readonly StereoBiquad[] sections;
    private readonly StereoWidth? monoBass;
    private readonly PeakGuard guard;
    private readonly Vector128<double>[] frames = new Vector128<double>[LargestBlock];
    private readonly double gain;

    /// <summary>A loudspeaker at a sample rate in Hz.</summary>
    public Loudspeaker(LoudspeakerVoicing voicing, int rateHz)
    {
        this.voicing = voicing;
        var coefficients = voicing.Sections(rateHz);
        sections = [.. coefficients.Select(section => new StereoBiquad(section))];
        monoBass = voicing.MonoBelowHz is { } hertz ? new StereoWidth(rateHz, 100, (float)hertz, 0, LargestBlock) : null;
        guard = new PeakGuard(rateHz);
        var sides = voicing.IsMono ? (1 + SideCorrelation) / 2 : 1;
        gain = 1 / Math.Sqrt(sides * WeightedShare([.. coefficients], rateHz));
    }

    /// <inheritdoc/>
    public int LatencyFrames => 0;

    /// <inheritdoc/>
    public void Process(Span<float> left, Span<float> right)
    {
        for (var start = 0; start < left.Length; start += LargestBlock)
        {
            var count = Math.Min(LargestBlock, left.Length - start);
            Shape(left.Slice(start, count), right.Slice(start, count));
        }
        guard.Process(left, right);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (ref var section in sections.AsSpan())
            section.Reset();
        monoBass?.Reset();
        guard.Reset();
    }

    private void Shape(Span<float> left, Span<float> right)
    {
        var block = frames.AsSpan(0, left.Length);
        StereoFrames.Gather(left, right, gain, block);
        if (voicing.IsMono)
        {
            foreach (ref var frame in block)
                frame = Vector128.Create((frame[0] + frame[1]) * 0.5);
        }
        monoBass?.Process(block);
        foreach (ref var section in sections.AsSpan())
            section.Process(block);
        StereoFrames.Scatter(block, left, right);
    }

    // What of pink noise's K-weighted power is left: every part of an octave has the same power in it.
    private static double WeightedShare(BiquadCoefficients[] sections, int rateHz)
    {
        var k = KWeighting.ForRate(rateHz);
        var shelf = new BiquadCoefficients(k.ShelfB0, k.ShelfB1, k.ShelfB2, k.ShelfA1, k.ShelfA2);
        var highPass = new BiquadCoefficients(1, -2, 1, k.HighPassA1, k.HighPassA2);
        double before = 0, after = 0;
        var step = Math.Pow(2, 1.0 / PointsPerOctave);
        for (var hertz = LowestHz; hertz < Math.Min(HighestHz, 0.49 * rateHz); hertz *= step)
        {
            var weight = Square(shelf.Magnitude(hertz, rateHz) * highPass.Magnitude(hertz, rateHz));
            before += weight;
            after += weight * sections.Aggregate(1.0, (power, section) => power * Square(section.Magnitude(hertz, rateHz)));
        }
        return after / before;
    }

    private static double Square(double value) => value * value;
}
