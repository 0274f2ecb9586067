using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recorder.Simulation.Band.Sound;

/// <summary>White noise within ±1 from four interleaved xorshift32 generators.</summary>
internal struct Noise
{
    private Vector128<uint> state;

    public Noise(ulong seed)
    {
        var dice = new Dice(seed);
        // A xorshift generator never leaves zero.
        state = Vector128.Create((uint)dice.Next() | 1, (uint)dice.Next() | 1, (uint)dice.Next() | 1, (uint)dice.Next() | 1);
    }

    /// <summary>The next four values.</summary>
    public Vector128<float> Next()
    {
        var x = state;
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        state = x;
        return Vector128.ConvertToSingle(x.AsInt32()) * Vector128.Create(1f / 2147483648f);
    }

    /// <summary>Fills a block, a multiple of four long.</summary>
    public void Fill(Span<float> block)
    {
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block))
            four = Next();
    }
}
