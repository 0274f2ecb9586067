using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Recorder.Core.Realtime;

namespace Recorder.Engine.Survival;

/// <summary>The newest markers, in memory that outlives the process: those that no journal has yet are not lost with it.</summary>
internal sealed class MarkerBoard(RingMemory memory, int offsetBytes)
{
    /// <summary>Markers kept; older ones have long been in a journal, unless the disk stands still and someone marks like mad.</summary>
    public const int Capacity = 256;

    /// <summary>Bytes of the board.</summary>
    public static int SizeBytes { get; } = Capacity * Unsafe.SizeOf<Entry>();

    /// <summary>Control side: a take's marker.</summary>
    /// <param name="takeNumber">The take.</param>
    /// <param name="index">The marker's place among the take's, from 0.</param>
    /// <param name="ringFrame">Frame of the ring.</param>
    /// <param name="label">Its label; cut at a whole character when it is too long.</param>
    public void Add(int takeNumber, int index, long ringFrame, string label)
    {
        ref var entry = ref At(index % Capacity);
        Volatile.Write(ref entry.TakeNumber, 0);
        (entry.Index, entry.RingFrame) = (index, ringFrame);
        Utf8.FromUtf16(label, entry.Label, out _, out entry.LabelBytes);
        Volatile.Write(ref entry.TakeNumber, takeNumber);
    }

    /// <summary>A take's markers from an index on, as far as they are there.</summary>
    public IEnumerable<(long RingFrame, string Label)> From(int takeNumber, int index)
    {
        for (; TryGet(takeNumber, index, out var marker); index++)
            yield return marker;
    }

    private bool TryGet(int takeNumber, int index, out (long RingFrame, string Label) marker)
    {
        ref var entry = ref At(index % Capacity);
        marker = default;
        if (entry.TakeNumber != takeNumber || entry.Index != index)
            return false;
        ReadOnlySpan<byte> label = entry.Label;
        marker = (entry.RingFrame, Encoding.UTF8.GetString(label[..entry.LabelBytes]));
        return true;
    }

    private ref Entry At(int place) => ref MemoryMarshal.AsRef<Entry>(memory.Extra[(offsetBytes + place * Unsafe.SizeOf<Entry>())..]);

    [InlineArray(232)]
    private struct LabelText
    {
        private byte first;
    }

    private struct Entry
    {
        public int TakeNumber;
        public int Index;
        public long RingFrame;
        public int LabelBytes;
        public LabelText Label;
    }
}
