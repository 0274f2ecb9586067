namespace Recorder.Dsp.Analysis;

/// <summary>Cuts the samples of one channel into stretches of one length, each beginning in the middle of the one before.</summary>
/// <param name="size">Samples of a stretch, an even number.</param>
internal sealed class HalfOverlap(int size)
{
    private readonly float[] held = new float[size];
    private int count;

    /// <summary>The stretch that is full.</summary>
    public ReadOnlySpan<float> Held => held;

    /// <summary>Takes in samples until a stretch is full.</summary>
    /// <param name="samples">What is left of them afterwards.</param>
    /// <returns>True with a full stretch; false when all samples are taken.</returns>
    public bool TryFill(ref ReadOnlySpan<float> samples)
    {
        if (count == held.Length)
        {
            held.AsSpan(held.Length / 2).CopyTo(held);
            count = held.Length / 2;
        }
        var taken = Math.Min(samples.Length, held.Length - count);
        samples[..taken].CopyTo(held.AsSpan(count));
        samples = samples[taken..];
        return (count += taken) == held.Length;
    }
}
