namespace Recorder.Dsp.PlaybackSystems;

/// <summary>
/// Keeps samples within full scale by turning down at once and coming back slowly, both sides alike: a bass that was lifted must not
/// clip the converter, which the loudspeaker that is imitated would not do. No latency; below full scale it does nothing.
/// </summary>
internal sealed class PeakGuard(int rateHz)
{
    private const int StepFrames = 32;
    private const double ReleaseSeconds = 0.2;

    private readonly float release = (float)(1 - Math.Exp(-StepFrames / (ReleaseSeconds * rateHz)));
    private float gain = 1;

    /// <summary>Turns down in place.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        while (!left.IsEmpty)
        {
            var count = Math.Min(StepFrames, left.Length);
            Step(left[..count], right[..count]);
            left = left[count..];
            right = right[count..];
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => gain = 1;

    private void Step(Span<float> left, Span<float> right)
    {
        var peak = Math.Max(Largest(left), Largest(right));
        gain += (1 - gain) * release;
        if (gain > 0.9999f)
            gain = 1;
        if (peak * gain > 1)
            gain = 1 / peak;
        if (gain == 1)
            return;
        foreach (ref var sample in left)
            sample *= gain;
        foreach (ref var sample in right)
            sample *= gain;
    }

    private static float Largest(ReadOnlySpan<float> samples)
    {
        var largest = 0f;
        foreach (var sample in samples)
            largest = Math.Max(largest, Math.Abs(sample));
        return largest;
    }
}
