using System.Runtime.Intrinsics;
using Recorder.Dsp.Kernels;

namespace Recorder.Dsp.Effects;

/// <summary>A room: a feedback delay network of sixteen lines behind a pre-delay and diffusers.</summary>
/// <remarks>
/// Design: Jot and Chaigne, "Digital delay networks for designing artificial reverberators" (AES 90, 1991): a lossless network
/// (Hadamard matrix), and in each line a loss in proportion to its length, so that every line falls by 60 dB in the same time.
/// A one-pole low-pass per line halves that time at the damping frequency. All lines are longer than one quantum of frames, so a
/// quantum is computed at once, four lines in a vector, on a grid that counts from the start: cutting blocks differently
/// changes nothing. Returned power is that of a dry signal sent at 0 dB, for every decay time.
/// </remarks>
public sealed class FdnReverb : IStereoEffect
{
    private const int Quantum = QuantumRing.Quantum;
    private const int LineCount = 16;
    private const int Groups = LineCount / Lanes.Count;
    private const double ShortestLineMs = 19;
    private const double LongestLineMs = 79;
    private const float DiffuserFeedback = 0.6f;

    // Of what is set a quantum takes over this share: a glide of some 30 ms.
    private const float GlideShare = 0.02f;

    private static readonly double[] DiffuserMs = [4.77, 3.59, 12.73, 9.31];

    private readonly int rateHz;
    private readonly int[] lineFrames = new int[LineCount];
    private readonly QuantumRing[] lines = new QuantumRing[LineCount];
    private readonly Vector128<float>[][] taps = [.. Enumerable.Range(0, Groups).Select(_ => new Vector128<float>[Quantum])];
    private readonly Vector128<float>[] sum = new Vector128<float>[Quantum];
    private readonly Loss[] losses = new Loss[Groups];
    private readonly Side left;
    private readonly Side right;
    private float outputGain, wantedOutputGain;
    private int preDelayFrames, wantedPreDelayFrames;
    private int phase;
    private int silentQuanta;
    private bool isSet;

    /// <summary>A silent room.</summary>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="longestPreDelayMs">The longest pre-delay that can be set.</param>
    public FdnReverb(int rateHz, float longestPreDelayMs)
    {
        this.rateHz = rateHz;
        for (var line = 0; line < LineCount; line++)
        {
            var ms = ShortestLineMs * Math.Pow(LongestLineMs / ShortestLineMs, line / (LineCount - 1.0));
            lineFrames[Place(line)] = NextPrime(Math.Max((int)(ms * 1e-3 * rateHz), Quantum));
        }
        for (var line = 0; line < LineCount; line++)
            lines[line] = new QuantumRing(lineFrames[line]);
        var preDelay = (int)Math.Ceiling(longestPreDelayMs * 1e-3 * rateHz) + Quantum;
        left = new Side(preDelay, [.. DiffuserMs.Select(ms => new AllpassDiffuser((int)(ms * 1e-3 * rateHz), DiffuserFeedback))]);
        right = new Side(preDelay, [.. DiffuserMs.Select(ms => new AllpassDiffuser((int)(ms * 1.07e-3 * rateHz), DiffuserFeedback))]);
        silentQuanta = QuantaOfSilence;
    }

    /// <inheritdoc/>
    public bool IsIdle => silentQuanta >= QuantaOfSilence;

    // Longer than everything in here: pre-delay, diffusers and lines have all been seen to be empty.
    private int QuantaOfSilence => rateHz / Quantum;

    /// <summary>Changes the settings.</summary>
    /// <param name="decaySeconds">Until the room has fallen by 60 dB.</param>
    /// <param name="preDelayMs">Before the room answers.</param>
    /// <param name="dampingHz">Where the decay takes half as long.</param>
    public void Set(float decaySeconds, float preDelayMs, float dampingHz)
    {
        var meanPower = 0.0;
        for (var line = 0; line < LineCount; line++)
        {
            var gain = Math.Pow(10, -3.0 * lineFrames[line] / (decaySeconds * rateHz));
            meanPower += gain * gain / LineCount;
            losses[line / Lanes.Count].Set(line % Lanes.Count, gain, OnePole(gain, dampingHz));
        }
        // Each pass returns this share of the power of the one before, the first pass too: a geometric series.
        wantedOutputGain = (float)Math.Sqrt((1 - meanPower) / meanPower);
        wantedPreDelayFrames = (int)Math.Round(preDelayMs * 1e-3 * rateHz);
        if (isSet)
            return;
        isSet = true;
        (outputGain, preDelayFrames) = (wantedOutputGain, wantedPreDelayFrames);
        foreach (ref var loss in losses.AsSpan())
            loss.Glide(1);
    }

    /// <inheritdoc/>
    public void Process(Span<float> left, Span<float> right)
    {
        while (!left.IsEmpty)
        {
            var count = Math.Min(left.Length, Quantum - phase);
            this.left.Exchange(left[..count], phase);
            this.right.Exchange(right[..count], phase);
            if ((phase += count) == Quantum)
                RunQuantum();
            left = left[count..];
            right = right[count..];
        }
    }

    private void RunQuantum()
    {
        phase = 0;
        var isFed = left.Enter(preDelayFrames, wantedPreDelayFrames) | right.Enter(preDelayFrames, wantedPreDelayFrames);
        preDelayFrames = wantedPreDelayFrames;
        WriteLines();
        var rings = ReadLines();
        silentQuanta = isFed || rings ? 0 : Math.Min(silentQuanta + 1, QuantaOfSilence);
        outputGain += (wantedOutputGain - outputGain) * GlideShare;
        Output(taps[0], taps[1], left.Out);
        Output(taps[2], taps[3], right.Out);
    }

    // One half of the Hadamard matrix across the vectors, the other, after the transposition, within them.
    private void WriteLines()
    {
        MixGroups(taps[0], taps[1], taps[2], taps[3]);
        // 1/4 keeps sixteen lines' energy; an input is shared by eight.
        var scale = Vector128.Create(1f / Lanes.Count);
        var share = Vector128.Create((float)Math.Sqrt(2.0 / LineCount));
        for (var group = 0; group < Groups; group++)
        {
            var input = group < Groups / 2 ? left.In : right.In;
            var line0 = Next(group, 0);
            var line1 = Next(group, 1);
            var line2 = Next(group, 2);
            var line3 = Next(group, 3);
            var tap = taps[group];
            for (var i = 0; i < Quantum; i += Lanes.Count)
            {
                var (a, b, c, d) = (tap[i], tap[i + 1], tap[i + 2], tap[i + 3]);
                Lanes.Transpose(ref a, ref b, ref c, ref d);
                var fed = Vector128.Create(input.AsSpan(i, Lanes.Count)) * share;
                Vector128.MultiplyAddEstimate(a + b + (c + d), scale, fed).CopyTo(line0[i..]);
                Vector128.MultiplyAddEstimate(a - b + (c - d), scale, fed).CopyTo(line1[i..]);
                Vector128.MultiplyAddEstimate(a + b - (c + d), scale, fed).CopyTo(line2[i..]);
                Vector128.MultiplyAddEstimate(a - b - (c - d), scale, fed).CopyTo(line3[i..]);
            }
        }
        foreach (var line in lines)
            line.Advance();
    }

    private static void MixGroups(
        Span<Vector128<float>> first, Span<Vector128<float>> second, Span<Vector128<float>> third, Span<Vector128<float>> fourth)
    {
        for (var i = 0; i < first.Length && i < second.Length && i < third.Length && i < fourth.Length; i++)
        {
            var (a, b, c, d) = (first[i], second[i], third[i], fourth[i]);
            var (sum, difference, otherSum, otherDifference) = (a + b, a - b, c + d, c - d);
            first[i] = sum + otherSum;
            second[i] = difference + otherDifference;
            third[i] = sum - otherSum;
            fourth[i] = difference - otherDifference;
        }
    }

    private bool ReadLines()
    {
        var rings = false;
        for (var group = 0; group < Groups; group++)
        {
            var four = new FourChannels(Tap(group, 0), Tap(group, 1), Tap(group, 2), Tap(group, 3));
            rings |= Lanes.Gather(four, taps[group]);
            losses[group].Glide(GlideShare);
            losses[group].Process(taps[group]);
        }
        return rings;
    }

    private void Output(Vector128<float>[] plus, Vector128<float>[] minus, Span<float> channel)
    {
        var gain = Vector128.Create(outputGain);
        for (var i = 0; i < Quantum; i++)
            sum[i] = (plus[i] - minus[i]) * gain;
        Lanes.Sum(sum, channel);
    }

    private Span<float> Next(int group, int lane) => lines[group * Lanes.Count + lane].Next;

    private ReadOnlySpan<float> Tap(int group, int lane)
    {
        var line = group * Lanes.Count + lane;
        return lines[line].Read(lineFrames[line]);
    }

    // Neighbours in length go to different groups, so that both sides have short and long lines.
    private static int Place(int line) => line % Groups * Lanes.Count + line / Groups;

    // The pole p of (1-p)/(1-p/z) whose gain at a frequency is the line's own gain once more: there the decay takes half the time.
    private double OnePole(double gain, double dampingHz)
    {
        var power = gain * gain;
        var (a, b) = (1 - power, 1 - power * Math.Cos(2 * Math.PI * Math.Min(dampingHz, 0.49 * rateHz) / rateHz));
        return a > 0 ? (b - Math.Sqrt(b * b - a * a)) / a : 0;
    }

    private static int NextPrime(int number)
    {
        while (Enumerable.Range(2, (int)Math.Sqrt(number) - 1).Any(divisor => number % divisor == 0))
            number++;
        return number;
    }

    /// <summary>The losses of four lines: state = pole·state + gain·(1 - pole)·input.</summary>
    private struct Loss
    {
        private Vector128<float> input, wantedInput, pole, wantedPole, state;

        public void Set(int lane, double gain, double onePole)
        {
            wantedInput = wantedInput.WithElement(lane, (float)(gain * (1 - onePole)));
            wantedPole = wantedPole.WithElement(lane, (float)onePole);
        }

        public void Glide(float share)
        {
            input += (wantedInput - input) * share;
            pole += (wantedPole - pole) * share;
        }

        public void Process(Span<Vector128<float>> frames)
        {
            var last = state;
            foreach (ref var frame in frames)
                frame = last = Vector128.MultiplyAddEstimate(pole, last, input * frame);
            state = last & Vector128.GreaterThan(Vector128.Abs(last), Vector128.Create(Lanes.Silent));
        }
    }

    /// <summary>The left or the right half of what goes in and comes out.</summary>
    private sealed class Side(int longestPreDelayFrames, AllpassDiffuser[] diffusers)
    {
        private readonly QuantumRing preDelay = new(longestPreDelayFrames);

        public float[] In { get; } = new float[Quantum];
        public float[] Out { get; } = new float[Quantum];

        /// <summary>Takes samples in and gives as many out, at a place in the quantum.</summary>
        public void Exchange(Span<float> samples, int phase)
        {
            samples.CopyTo(In.AsSpan(phase));
            Out.AsSpan(phase, samples.Length).CopyTo(samples);
        }

        /// <summary>Delays and diffuses the quantum; a new pre-delay fades over. Tells whether there was anything.</summary>
        public bool Enter(int delayFrames, int nextDelayFrames)
        {
            var isFed = In.AsSpan().ContainsAnyExcept(0f);
            In.CopyTo(preDelay.Next);
            preDelay.Advance();
            var now = preDelay.Read(delayFrames + Quantum);
            var next = preDelay.Read(nextDelayFrames + Quantum);
            now.CopyTo(In);
            for (var i = 0; delayFrames != nextDelayFrames && i < Quantum; i++)
                In[i] += (next[i] - now[i]) * i / Quantum;
            foreach (var diffuser in diffusers)
                diffuser.Process(In);
            return isFed;
        }
    }
}
