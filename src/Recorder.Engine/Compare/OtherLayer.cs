namespace Recorder.Engine.Compare;

/// <summary>A track that sounds otherwise in the second mix: another layer of it, each at a level of its own.</summary>
/// <remarks>Control side: sets the levels. Monitor thread: lays one or the other into the inputs for as long as a mix is made.</remarks>
internal sealed class OtherLayer(int periodFrames)
{
    private readonly float[] kept = new float[periodFrames];
    private readonly float[] targetGains = [1, 1];
    private readonly float[] gains = [1, 1];

    /// <summary>Monitor thread: its samples of this period.</summary>
    public float[] Samples { get; } = new float[periodFrames];

    /// <summary>Monitor thread: the track, from 0; below 0 where none is loaded.</summary>
    public int Track { get; set; } = -1;

    /// <summary>Control side: what the track is turned down to in the first and in the second mix.</summary>
    public void SetGains(float first, float second)
    {
        Volatile.Write(ref targetGains[0], first);
        Volatile.Write(ref targetGains[1], second);
    }

    /// <summary>Monitor thread: lays a mix's own track into the inputs.</summary>
    public void Enter(int mix, Span<float> inputs, int frames)
    {
        if (Track < 0)
            return;
        var track = inputs.Slice(Track * periodFrames, frames);
        track.CopyTo(kept);
        var target = Volatile.Read(ref targetGains[mix]);
        var step = (target - gains[mix]) / frames;
        var from = mix == 0 ? kept : Samples;
        for (var i = 0; i < frames; i++)
        {
            gains[mix] += step;
            track[i] = from[i] * gains[mix];
        }
        gains[mix] = target;
    }

    /// <summary>Monitor thread: the inputs are as they were.</summary>
    public void Leave(Span<float> inputs, int frames)
    {
        if (Track >= 0)
            kept.AsSpan(0, frames).CopyTo(inputs.Slice(Track * periodFrames, frames));
    }
}
