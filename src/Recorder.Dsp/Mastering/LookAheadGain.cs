using System.Numerics;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// Turns the gain every frame may have at most into a smooth gain that never is above it, knowing it a window ahead.
/// </summary>
/// <remarks>
/// The lowest gain within the window ahead is held, let go slowly, and averaged over the window behind: every value in that
/// average was held down by the frame it is applied to, so the average is low enough. Two box averages in a row make its
/// slopes round. Letting go has two speeds: fast up to the average of the last while, slow from there, so that a lone peak is
/// forgotten at once and dense limiting does not pump.
/// </remarks>
internal sealed class LookAheadGain
{
    private const double FastShare = 0.4;
    private const double SlowShare = 3;

    // Closer to no reduction than the 24th bit can show.
    private const double NoReduction = 1 - 1e-8;

    private double fast, slow;
    private readonly float[] candidates;
    private readonly long[] candidateFrames;
    private readonly BoxAverage firstAverage, secondAverage;
    private readonly int windowFrames, mask;
    private long frame;
    private long first, last;
    private long framesAtRest;
    private double released = 1, usual = 1;

    /// <summary>A window in frames, at least 2, and the release time in frames.</summary>
    public LookAheadGain(int windowFrames, double releaseFrames)
    {
        this.windowFrames = windowFrames;
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)windowFrames + 1);
        candidates = new float[capacity];
        candidateFrames = new long[capacity];
        mask = capacity - 1;
        firstAverage = new((windowFrames + 1) / 2);
        secondAverage = new(windowFrames + 1 - (windowFrames + 1) / 2);
        SetRelease(releaseFrames);
    }

    /// <summary>Another release time in frames.</summary>
    public void SetRelease(double releaseFrames)
    {
        fast = 1 - Math.Exp(-1 / (FastShare * releaseFrames));
        slow = 1 - Math.Exp(-1 / (SlowShare * releaseFrames));
    }

    /// <summary>By how many frames the gain that comes out lies behind the one that goes in.</summary>
    public int DelayFrames => windowFrames - 1;

    /// <summary>Takes the highest gain allowed (0 to 1) for the newest frame; gives the gain of the frame <see cref="DelayFrames"/> before.</summary>
    public float Next(float allowed)
    {
        var held = HeldMinimum(allowed);
        usual += (held - usual) * slow;
        released += (Math.Max(usual, released) - released) * fast;
        released = Math.Min(held, released + (1 - released) * slow);
        if (released > NoReduction && held == 1)
            released = 1;

        // Once the averages hold nothing but ones they need not be computed.
        framesAtRest = released == 1 ? framesAtRest + 1 : 0;
        if (framesAtRest > windowFrames * 2)
            return 1;
        if (framesAtRest == windowFrames * 2)
        {
            firstAverage.Fill(1);
            secondAverage.Fill(1);
            return 1;
        }

        return (float)secondAverage.Next(firstAverage.Next(released));
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        (frame, first, last, framesAtRest, released, usual) = (0, 0, 0, 0, 1, 1);
        firstAverage.Fill(1);
        secondAverage.Fill(1);
    }

    // A queue of those gains that may yet be the lowest: each lower than all before it are dropped by it.
    private float HeldMinimum(float allowed)
    {
        if (last > first && candidateFrames[first & mask] <= frame - windowFrames)
            first++;
        while (last > first && candidates[(last - 1) & mask] >= allowed)
            last--;
        candidates[last & mask] = allowed;
        candidateFrames[last++ & mask] = frame++;
        return candidates[first & mask];
    }

    private sealed class BoxAverage
    {
        private readonly double[] ring;
        private double sum;
        private int next;

        public BoxAverage(int length)
        {
            ring = new double[length];
            Fill(1);
        }

        public double Next(double value)
        {
            sum += value - ring[next];
            ring[next] = value;
            if (++next == ring.Length)
            {
                // Made anew once a turn, so that rounding never gathers.
                next = 0;
                sum = 0;
                foreach (var kept in ring)
                    sum += kept;
            }

            return sum / ring.Length;
        }

        public void Fill(double value)
        {
            ring.AsSpan().Fill(value);
            sum = value * ring.Length;
            next = 0;
        }
    }
}
