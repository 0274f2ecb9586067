namespace Recorder.Dsp.Mixing;

/// <summary>
/// A musician's own mix: the channels as they come in, each at a level of its own and where the mix has panned it. Every gain
/// goes to a new value along a straight line over one block.
/// </summary>
/// <remarks>Nothing is allocated after construction. One thread at a time may call it.</remarks>
/// <param name="channels">How many there are.</param>
public sealed class CueMix(int channels)
{
    private readonly float[] leftGains = new float[channels];
    private readonly float[] rightGains = new float[channels];

    /// <summary>Sets all gains at once: what was is not gone from along a line. For a mix that is not heard yet.</summary>
    public void Begin(ReadOnlySpan<float> gains, ReadOnlySpan<float> panLeft, ReadOnlySpan<float> panRight)
    {
        for (var c = 0; c < leftGains.Length; c++)
            (leftGains[c], rightGains[c]) = (gains[c] * panLeft[c], gains[c] * panRight[c]);
    }

    /// <summary>Mixes a block.</summary>
    /// <param name="inputs">Channel after channel; channel c begins at c x <paramref name="strideFrames"/>.</param>
    /// <param name="strideFrames">From one channel's first sample to the next one's.</param>
    /// <param name="gains">Each channel's level, linear.</param>
    /// <param name="panLeft">How much of each channel goes to the left; below 0 upside down.</param>
    /// <param name="panRight">The same of the right.</param>
    /// <param name="left">Receives the mix; its length is the block's, at most <paramref name="strideFrames"/>.</param>
    /// <param name="right">As <paramref name="left"/>.</param>
    public void Process(
        ReadOnlySpan<float> inputs, int strideFrames, ReadOnlySpan<float> gains, ReadOnlySpan<float> panLeft, ReadOnlySpan<float> panRight,
        Span<float> left, Span<float> right)
    {
        left.Clear();
        right.Clear();
        for (var c = 0; c < leftGains.Length; c++)
        {
            var channel = inputs.Slice(c * strideFrames, left.Length);
            Add(channel, ref leftGains[c], gains[c] * panLeft[c], left);
            Add(channel, ref rightGains[c], gains[c] * panRight[c], right);
        }
    }

    private static void Add(ReadOnlySpan<float> channel, ref float gain, float target, Span<float> side)
    {
        if (gain != 0 || target != 0)
            CueKernels.Add(channel, gain, target, side);
        gain = target;
    }
}
