using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Effects;

/// <summary>A Schroeder all-pass: every frequency at its level, the time smeared.</summary>
internal sealed class AllpassDiffuser(int delayFrames, float feedback)
{
    private readonly int delayFrames = Math.Max(delayFrames, QuantumRing.Quantum);
    private readonly QuantumRing ring = new(delayFrames);

    /// <summary>Smears one quantum in place.</summary>
    public void Process(Span<float> quantum)
    {
        var delayed = MemoryMarshal.Cast<float, Vector128<float>>(ring.Read(delayFrames));
        var kept = MemoryMarshal.Cast<float, Vector128<float>>(ring.Next);
        var samples = MemoryMarshal.Cast<float, Vector128<float>>(quantum);
        var gain = Vector128.Create(feedback);
        for (var i = 0; i < samples.Length; i++)
        {
            kept[i] = Vector128.MultiplyAddEstimate(delayed[i], gain, samples[i]);
            samples[i] = delayed[i] - gain * kept[i];
        }
        ring.Advance();
    }

    public void Clear() => ring.Clear();
}
