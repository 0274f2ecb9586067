using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Survival;
using Recorder.Media.Audio;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>The markers of one take: the control side adds them by ring frame, the disk thread places them in the take.</summary>
/// <param name="takeNumber">The take.</param>
/// <param name="board">Where the newest outlive the process.</param>
internal sealed class TakeMarkers(int takeNumber, MarkerBoard board)
{
    /// <summary>Markers a take can have; more are refused.</summary>
    public const int Capacity = 4096;

    private readonly Entry[] entries = new Entry[Capacity];
    private int count;
    private int placed;

    /// <summary>Markers added.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Disk thread: the ring frame of the next marker to place; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextRingFrame => placed < Count ? entries[placed].RingFrame : long.MaxValue;

    /// <summary>Any thread: a marker below <see cref="Count"/>; ring frame 0 and a place in the take when another process had placed it.</summary>
    public (long RingFrame, long TakeFrame, string Label) this[int index]
    {
        get
        {
            ref var entry = ref entries[index];
            return (entry.RingFrame, entry.TakeFrame, entry.Label);
        }
    }

    /// <summary>Takes up the markers of a take that another process began: those in its journal, and those that were still waiting.</summary>
    public void TakeUp(TakeJournal story)
    {
        foreach (var marker in story.Markers.Take(Capacity))
            entries[count++] = new Entry { TakeFrame = marker.Frame, Label = marker.Label };
        placed = count;
        foreach (var (ringFrame, label) in board.From(takeNumber, placed))
            TryAdd(ringFrame, label);
    }

    /// <summary>Control side: a marker at a frame of the ring, not before the one added last. False when there is no room.</summary>
    public bool TryAdd(long ringFrame, string label)
    {
        if (count == Capacity)
            return false;
        entries[count] = new Entry { RingFrame = ringFrame, Label = label };
        board.Add(takeNumber, count, ringFrame, label);
        Volatile.Write(ref count, count + 1);
        return true;
    }

    /// <summary>Disk thread: the next marker lies at this frame of the take; written to the journal.</summary>
    public StoreError PlaceNext(long takeFrame, JournalWriter journal)
    {
        ref var entry = ref entries[placed];
        entry.TakeFrame = takeFrame;
        var error = journal.Marker(takeFrame, entry.Label);
        if (error == StoreError.None)
            placed++;
        return error;
    }

    /// <summary>The placed markers within a take of this length, for its files.</summary>
    public AudioMarker[] Within(long takeFrames) =>
    [
        .. entries.Take(placed).Where(entry => entry.TakeFrame <= takeFrames)
            .Select(entry => new AudioMarker(new FramePosition(entry.TakeFrame), entry.Label)),
    ];

    private struct Entry
    {
        public long RingFrame;
        public long TakeFrame;
        public string Label;
    }
}
