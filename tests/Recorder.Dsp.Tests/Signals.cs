namespace Recorder.Dsp.Tests;

/// <summary>Test signals and what is read off them.</summary>
internal static class Signals
{
    public static float[] Sine(double frequencyHz, int rateHz, int frames, double amplitude = 1) =>
        [.. Enumerable.Range(0, frames).Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz)))];

    public static float[] Noise(int frames, float amplitude, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, frames).Select(_ => (random.NextSingle() * 2 - 1) * amplitude)];
    }

    public static double RmsDb(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return 10 * Math.Log10(sum / samples.Length);
    }

    public static double LargestDifference(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Assert.Equal(left.Length, right.Length);
        var largest = 0.0;
        for (var i = 0; i < left.Length; i++)
            largest = Math.Max(largest, double.IsNaN(left[i] - right[i]) ? double.PositiveInfinity : Math.Abs(left[i] - right[i]));
        return largest;
    }
}
