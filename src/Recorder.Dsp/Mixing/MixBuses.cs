using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Mixing;

/// <summary>Where strips are added together during one chunk: the stereo bus and the stereo inputs of both effects, lane by lane.</summary>
internal sealed class MixBuses(int chunkFrames)
{
    public Vector128<float>[] Left { get; } = new Vector128<float>[chunkFrames];
    public Vector128<float>[] Right { get; } = new Vector128<float>[chunkFrames];
    public Vector128<float>[] ReverbLeft { get; } = new Vector128<float>[chunkFrames];
    public Vector128<float>[] ReverbRight { get; } = new Vector128<float>[chunkFrames];
    public Vector128<float>[] DelayLeft { get; } = new Vector128<float>[chunkFrames];
    public Vector128<float>[] DelayRight { get; } = new Vector128<float>[chunkFrames];

    /// <summary>Whether anything was sent to the reverb in this chunk.</summary>
    public bool ReverbIsFed { get; set; }

    /// <summary>Whether anything was sent to the delay in this chunk.</summary>
    public bool DelayIsFed { get; set; }

    /// <summary>Empties all of it for the next chunk.</summary>
    public void Clear(int frames)
    {
        Left.AsSpan(0, frames).Clear();
        Right.AsSpan(0, frames).Clear();
        if (ReverbIsFed)
        {
            ReverbLeft.AsSpan().Clear();
            ReverbRight.AsSpan().Clear();
        }
        if (DelayIsFed)
        {
            DelayLeft.AsSpan().Clear();
            DelayRight.AsSpan().Clear();
        }
        ReverbIsFed = DelayIsFed = false;
    }
}
