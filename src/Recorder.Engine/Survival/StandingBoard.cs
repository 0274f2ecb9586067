using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recorder.Core.Realtime;

namespace Recorder.Engine.Survival;

/// <summary>One standing for each take under way, in memory that outlives the process.</summary>
/// <typeparam name="T">What stands there; zeros are nothing.</typeparam>
/// <remarks>
/// One writer. Each place has two copies and a count that says which of them holds; it moves on when the other copy is whole,
/// so a process killed in the middle leaves the standing before.
/// </remarks>
internal abstract class StandingBoard<T>(RingMemory memory, int offsetBytes)
    where T : unmanaged
{
    /// <summary>Takes that can be under way at once: one being recorded, those before it still on their way to disk.</summary>
    public const int Capacity = 4;

    /// <summary>Bytes of the board.</summary>
    public static int SizeBytes { get; } = Capacity * Unsafe.SizeOf<Place>();

    /// <summary>What stands in a place.</summary>
    public T this[int index]
    {
        get
        {
            ref var place = ref At(index);
            return (Volatile.Read(ref place.Version) & 1) == 0 ? place.Even : place.Odd;
        }
    }

    /// <summary>Writes a place.</summary>
    public void Set(int index, in T standing)
    {
        ref var place = ref At(index);
        if ((place.Version & 1) == 0)
            place.Odd = standing;
        else
            place.Even = standing;
        Volatile.Write(ref place.Version, place.Version + 1);
    }

    private ref Place At(int index) => ref MemoryMarshal.AsRef<Place>(memory.Extra[(offsetBytes + index * Unsafe.SizeOf<Place>())..]);

    private struct Place
    {
        public long Version;
        public T Even;
        public T Odd;
    }
}
