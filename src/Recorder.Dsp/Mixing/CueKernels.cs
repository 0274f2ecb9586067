using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Mixing;

/// <summary>Adds a channel to one side of a musician's mix: the vector way, and the scalar twin it is checked against.</summary>
public static class CueKernels
{
    /// <summary>
    /// Adds samples times a gain that goes along a straight line and has arrived with the last sample, as
    /// <paramref name="from"/> + (<paramref name="to"/> - <paramref name="from"/>) x (i + 1) / n.
    /// </summary>
    /// <param name="samples">One channel.</param>
    /// <param name="from">The gain of the sample before the first.</param>
    /// <param name="to">The gain of the last.</param>
    /// <param name="side">What it is added to, as long as <paramref name="samples"/>.</param>
    public static void Add(ReadOnlySpan<float> samples, float from, float to, Span<float> side)
    {
        side = side[..samples.Length];
        var channel = MemoryMarshal.Cast<float, Vector128<float>>(samples);
        var sum = MemoryMarshal.Cast<float, Vector128<float>>(side);
        var step = (to - from) / samples.Length;
        var gain = Vector128.Create(from) + Vector128.Create(1f, 2, 3, 4) * step;
        var next = Vector128.Create(4 * step);
        for (var i = 0; i < channel.Length && i < sum.Length; i++, gain += next)
            sum[i] = Vector128.MultiplyAddEstimate(channel[i], gain, sum[i]);
        var done = samples.Length & ~3;
        AddScalar(samples[done..], from + step * done, to, side[done..]);
    }

    /// <summary>The scalar twin.</summary>
    public static void AddScalar(ReadOnlySpan<float> samples, float from, float to, Span<float> side)
    {
        var step = (to - from) / samples.Length;
        for (var i = 0; i < samples.Length; i++)
            side[i] += samples[i] * (from + step * (i + 1));
    }
}
