namespace Recorder.Dsp.Loudness;

/// <summary>
/// Gated statistics over any number of blocks in fixed memory. A bin keeps how many blocks fell into it and the exact sum
/// of their energies, so a mean over whole bins is exact and only the one bin a gate cuts through is taken or left whole.
/// </summary>
internal sealed class LoudnessHistogram
{
    // Floating-point material may be above full scale: the top bin lies well beyond it and takes everything louder.
    private const double TopLufs = 50;
    private const int BinsPerLu = 50;
    private const int Bins = (int)((TopLufs - LoudnessMeter.AbsoluteGateLufs) * BinsPerLu);

    private readonly long[] counts = new long[Bins];
    private readonly double[] sums = new double[Bins];

    /// <summary>Counts a block's mean square, K-weighted and summed over channels, if it passes the absolute gate.</summary>
    public void Add(double meanSquare)
    {
        var lufs = LoudnessMeter.ToLufs(meanSquare);
        if (!(lufs >= LoudnessMeter.AbsoluteGateLufs))
            return;
        var bin = Math.Min((int)((lufs - LoudnessMeter.AbsoluteGateLufs) * BinsPerLu), Bins - 1);
        counts[bin]++;
        sums[bin] += meanSquare;
    }

    /// <summary>Forgets all blocks.</summary>
    public void Reset()
    {
        counts.AsSpan().Clear();
        sums.AsSpan().Clear();
    }

    /// <summary>Mean loudness of the blocks above a gate relative to the mean of all; NaN when there are none.</summary>
    public double GatedMeanLufs(double relativeGateLu)
    {
        var (count, sum) = Total(FirstBinAbove(relativeGateLu));
        return LoudnessMeter.ToLufs(sum / count);
    }

    /// <summary>Distance in LU between two percentiles (0 to 1) of the blocks above the relative gate; NaN when there are none.</summary>
    public double PercentileRangeLu(double relativeGateLu, double low, double high)
    {
        var first = FirstBinAbove(relativeGateLu);
        var (count, _) = Total(first);
        return count == 0 ? double.NaN : Percentile(first, count, high) - Percentile(first, count, low);
    }

    private double Percentile(int first, long count, double share)
    {
        var rank = (long)Math.Round((count - 1) * share, MidpointRounding.AwayFromZero);
        var bin = first;
        for (var passed = counts[bin]; passed <= rank; passed += counts[bin])
            bin++;
        return LoudnessMeter.ToLufs(sums[bin] / counts[bin]);
    }

    private (long Count, double Sum) Total(int firstBin)
    {
        var (count, sum) = (0L, 0.0);
        for (var bin = firstBin; bin < Bins; bin++)
        {
            count += counts[bin];
            sum += sums[bin];
        }

        return (count, sum);
    }

    private int FirstBinAbove(double relativeGateLu)
    {
        var (count, sum) = Total(0);
        var gate = sum / count * Math.Pow(10, relativeGateLu / 10);
        var bin = 0;
        while (bin < Bins && (counts[bin] == 0 || sums[bin] / counts[bin] < gate))
            bin++;
        return bin;
    }
}
