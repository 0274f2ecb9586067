using System.Runtime.Intrinsics;
using Recorder.Dsp.Dynamics;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// Four compressors for four bands, left and right linked, split by Linkwitz-Riley crossovers at 120 Hz, 800 Hz and 5 kHz
/// whose sum is an all-pass. Thresholds suppose a programme of <see cref="NominalLufs"/>. At 0 % the sound passes untouched.
/// </summary>
internal sealed class MultibandCompressor
{
    /// <summary>The programme loudness the thresholds are made for.</summary>
    public const double NominalLufs = -18;

    /// <summary>Number of bands, from low to high.</summary>
    public const int Bands = 4;

    /// <summary>The most frames one call takes.</summary>
    public const int LargestBlock = 256;

    private const double LowCrossoverHz = 120;
    private const double MiddleCrossoverHz = 800;
    private const double HighCrossoverHz = 5000;
    private const float KneeDb = 10;
    private const float LargestRatio = 3;

    // At full compression thresholds lie this far below where they begin.
    private const float DeepestDb = 12;

    // The usual level of music of nominal loudness in each band, and how fast each may be held without its wave being bent.
    private static readonly Vector128<float> HighestThresholdDb = Vector128.Create(-14f, -14, -20, -27);
    private static readonly Vector128<float> AttackMs = Vector128.Create(40f, 25, 15, 8);
    private static readonly Vector128<float> ReleaseMs = Vector128.Create(250f, 180, 140, 100);

    private readonly LinkwitzRileySplit low, middle, high;
    private readonly Vector128<double>[][] bands = [.. Enumerable.Range(0, Bands).Select(_ => new Vector128<double>[LargestBlock])];
    private readonly double[] gains = [1, 1, 1, 1];
    private readonly double[] steps = new double[Bands];
    private readonly float[] peaks = new float[Bands];
    private readonly Vector128<float> attackKeep, releaseKeep;
    private Vector128<float> kneeStart;
    private float slope;
    private bool isOn;
    private StereoBiquad lowerPhase, upperPhase;
    private Vector128<float> reduction, target = Vector128<float>.One;
    private int phase;

    /// <summary>A compressor of 0 to 100 % at a sample rate in Hz.</summary>
    public MultibandCompressor(int rateHz, float percent)
    {
        low = new(LowCrossoverHz, rateHz);
        middle = new(MiddleCrossoverHz, rateHz);
        high = new(HighCrossoverHz, rateHz);
        lowerPhase = new(BiquadCoefficients.AllPass(HighCrossoverHz, LinkwitzRileySplit.Q, rateHz));
        upperPhase = new(BiquadCoefficients.AllPass(LowCrossoverHz, LinkwitzRileySplit.Q, rateHz));
        attackKeep = Keep(AttackMs, rateHz);
        releaseKeep = Keep(ReleaseMs, rateHz);
        Set(percent);
    }

    /// <summary>Compresses by another amount from now on.</summary>
    public void Set(float percent)
    {
        isOn = percent > 0;
        slope = 1 - 1 / (1 + (LargestRatio - 1) * percent / 100);
        kneeStart = (HighestThresholdDb - Vector128.Create(DeepestDb * percent / 100 + KneeDb / 2)) / FastLog.DbPerLog2;
    }

    /// <summary>How much a band (0 to 3) is being turned down, in dB, 0 or more.</summary>
    public float ReductionDb(int band) => reduction[band] * FastLog.DbPerLog2;

    /// <summary>Compresses up to <see cref="LargestBlock"/> frames in place.</summary>
    public void Process(Span<Vector128<double>> frames)
    {
        if (!isOn)
            return;
        Split(frames);
        for (var start = 0; start < frames.Length;)
        {
            var count = Math.Min(SubBlock.Frames - phase, frames.Length - start);
            var run = frames.Slice(start, count);
            run.Clear();
            for (var band = 0; band < Bands; band++)
                AddBand(band, bands[band].AsSpan(start, count), run);
            start += count;
            if ((phase += count) == SubBlock.Frames)
                BeginSubBlock();
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        low.Reset();
        middle.Reset();
        high.Reset();
        lowerPhase.Reset();
        upperPhase.Reset();
        gains.AsSpan().Fill(1);
        steps.AsSpan().Clear();
        peaks.AsSpan().Clear();
        reduction = Vector128<float>.Zero;
        target = Vector128<float>.One;
        phase = 0;
    }

    // The split in the middle first; each half is turned in phase as the other half's further split will turn it.
    private void Split(ReadOnlySpan<Vector128<double>> frames)
    {
        var first = bands[0].AsSpan(0, frames.Length);
        var second = bands[1].AsSpan(0, frames.Length);
        var third = bands[2].AsSpan(0, frames.Length);
        var fourth = bands[3].AsSpan(0, frames.Length);
        frames.CopyTo(first);
        middle.Process(first, third);
        lowerPhase.Process(first);
        upperPhase.Process(third);
        low.Process(first, second);
        high.Process(third, fourth);
    }

    private void AddBand(int band, ReadOnlySpan<Vector128<double>> from, Span<Vector128<double>> to)
    {
        var (gain, step, peak) = (gains[band], steps[band], Vector128<double>.Zero);
        for (var i = 0; i < from.Length; i++)
        {
            peak = Vector128.MaxNative(peak, Vector128.Abs(from[i]));
            to[i] += from[i] * gain;
            gain += step;
        }

        gains[band] = gain;
        peaks[band] = Math.Max(peaks[band], (float)Math.Max(peak[0], peak[1]));
    }

    private void BeginSubBlock()
    {
        var above = FastLog.Log2(Vector128.Create(peaks)) - kneeStart;
        var kneeWidth = Vector128.Create(KneeDb / FastLog.DbPerLog2);
        var inside = Vector128.ClampNative(above, Vector128<float>.Zero, kneeWidth);
        var beyond = Vector128.MaxNative(above - kneeWidth, Vector128<float>.Zero);
        var wanted = (inside * inside / (kneeWidth + kneeWidth) + beyond) * slope;
        var keep = Vector128.ConditionalSelect(Vector128.GreaterThan(wanted, reduction), attackKeep, releaseKeep);
        reduction = wanted + (reduction - wanted) * keep;

        var next = FastLog.Exp2(-reduction);
        for (var band = 0; band < Bands; band++)
        {
            gains[band] = target[band];
            steps[band] = ((double)next[band] - target[band]) / SubBlock.Frames;
        }

        target = next;
        peaks.AsSpan().Clear();
        phase = 0;
    }

    private static Vector128<float> Keep(Vector128<float> timeMs, int rateHz) => Vector128.Create(
        SubBlock.Keep(timeMs[0], rateHz), SubBlock.Keep(timeMs[1], rateHz), SubBlock.Keep(timeMs[2], rateHz), SubBlock.Keep(timeMs[3], rateHz));
}
