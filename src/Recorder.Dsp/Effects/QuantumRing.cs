namespace Recorder.Dsp.Effects;

/// <summary>A delay line that is written and read a whole quantum of frames at a time, without a wrap inside a quantum.</summary>
internal sealed class QuantumRing
{
    /// <summary>Frames of one quantum, and the shortest delay that can be read before the quantum is written.</summary>
    public const int Quantum = 32;

    private readonly float[] samples;
    private readonly int mask;
    private int position;

    public QuantumRing(int longestDelayFrames)
    {
        var capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(longestDelayFrames + Quantum));
        mask = capacity - 1;
        // The first quantum is kept once more behind the last, so that a read across the end is in one piece.
        samples = new float[capacity + Quantum];
    }

    /// <summary>The quantum that was written so many frames before the next one; at least <see cref="Quantum"/>.</summary>
    public ReadOnlySpan<float> Read(int delayFrames) => samples.AsSpan((position - delayFrames) & mask, Quantum);

    /// <summary>Where the next quantum is to be written before <see cref="Advance"/>.</summary>
    public Span<float> Next => samples.AsSpan(position, Quantum);

    /// <summary>Counts what was written to <see cref="Next"/>.</summary>
    public void Advance()
    {
        if (position == 0)
            Next.CopyTo(samples.AsSpan(mask + 1));
        position = (position + Quantum) & mask;
    }

    public void Clear() => samples.AsSpan().Clear();
}
