namespace Recorder.Dsp.Loudness;

/// <summary>
/// Programme loudness after ITU-R BS.1770-5, EBU R 128, Tech 3341 v4 and Tech 3342 v4. Momentary and short-term loudness
/// advance every 10 ms, the gated measures use blocks every 100 ms. Memory is fixed however long the programme is. Every
/// reading is in LUFS or LU and NaN while it is undefined: too short, or nothing above the absolute gate. Samples that are
/// not finite count as silence.
/// </summary>
public sealed class LoudnessMeter
{
    /// <summary>Below this rate the weighting curve does not fit under half the rate.</summary>
    public const int LowestRateHz = 4000;

    /// <summary>Blocks below this never count.</summary>
    public const double AbsoluteGateLufs = -70;

    private const double IntegratedGateLu = -10;
    private const double RangeGateLu = -20;

    // EBU Tech 3341 case 13: a momentary window may miss the tone by no more than about 9 ms.
    private const int StepsPerSecond = 100;
    private const int MomentarySteps = 40;
    private const int ShortTermSteps = 300;
    private const int StepsPerBlock = 10;

    private readonly int rateHz;
    private readonly double[] weights;
    private readonly KWeightedPair[] pairs;
    private readonly float[][] planes;
    private readonly double[] ring = new double[ShortTermSteps];
    private readonly LoudnessHistogram momentaryBlocks = new();
    private readonly LoudnessHistogram shortTermBlocks = new();
    private long frames, steps;
    private double momentarySum, shortTermSum, momentary = double.NaN, shortTerm = double.NaN, maxMomentary = double.NaN, maxShortTerm = double.NaN;

    /// <summary>A meter for a number of channels at a sample rate in Hz.</summary>
    /// <param name="channels">1 and up.</param>
    /// <param name="rateHz">From <see cref="LowestRateHz"/> up.</param>
    /// <param name="channelWeights">One factor per channel; empty means <see cref="ChannelWeights.For"/>.</param>
    public LoudnessMeter(int channels, int rateHz, ReadOnlySpan<double> channelWeights = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        this.rateHz = rateHz;
        weights = (channelWeights.IsEmpty ? ChannelWeights.For(channels) : channelWeights).ToArray();
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, channels, nameof(channelWeights));
        var weighting = KWeighting.ForRate(rateHz);
        pairs = [.. Enumerable.Range(0, (channels + 1) / 2).Select(_ => new KWeightedPair(weighting))];
        planes = [.. Enumerable.Range(0, pairs.Length * 2).Select(_ => new float[rateHz / StepsPerSecond + 1])];
    }

    /// <summary>Number of channels.</summary>
    public int Channels => weights.Length;

    /// <summary>Loudness of the whole programme so far.</summary>
    public double IntegratedLufs => momentaryBlocks.GatedMeanLufs(IntegratedGateLu);

    /// <summary>Loudness range of the programme so far, EBU Tech 3342.</summary>
    public double LoudnessRangeLu => shortTermBlocks.PercentileRangeLu(RangeGateLu, 0.10, 0.95);

    /// <summary>Loudness of the last 400 ms; minus infinity for digital silence.</summary>
    public double MomentaryLufs => ToLufs(momentary);

    /// <summary>Loudness of the last 3 s; minus infinity for digital silence.</summary>
    public double ShortTermLufs => ToLufs(shortTerm);

    /// <summary>Highest <see cref="MomentaryLufs"/> so far; minus infinity for nothing but digital silence.</summary>
    public double MaxMomentaryLufs => ToLufs(maxMomentary);

    /// <summary>Highest <see cref="ShortTermLufs"/> so far; minus infinity for nothing but digital silence.</summary>
    public double MaxShortTermLufs => ToLufs(maxShortTerm);

    /// <summary>Measures frames of a stereo programme; both spans have one length.</summary>
    public void Process(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Channels, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length);
        while (!left.IsEmpty)
        {
            var count = (int)Math.Min(left.Length, StepEnd(steps) - frames);
            pairs[0].Process(FiniteSamples.Only(left[..count], planes[0]), FiniteSamples.Only(right[..count], planes[1]));
            Advance(count);
            left = left[count..];
            right = right[count..];
        }
    }

    /// <summary>Measures whole frames, the samples of one frame side by side.</summary>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(interleaved.Length % Channels, 0, nameof(interleaved));
        while (!interleaved.IsEmpty)
        {
            var count = (int)Math.Min(interleaved.Length / Channels, StepEnd(steps) - frames);
            for (var channel = 0; channel < Channels; channel++)
            {
                var plane = planes[channel].AsSpan(0, count);
                for (int i = 0, from = channel; i < plane.Length; i++, from += Channels)
                    plane[i] = interleaved[from];
                FiniteSamples.Only(plane, plane);
            }

            for (var pair = 0; pair < pairs.Length; pair++)
                pairs[pair].Process(planes[pair * 2].AsSpan(0, count), planes[pair * 2 + 1].AsSpan(0, count));
            Advance(count);
            interleaved = interleaved[(count * Channels)..];
        }
    }

    /// <summary>Forgets what was heard; allocates nothing.</summary>
    public void Reset()
    {
        foreach (var pair in pairs)
            pair.Reset();
        ring.AsSpan().Clear();
        momentaryBlocks.Reset();
        shortTermBlocks.Reset();
        (frames, steps, momentarySum, shortTermSum) = (0, 0, 0, 0);
        momentary = shortTerm = maxMomentary = maxShortTerm = double.NaN;
    }

    /// <summary>The loudness of a K-weighted mean square summed over weighted channels: BS.1770-5 Annex 1, equation 2.</summary>
    internal static double ToLufs(double meanSquare) => -0.691 + 10 * Math.Log10(meanSquare);

    // Steps end where 10 ms end in exact time, also at rates that a hundred does not divide.
    private long StepEnd(long step) => (step + 1) * rateHz / StepsPerSecond;

    private void Advance(int count)
    {
        frames += count;
        if (frames < StepEnd(steps))
            return;
        var energy = 0.0;
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            var (first, second) = pairs[pair].TakeEnergy();
            energy += weights[pair * 2] * first;
            if (pair * 2 + 1 < Channels)
                energy += weights[pair * 2 + 1] * second;
        }

        FinishStep(energy);
    }

    private void FinishStep(double energy)
    {
        var slot = (int)(steps % ShortTermSteps);
        shortTermSum += energy - ring[slot];
        momentarySum += energy - ring[(slot + ShortTermSteps - MomentarySteps) % ShortTermSteps];
        ring[slot] = energy;
        steps++;
        if (slot == ShortTermSteps - 1)
            RenewSums();

        if (steps >= MomentarySteps)
        {
            momentary = Mean(momentarySum, MomentarySteps);
            maxMomentary = Greater(maxMomentary, momentary);
        }

        if (steps >= ShortTermSteps)
        {
            shortTerm = Mean(shortTermSum, ShortTermSteps);
            maxShortTerm = Greater(maxShortTerm, shortTerm);
        }

        if (steps % StepsPerBlock == 0)
        {
            momentaryBlocks.Add(momentary);
            shortTermBlocks.Add(shortTerm);
        }
    }

    // Once per turn of the ring the running sums are made anew, so that rounding never gathers in them.
    private void RenewSums()
    {
        (shortTermSum, momentarySum) = (0, 0);
        for (var i = 0; i < ShortTermSteps; i++)
        {
            shortTermSum += ring[i];
            if (i >= ShortTermSteps - MomentarySteps)
                momentarySum += ring[i];
        }
    }

    private double Mean(double sum, int window) => Math.Max(0, sum) / (StepEnd(steps - 1) - StepEnd(steps - 1 - window));

    private static double Greater(double soFar, double now) => soFar >= now ? soFar : now;
}
