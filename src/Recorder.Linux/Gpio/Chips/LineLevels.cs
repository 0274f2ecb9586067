using System.Device.Gpio;
using System.Runtime.InteropServices;

namespace Recorder.Linux.Gpio.Chips;

/// <summary>
/// What is known of a chip's lines: turns the kernel's bytes into edges, notices edges that were lost and those that say
/// nothing new. Bit n is the n-th line of the plan.
/// </summary>
/// <param name="lines">The plan.</param>
internal sealed class LineLevels(IReadOnlyList<ChipLine> lines)
{
    private readonly Dictionary<int, int> indexOf = Enumerable.Range(0, lines.Count).ToDictionary(i => lines[i].Offset);
    private uint sequence;

    /// <summary>An edge: the line's index, its new level, the kernel's time and count.</summary>
    public delegate void EdgeHandler(int index, bool isHigh, long timestampNs, uint sequence);

    /// <summary>The levels after the last edge.</summary>
    public ulong Levels { get; private set; }

    /// <summary>Begins anew, as after a request: counts start at 1 again.</summary>
    public void Begin(ulong levels) => (Levels, sequence) = (levels, 0);

    /// <summary>Hands on every edge that changes something; returns whether edges before these were lost.</summary>
    /// <param name="events">Whole events as the kernel wrote them.</param>
    /// <param name="onEdge">Called in the order the edges happened.</param>
    public bool Decode(ReadOnlySpan<byte> events, EdgeHandler onEdge)
    {
        var isGap = false;
        foreach (ref readonly var edge in MemoryMarshal.Cast<byte, KernelLineEvent>(events))
        {
            isGap |= edge.Sequence != sequence + 1;
            sequence = edge.Sequence;
            if (edge.Id is KernelLineEvent.RisingEdge or KernelLineEvent.FallingEdge && indexOf.TryGetValue((int)edge.Offset, out var index))
                Set(index, edge.Id == KernelLineEvent.RisingEdge, (long)edge.TimestampNs, edge.Sequence, onEdge);
        }
        return isGap;
    }

    /// <summary>Hands on what has changed without being told, all with one time.</summary>
    public void Compare(ulong levels, long timestampNs, EdgeHandler onEdge)
    {
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Mode != PinMode.Output)
                Set(i, (levels >> i & 1) != 0, timestampNs, 0, onEdge);
    }

    private void Set(int index, bool isHigh, long timestampNs, uint number, EdgeHandler onEdge)
    {
        var bit = 1ul << index;
        if ((Levels & bit) != 0 == isHigh)
            return;
        Levels ^= bit;
        onEdge(index, isHigh, timestampNs, number);
    }
}
