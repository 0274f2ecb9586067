using System.Numerics;

namespace Recorder.Dsp.Analysis;

/// <summary>A periodic Hann window, a power of two long.</summary>
internal sealed class HannWindow
{
    /// <summary>A window at least so long at a rate.</summary>
    public HannWindow(double leastSeconds, int rateHz)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(leastSeconds * rateHz));
        Values = [.. Enumerable.Range(0, size).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / size)))];
        Power = Values.Sum(value => (double)value * value);
    }

    /// <summary>Its values.</summary>
    public float[] Values { get; }

    /// <summary>The sum of their squares.</summary>
    public double Power { get; }
}
