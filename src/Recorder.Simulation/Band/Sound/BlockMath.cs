using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Simulation.Band.Sound;

/// <summary>Sums of blocks; every length is a multiple of four.</summary>
internal static class BlockMath
{
    /// <summary>into += source × gain.</summary>
    public static void AddScaled(ReadOnlySpan<float> source, float gain, Span<float> into)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(into);
        var factor = Vector128.Create(gain);
        for (nuint i = 0; i < (nuint)into.Length; i += 4)
            (Vector128.LoadUnsafe(ref to, i) + Vector128.LoadUnsafe(ref from, i) * factor).StoreUnsafe(ref to, i);
    }

    /// <summary>block ×= gain.</summary>
    public static void Scale(Span<float> block, float gain)
    {
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block))
            four *= Vector128.Create(gain);
    }

    /// <summary>The block through an amplifier that saturates: out = clip(in × drive) × level.</summary>
    public static void Overdrive(Span<float> block, float drive, float level)
    {
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block))
            four = PortableMath.SoftClip(four * Vector128.Create(drive)) * Vector128.Create(level);
    }

    /// <summary>True when every value is exactly zero.</summary>
    public static bool IsSilent(ReadOnlySpan<float> block) => block.IndexOfAnyExcept(0f) < 0;
}
