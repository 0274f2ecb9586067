using Recorder.Dsp.Metering;

namespace Recorder.Dsp.Analysis;

/// <summary>How a track behaves over its length.</summary>
/// <param name="PeakDb">Its highest sample in dBFS.</param>
/// <param name="GatedRmsDb">Its RMS in dBFS while it plays.</param>
/// <param name="LoudRmsDb">The RMS of the loudest tenth of its playing in dBFS.</param>
/// <param name="FloorRmsDb">The RMS in dBFS that nine tenths of all its blocks exceed: room, bleed and noise.</param>
/// <param name="ActivityShare">The share of its length in which it plays, 0 to 1.</param>
public readonly record struct LevelSummary(double PeakDb, double GatedRmsDb, double LoudRmsDb, double FloorRmsDb, double ActivityShare)
{
    /// <summary>How far the peak stands above the RMS of the playing, in decibels.</summary>
    public double CrestDb => PeakDb - GatedRmsDb;
}

/// <summary>Collects the levels of one channel in blocks of 100 ms.</summary>
/// <remarks>
/// A block plays when it is above -70 dBFS and not more than 20 dB under the mean of those that are: the gates of EBU Tech 3342.
/// </remarks>
/// <param name="rateHz">Frames per second.</param>
public sealed class LevelStatistics(int rateHz)
{
    /// <summary>What silence is given as, in dBFS.</summary>
    public const double SilenceDb = -200;

    private const double AbsoluteGatePower = 1e-7;
    private const double RelativeGate = 0.01;
    private const double LoudShare = 0.1;
    private const double FloorShare = 0.1;

    private readonly int blockFrames = rateHz / 10;
    private readonly List<double> powers = [];
    private double blockSum;
    private int framesInBlock;
    private float peak;

    /// <summary>Takes in samples of one channel, in blocks of any length.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var part = samples[..Math.Min(samples.Length, blockFrames - framesInBlock)];
            var level = LevelKernels.PeakAndSumOfSquares(part);
            peak = Math.Max(peak, level.Peak);
            blockSum += level.SumOfSquares;
            if ((framesInBlock += part.Length) == blockFrames)
            {
                powers.Add(blockSum / blockFrames);
                (blockSum, framesInBlock) = (0, 0);
            }
            samples = samples[part.Length..];
        }
    }

    /// <summary>What was found in the whole blocks so far.</summary>
    public LevelSummary Summary()
    {
        double[] sorted = [.. powers.Order()];
        var audible = From(sorted, AbsoluteGatePower);
        var playing = From(audible, Mean(audible) * RelativeGate);
        var loud = playing[^Math.Min(playing.Length, (int)Math.Ceiling(playing.Length * LoudShare))..];
        var floor = sorted.Length > 0 ? sorted[(int)(sorted.Length * FloorShare)] : 0;
        return new(
            ToDb((double)peak * peak), ToDb(Mean(playing)), ToDb(Mean(loud)), ToDb(floor),
            sorted.Length > 0 ? (double)playing.Length / sorted.Length : 0);
    }

    private static double[] From(double[] sorted, double power) => [.. sorted.SkipWhile(value => value < power)];

    private static double Mean(double[] values) => values.Length > 0 ? values.Average() : 0;

    private static double ToDb(double power) => Math.Max(10 * Math.Log10(power), SilenceDb);
}
