namespace Recorder.Dsp.Dynamics;

/// <summary>A gain for one channel that follows the channel's own level, on the grid of <see cref="SubBlock"/>.</summary>
public abstract class SubBlockGain
{
    private int phase;
    private float peak;
    private float gain = 1;
    private float step;
    private float target = 1;

    /// <summary>The gain that is reached at the end of the sub-block now running, linear.</summary>
    public float Gain => target;

    /// <summary>Applies the gain to samples of one channel in place; allocates nothing.</summary>
    public void Process(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
            sample *= gain;
            gain += step;
            if (++phase == SubBlock.Frames)
                BeginSubBlock();
        }
    }

    /// <summary>The gain to move to after a sub-block of this peak, from the gain now.</summary>
    protected abstract float Next(float subBlockPeak, float gainNow);

    private void BeginSubBlock()
    {
        gain = target;
        target = Next(peak, gain);
        step = (target - gain) / SubBlock.Frames;
        peak = 0;
        phase = 0;
    }
}
