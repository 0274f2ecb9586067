using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Mastering;

/// <summary>
/// Scales the difference of left and right, and takes it away below a frequency, so that the bass is one. The sum goes
/// through the same phase as what is left of the difference; alone it keeps its level at every frequency.
/// </summary>
internal sealed class StereoWidth
{
    private readonly LinkwitzRileySplit split;
    private readonly Vector128<double>[] sides;
    private readonly int rateHz;
    private bool isMonoBass;
    private double width;

    /// <summary>Width in percent (100 leaves it) and the frequency below which all is mono; at or below the second, none is.</summary>
    public StereoWidth(int rateHz, float widthPercent, float monoBassHz, float monoBassOffHz, int largestBlock)
    {
        this.rateHz = rateHz;
        split = new(monoBassHz, rateHz);
        sides = new Vector128<double>[largestBlock];
        Set(widthPercent, monoBassHz, monoBassOffHz);
    }

    /// <summary>Begins anew with other values.</summary>
    public void Set(float widthPercent, float monoBassHz, float monoBassOffHz)
    {
        width = widthPercent / 100;
        isMonoBass = monoBassHz > monoBassOffHz;
        split.Set(monoBassHz, rateHz);
    }

    /// <summary>Changes frames in place.</summary>
    public void Process(Span<Vector128<double>> frames)
    {
        if (!isMonoBass && width == 1)
            return;
        foreach (ref var frame in frames)
            frame = Turn(frame) * 0.5;
        if (!isMonoBass)
        {
            foreach (ref var frame in frames)
                frame *= Vector128.Create(1, width);
        }
        else
        {
            split.Process(frames, sides);
            for (var i = 0; i < frames.Length; i++)
                frames[i] = frames[i] * Vector128.Create(1.0, 0) + sides[i] * Vector128.Create(1, width);
        }

        foreach (ref var frame in frames)
            frame = Turn(frame);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => split.Reset();

    // Left and right become their sum and difference; done twice it is twice the original.
    private static Vector128<double> Turn(Vector128<double> frame) =>
        Vector128.Create(frame[0] + frame[1], frame[0] - frame[1]);
}
