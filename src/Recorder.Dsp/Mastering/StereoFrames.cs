using System.Runtime.Intrinsics;
using Recorder.Dsp.Loudness;

namespace Recorder.Dsp.Mastering;

/// <summary>Between planar channels and frames that hold left and right in the lanes of one vector.</summary>
internal static class StereoFrames
{
    /// <summary>Gathers two channels, times a gain; samples that are not finite become silence.</summary>
    public static void Gather(ReadOnlySpan<float> left, ReadOnlySpan<float> right, double gain, Span<Vector128<double>> frames)
    {
        var finite = FiniteSamples.AreAll(left) && FiniteSamples.AreAll(right);
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = finite
                ? Vector128.Create((double)left[i], right[i]) * gain
                : Vector128.Create(float.IsFinite(left[i]) ? left[i] : 0.0, float.IsFinite(right[i]) ? right[i] : 0) * gain;
        }
    }

    /// <summary>Writes the lanes back to two channels.</summary>
    public static void Scatter(ReadOnlySpan<Vector128<double>> frames, Span<float> left, Span<float> right)
    {
        for (var i = 0; i < frames.Length; i++)
            (left[i], right[i]) = ((float)frames[i][0], (float)frames[i][1]);
    }
}
