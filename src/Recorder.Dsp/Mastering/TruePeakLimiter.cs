using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// A look-ahead limiter on the true peaks of one or two linked channels. Each frame's gain is low enough for the intervals on
/// both its sides, found as <see cref="TruePeakMeter"/> finds them. A moving gain can itself lift a peak between samples by
/// some hundredths of a decibel: who must keep a ceiling to the last digit measures the result, as the master renderer does.
/// Allocates nothing while processing; samples that are not finite become silence.
/// </summary>
public sealed class TruePeakLimiter
{
    private const double LookAheadMs = 3;
    private const int Quantum = PeakSearch.RunIntervals;
    private const int History = InterpolationKernel.Taps - 1;

    private readonly Channel[] channels;
    private readonly LookAheadGain gain;
    private readonly float[] highest = new float[Quantum];
    private readonly int rateHz;
    private float ceiling;
    private readonly byte[] found = new byte[Quantum];
    private float lowestGain = 1;
    private double reductionSumDb;
    private long quanta;
    private int filled;

    /// <summary>A limiter for 1 or 2 channels at a sample rate in Hz.</summary>
    /// <param name="channelCount">1 or 2.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="ceilingDbtp">No true peak shall be above it.</param>
    /// <param name="releaseMs">How long the gain takes to come back.</param>
    /// <param name="driveDb">Gain before the limiter.</param>
    public TruePeakLimiter(int channelCount, int rateHz, double ceilingDbtp, double releaseMs, double driveDb = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channelCount is 1 or 2, true, nameof(channelCount));
        this.rateHz = rateHz;
        gain = new(Math.Max(2, (int)Math.Round(LookAheadMs / 1000 * rateHz)), releaseMs / 1000 * rateHz);
        channels = [.. Enumerable.Range(0, channelCount).Select(_ => new Channel(rateHz, gain.DelayFrames))];
        Set(ceilingDbtp, releaseMs, driveDb);
    }

    /// <summary>Begins anew with other values; allocates nothing.</summary>
    public void Set(double ceilingDbtp, double releaseMs, double driveDb)
    {
        ceiling = (float)Math.Pow(10, ceilingDbtp / 20);
        foreach (var channel in channels)
            channel.Drive = (float)Math.Pow(10, driveDb / 20);
        gain.SetRelease(releaseMs / 1000 * rateHz);
        Reset();
    }

    /// <summary>By how many frames the output lies behind the input.</summary>
    public int LatencyFrames => Quantum + InterpolationKernel.Taps / 2 + gain.DelayFrames;

    /// <summary>The deepest reduction in dB since the start, 0 or more.</summary>
    public double MaxReductionDb => 20 * Math.Log10(1 / lowestGain);

    /// <summary>The mean reduction in dB over the whole time since the start, 0 or more.</summary>
    public double MeanReductionDb => quanta == 0 ? 0 : reductionSumDb / quanta;

    /// <summary>The reduction now, in dB, 0 or more.</summary>
    public double ReductionDb { get; private set; }

    /// <summary>Limits in place; the second span is not looked at when there is one channel.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        while (!left.IsEmpty)
        {
            var count = Math.Min(left.Length, Quantum - filled);
            channels[0].Exchange(left[..count], filled);
            left = left[count..];
            if (channels.Length == 2)
            {
                channels[1].Exchange(right[..count], filled);
                right = right[count..];
            }

            filled += count;
            if (filled == Quantum)
                LimitQuantum();
        }
    }

    /// <summary>Forgets what was heard and measured.</summary>
    public void Reset()
    {
        foreach (var channel in channels)
            channel.Reset();
        gain.Reset();
        (lowestGain, reductionSumDb, quanta, filled, ReductionDb) = (1, 0, 0, 0, 0);
    }

    private void LimitQuantum()
    {
        highest.AsSpan().Clear();
        foreach (var channel in channels)
            channel.FindPeaks(ceiling, highest, found);

        var (sum, lowest) = (0f, 1f);
        for (var i = 0; i < Quantum; i++)
        {
            var now = gain.Next(highest[i] > ceiling ? ceiling / highest[i] : 1);
            highest[i] = now;
            sum += now;
            lowest = Math.Min(lowest, now);
        }

        foreach (var channel in channels)
            channel.Apply(highest, unity: lowest == 1);
        lowestGain = Math.Min(lowestGain, lowest);
        ReductionDb = 20 * Math.Log10(Quantum / sum);
        reductionSumDb += ReductionDb;
        quanta++;
        filled = 0;
    }

    /// <summary>One channel's memory: what came in, what waits for its gain, what may go out.</summary>
    private sealed class Channel(int rateHz, int delayFrames)
    {
        // Frame i of a quantum lies here in the window: between intervals i - 1 and i.
        private const int FirstFrame = InterpolationKernel.Taps / 2 - 1;

        private readonly float[] customaryTaps = InterpolationKernel.Customary(rateHz);
        private readonly float[] window = new float[History + Quantum];
        private readonly float[] waiting = new float[delayFrames + Quantum];
        private readonly float[] ready = new float[Quantum];
        private float lastInterval;

        public float Drive { get; set; }

        public void Exchange(Span<float> samples, int at)
        {
            samples.CopyTo(window.AsSpan(History + at));
            ready.AsSpan(at, samples.Length).CopyTo(samples);
        }

        /// <summary>Raises each frame's height to the peaks beside it that are above the ceiling.</summary>
        public void FindPeaks(float ceiling, Span<float> highest, Span<byte> found)
        {
            var fresh = window.AsSpan(History);
            FiniteSamples.Only(fresh, fresh);
            foreach (ref var sample in fresh)
                sample *= Drive;

            highest[0] = Math.Max(highest[0], lastInterval);
            lastInterval = 0;
            var count = PeakSearch.Scan(window, ceiling, found);
            foreach (var interval in found[..count])
            {
                var around = window.AsSpan(interval, InterpolationKernel.Taps);
                var peak = Math.Max(PeakSearch.Above(ceiling, around), PeakSearch.Customary(customaryTaps, rateHz, around));
                highest[interval] = Math.Max(highest[interval], peak);
                if (interval + 1 < Quantum)
                    highest[interval + 1] = Math.Max(highest[interval + 1], peak);
                else
                    lastInterval = peak;
            }
        }

        public void Apply(ReadOnlySpan<float> gains, bool unity)
        {
            window.AsSpan(FirstFrame, Quantum).CopyTo(waiting.AsSpan(delayFrames));
            waiting.AsSpan(0, Quantum).CopyTo(ready);
            if (!unity)
            {
                for (var i = 0; i < Quantum; i++)
                    ready[i] *= gains[i];
            }

            waiting.AsSpan(Quantum, delayFrames).CopyTo(waiting);
            window.AsSpan(Quantum).CopyTo(window);
        }

        public void Reset()
        {
            window.AsSpan().Clear();
            waiting.AsSpan().Clear();
            ready.AsSpan().Clear();
            lastInterval = 0;
        }
    }
}
