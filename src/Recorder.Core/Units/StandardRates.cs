namespace Recorder.Core.Units;

/// <summary>The rates people choose from, and a set of them in one number, as a snapshot carries it.</summary>
public static class StandardRates
{
    /// <summary>Frames per second, rising.</summary>
    public static IReadOnlyList<int> All { get; } = [44100, 48000, 88200, 96000, 176400, 192000];

    /// <summary>The set as bits, the lowest rate in the lowest; other rates are left out.</summary>
    public static int ToBits(IReadOnlyList<int> ratesHz)
    {
        var bits = 0;
        for (var i = 0; i < All.Count; i++)
            bits |= ratesHz.Contains(All[i]) ? 1 << i : 0;
        return bits;
    }

    /// <summary>The rates of a set, rising.</summary>
    public static IEnumerable<int> FromBits(int bits) => All.Where((_, i) => (bits >> i & 1) != 0);
}
