using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recorder.Core.Realtime;
using Recorder.Session.Journal;

namespace Recorder.Engine.Realtime;

/// <summary>Frames that were played but never reached the ring.</summary>
/// <param name="RingFrame">The frame of the ring before which they are missing.</param>
/// <param name="LostFrames">How many.</param>
/// <param name="IsExact">Whether the number was read from the driver rather than estimated from a clock.</param>
/// <param name="Cause">Why.</param>
internal readonly record struct Gap(long RingFrame, long LostFrames, bool IsExact, DropoutCause Cause);

/// <summary>The gaps of the ring in their order; the capture thread adds, the disk thread reads, nothing locks.</summary>
/// <param name="memory">The ring's memory: what is missing is remembered as long as what is there.</param>
/// <param name="offsetBytes">Where in its extra room, <see cref="SizeBytes"/> long; zeros are an empty log.</param>
/// <remarks>
/// Design: a gap at ring frame f may still grow for as long as no frame was written behind it. Its length is a single
/// word, written before the frames that follow, so whoever sees frames beyond f reads the final length. The log keeps the
/// newest <see cref="Capacity"/>; from <see cref="FirstHeld"/> on none is overwritten. When it is full, the capture thread
/// goes on losing frames into the last gap instead of writing ones that could not be told apart any more.
/// </remarks>
internal sealed class GapLog(RingMemory memory, int offsetBytes)
{
    internal const int Capacity = 4096;
    internal const long NoneHeld = long.MaxValue;

    /// <summary>Bytes of the log.</summary>
    public static int SizeBytes { get; } = Unsafe.SizeOf<Head>() + Capacity * Unsafe.SizeOf<Entry>();

    private long firstHeld = NoneHeld;

    /// <summary>Gaps ever added.</summary>
    public long Count => Volatile.Read(ref Story.Count);

    /// <summary>Frames ever lost.</summary>
    public long TotalLostFrames => Volatile.Read(ref Story.TotalLostFrames);

    /// <summary>Reader: from this index on nothing may be overwritten; <see cref="NoneHeld"/> lets go of all.</summary>
    public long FirstHeld
    {
        get => Volatile.Read(ref firstHeld);
        set => Volatile.Write(ref firstHeld, value);
    }

    /// <summary>Producer: whether one more gap has room.</summary>
    public bool HasRoom => Count - Math.Min(FirstHeld, Count) < Capacity;

    private ref Head Story => ref MemoryMarshal.AsRef<Head>(memory.Extra[offsetBytes..]);

    /// <summary>The gap of an index below <see cref="Count"/>.</summary>
    public Gap this[long index]
    {
        get
        {
            ref var entry = ref At(index);
            return new(entry.RingFrame, Volatile.Read(ref entry.LostFrames), entry.IsExact != 0, (DropoutCause)entry.Cause);
        }
    }

    /// <summary>Producer: frames are missing before the ring's next frame. False when there is no room for another gap.</summary>
    public bool Add(long ringFrame, long lostFrames, bool isExact, DropoutCause cause)
    {
        ref var story = ref Story;
        if (story.Count > 0)
        {
            ref var last = ref At(story.Count - 1);
            if (last.RingFrame == ringFrame)
            {
                // As sure as its least sure part, and told by what a person has to see to.
                if (!isExact)
                    (last.IsExact, last.Cause) = (0, (int)cause);
                Volatile.Write(ref last.LostFrames, last.LostFrames + lostFrames);
                Volatile.Write(ref story.TotalLostFrames, story.TotalLostFrames + lostFrames);
                return true;
            }
        }
        if (!HasRoom)
            return false;
        At(story.Count) = new Entry { RingFrame = ringFrame, LostFrames = lostFrames, IsExact = isExact ? 1 : 0, Cause = (int)cause };
        Volatile.Write(ref story.TotalLostFrames, story.TotalLostFrames + lostFrames);
        Volatile.Write(ref story.Count, story.Count + 1);
        return true;
    }

    /// <summary>Reader: the index of the first gap at or behind a frame of the ring.</summary>
    public long FirstFrom(long ringFrame)
    {
        var index = Count;
        var oldest = Math.Max(0, index - Capacity / 2);
        while (index > oldest && this[index - 1].RingFrame >= ringFrame)
            index--;
        return index;
    }

    private ref Entry At(long index) =>
        ref MemoryMarshal.AsRef<Entry>(memory.Extra[(offsetBytes + Unsafe.SizeOf<Head>() + (int)(index % Capacity) * Unsafe.SizeOf<Entry>())..]);

    private struct Head
    {
        public long Count;
        public long TotalLostFrames;
    }

    private struct Entry
    {
        public long RingFrame;
        public long LostFrames;
        public int IsExact;
        public int Cause;
    }
}
