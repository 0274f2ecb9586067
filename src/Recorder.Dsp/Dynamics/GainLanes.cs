using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Dynamics;

/// <summary>Four strips' gains that follow their own levels: <see cref="SubBlockGain"/>, one strip per lane of a vector.</summary>
public abstract class GainLanes
{
    private int phase;
    private Vector128<float> peak;
    private Vector128<float> gain = Vector128<float>.One;
    private Vector128<float> step;
    private Vector128<float> target = Vector128<float>.One;

    /// <summary>Applies the gains in place; element n holds frame n of the four strips.</summary>
    public void Process(Span<Vector128<float>> frames)
    {
        while (!frames.IsEmpty)
        {
            var part = frames[..Math.Min(frames.Length, SubBlock.Frames - phase)];
            var (partPeak, partGain, partStep) = (peak, gain, step);
            foreach (ref var frame in part)
            {
                partPeak = Vector128.MaxNative(partPeak, Vector128.Abs(frame));
                frame *= partGain;
                partGain += partStep;
            }
            (peak, gain) = (partPeak, partGain);
            if ((phase += part.Length) == SubBlock.Frames)
                BeginSubBlock();
            frames = frames[part.Length..];
        }
    }

    /// <summary>Whether every gain is at rest at 1.</summary>
    protected bool IsAtUnity => gain == Vector128<float>.One && target == Vector128<float>.One;

    /// <summary>The gains to move to after a sub-block of these peaks, from the gains now.</summary>
    protected abstract Vector128<float> Next(Vector128<float> subBlockPeak, Vector128<float> gainNow);

    private void BeginSubBlock()
    {
        gain = target;
        target = Next(peak, gain);
        step = (target - gain) * Vector128.Create(1f / SubBlock.Frames);
        peak = default;
        phase = 0;
    }
}
