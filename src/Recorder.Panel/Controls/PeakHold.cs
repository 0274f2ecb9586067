namespace Recorder.Panel.Controls;

/// <summary>Keeps each strip's highest peak for 1.5 s, as the engine does for the inputs.</summary>
internal sealed class PeakHold
{
    private const long HoldMs = 1500;

    private float[] peaks = [];
    private long[] untilMs = [];

    /// <summary>The peaks held now.</summary>
    public IReadOnlyList<float> Peaks => peaks;

    /// <summary>Takes in the strips' peaks of this moment.</summary>
    public void Update(IReadOnlyList<Core.Snapshots.StripState> strips, long nowMs)
    {
        if (peaks.Length != strips.Count)
            (peaks, untilMs) = (new float[strips.Count], new long[strips.Count]);
        for (var i = 0; i < peaks.Length; i++)
        {
            if (strips[i].Peak < peaks[i] && nowMs < untilMs[i])
                continue;
            peaks[i] = strips[i].Peak;
            untilMs[i] = nowMs + HoldMs;
        }
    }
}
