using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Dsp.Analysis;
using Recorder.Dsp.Loudness;
using Recorder.Dsp.Mastering;
using Recorder.Dsp.PlaybackSystems;

namespace Recorder.Studio.Translation;

/// <summary>A part of a mix through the mastering chain as its values stand, and what is measured on it; each measure is made when it is asked for.</summary>
internal sealed class MasteredPart
{
    private const int BlockFrames = 4096;

    private readonly float[] left;
    private readonly float[] right;
    private readonly int rateHz;
    private readonly Lazy<SpectrumAnalyzer> spectrum;
    private readonly Lazy<SpectrumAnalyzer> oneSpeaker;
    private readonly Lazy<double> codedPeakDbtp;

    /// <summary>Makes it.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="values">The chain's values, with the loudness and ceiling aimed at.</param>
    /// <param name="cancel">Ends it.</param>
    public MasteredPart(MixPart mix, in MasterValues values, CancellationToken cancel)
    {
        (left, right, rateHz) = ([.. mix.Left], [.. mix.Right], mix.RateHz);
        var chain = new MasterChain(2, rateHz, values, MasterChain.NominalLufs - mix.Lufs);
        Run(chain.Process, left, right, cancel);
        // One pass, where the master's search takes several: what is measured here does not hang on tenths.
        var limiter = new TruePeakLimiter(
            2, rateHz, values[MasterParameter.CeilingDbtp], values[MasterParameter.LimiterReleaseMs], values[MasterParameter.TargetLufs] - LufsOf(left, right, rateHz));
        Run(limiter.Process, left, right, cancel);
        LimiterMeanDb = limiter.MeanReductionDb;
        spectrum = new(MeasureSpectrum);
        oneSpeaker = new(MeasureOneSpeaker);
        codedPeakDbtp = new(() => MeasureCodedPeak(cancel));
    }

    /// <summary>What the limiter takes off on average, in decibels, 0 or more.</summary>
    public double LimiterMeanDb { get; }

    /// <summary>True peak after coding at 128 kbit/s.</summary>
    public double CodedPeakDbtp => codedPeakDbtp.Value;

    /// <summary>By how many decibels one part of the spectrum is further above another than is typical.</summary>
    public double BeyondTypicalDb((double LowHz, double HighHz) part, (double LowHz, double HighHz) other) =>
        spectrum.Value.LevelDb(part.LowHz, part.HighHz) - spectrum.Value.LevelDb(other.LowHz, other.HighHz) - TypicalTone.DistanceDb(part, other);

    /// <summary>By how many decibels a part of the spectrum becomes softer when one loudspeaker plays both sides: 0 is mono, 3 dB are sides that have nothing in common.</summary>
    public double MonoLossDb((double LowHz, double HighHz) part) =>
        spectrum.Value.LevelDb(part.LowHz, part.HighHz) - oneSpeaker.Value.LevelDb(part.LowHz, part.HighHz);

    private SpectrumAnalyzer MeasureSpectrum()
    {
        // One after the other: the mean of both sides' powers, whatever they cancel of each other.
        var both = new SpectrumAnalyzer(rateHz);
        both.Add(left);
        both.Add(right);
        return both;
    }

    private SpectrumAnalyzer MeasureOneSpeaker()
    {
        var middle = new float[left.Length];
        for (var i = 0; i < middle.Length; i++)
            middle[i] = (left[i] + right[i]) / 2;
        var one = new SpectrumAnalyzer(rateHz);
        one.Add(middle);
        return one;
    }

    private double MeasureCodedPeak(CancellationToken cancel)
    {
        var preview = new PlaybackPreview(rateHz, BlockFrames);
        var meter = new TruePeakMeter(2, rateHz);
        var (codedLeft, codedRight) = ((float[])left.Clone(), (float[])right.Clone());
        Run((first, second) => preview.Process(PlaybackSystem.Mp3, first, second), codedLeft, codedRight, cancel);
        meter.Process(codedLeft, codedRight);
        meter.Complete();
        return meter.TruePeakDbtp;
    }

    /// <summary>Integrated loudness of two sides; not finite for silence.</summary>
    internal static double LufsOf(float[] left, float[] right, int rateHz)
    {
        var meter = new LoudnessMeter(2, rateHz);
        meter.Process(left, right);
        return meter.IntegratedLufs;
    }

    private delegate void Stage(Span<float> left, Span<float> right);

    private static void Run(Stage stage, float[] left, float[] right, CancellationToken cancel)
    {
        for (var start = 0; start < left.Length; start += BlockFrames)
        {
            cancel.ThrowIfCancellationRequested();
            var count = Math.Min(BlockFrames, left.Length - start);
            stage(left.AsSpan(start, count), right.AsSpan(start, count));
        }
    }
}
