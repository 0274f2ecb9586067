using System.Runtime.Intrinsics;
using Recorder.Dsp.Effects;
using Recorder.Dsp.Kernels;

namespace Recorder.Dsp.Mixing;

/// <summary>An effect between the sum of its sends and the stereo bus.</summary>
internal sealed class EffectReturn(IStereoEffect effect, int chunkFrames)
{
    private readonly float[] left = new float[chunkFrames];
    private readonly float[] right = new float[chunkFrames];
    private readonly float[] gains = new float[chunkFrames];
    private ChannelGlide level;

    /// <summary>Whether the last chunk had any sound of the effect.</summary>
    public bool Sounds { get; private set; }

    /// <summary>What the effect added to the left in the last chunk, when it sounds.</summary>
    public ReadOnlySpan<float> Left => left;

    /// <summary>What the effect added to the right in the last chunk, when it sounds.</summary>
    public ReadOnlySpan<float> Right => right;

    /// <summary>Moves the return level over so many frames; 0 is at once.</summary>
    public void Glide(float gain, int frames) => level.Glide(gain, frames);

    /// <summary>Runs the effect on what was sent, if anything was or still rings, and adds it to the bus.</summary>
    public void Process(
        bool isFed, ReadOnlySpan<Vector128<float>> sendLeft, ReadOnlySpan<Vector128<float>> sendRight,
        Span<float> busLeft, Span<float> busRight)
    {
        var frames = busLeft.Length;
        level.Fill(gains.AsSpan(0, frames));
        Sounds = isFed || !effect.IsIdle;
        if (!Sounds)
            return;
        var wetLeft = left.AsSpan(0, frames);
        var wetRight = right.AsSpan(0, frames);
        wetLeft.Clear();
        wetRight.Clear();
        if (isFed)
        {
            Lanes.Sum(sendLeft[..frames], wetLeft);
            Lanes.Sum(sendRight[..frames], wetRight);
        }
        effect.Process(wetLeft, wetRight);
        for (var i = 0; i < frames; i++)
        {
            busLeft[i] += wetLeft[i] *= gains[i];
            busRight[i] += wetRight[i] *= gains[i];
        }
    }
}
