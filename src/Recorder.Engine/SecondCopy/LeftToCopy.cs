using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>
/// Frames of a take that memory let go of before the first disk had taken them, because they were safe on the stick by then.
/// </summary>
/// <remarks>
/// Design: a first disk that stands still for longer than memory lasts must not cost the second copy anything. The copy thread
/// announces up to where it lets go (<see cref="LetGo"/>) <i>before</i> the ring may overwrite those frames; the disk thread looks
/// at the announcement <i>after</i> it has read a frame, so what it reads while that happens is never taken for sound. Silence
/// stands in the first disk's files for what was left, and the journal says who has it.
/// </remarks>
internal sealed class LeftToCopy
{
    /// <summary>Places of one take in which frames can be left; then nothing more is, and a full memory loses frames for both.</summary>
    public const int Capacity = 64;

    private readonly Range[] ranges = new Range[Capacity];
    private int count;
    private long beforeFrame;
    private long totalFrames;

    /// <summary>Frames of the ring before this one are left to the copy, as far as they are not written.</summary>
    public long BeforeFrame => Volatile.Read(ref beforeFrame);

    /// <summary>Frames of the take that the first disk's files do not have.</summary>
    public long TotalFrames => Volatile.Read(ref totalFrames);

    /// <summary>Whether one more place can be remembered.</summary>
    public bool HasRoom => Volatile.Read(ref count) < Capacity;

    /// <summary>Disk thread: ring frame up to which the journal says who has them.</summary>
    public long ToldUntil { get; private set; }

    /// <summary>Before anything runs: takes up what an engine before has left to the copy.</summary>
    /// <param name="story">What the take's journal says.</param>
    /// <param name="nextFrame">Ring frame to be written next.</param>
    /// <param name="writtenFrames">Frames of the take that are written.</param>
    /// <param name="ring">What it still holds.</param>
    public void TakeUp(TakeJournal story, long nextFrame, long writtenFrames, FrameRing ring)
    {
        foreach (var dropout in story.Dropouts)
        {
            if (dropout.Cause == DropoutCause.SecondCopyOnly && dropout.StartFrame < writtenFrames)
                Add(dropout.StartFrame, Math.Min(dropout.Frames, writtenFrames - dropout.StartFrame));
        }
        // What is not held any more was let go of to the second copy.
        if (ring.IsHeld && ring.HeldFrom > nextFrame)
            LetGo(ring.HeldFrom);
        if (story.Dropouts is [.., { Cause: DropoutCause.SecondCopyOnly } last] && last.StartFrame + last.Frames > writtenFrames)
            ToldUntil = nextFrame + last.StartFrame + last.Frames - writtenFrames;
    }

    /// <summary>Disk thread, before silence is written for them: tells the journal who has the frames, once.</summary>
    /// <param name="journal">The take's journal.</param>
    /// <param name="ringFrame">The first of them in the ring.</param>
    /// <param name="endRingFrame">Where they end there.</param>
    /// <param name="writtenFrames">Frames of the take that are written.</param>
    public StoreError TellTo(JournalWriter journal, long ringFrame, long endRingFrame, long writtenFrames)
    {
        if (ringFrame < ToldUntil)
            return StoreError.None;
        var error = journal.Dropout(new Dropout(writtenFrames, endRingFrame - ringFrame, true, DropoutCause.SecondCopyOnly));
        if (error == StoreError.None)
            ToldUntil = endRingFrame;
        return error;
    }

    /// <summary>Copy thread: before the ring lets go of what lies before this frame of it.</summary>
    public void LetGo(long ringFrame) => Volatile.Write(ref beforeFrame, Math.Max(beforeFrame, ringFrame));

    /// <summary>Disk thread, after frames were read from the ring: whether they were really there.</summary>
    /// <param name="ringFrame">The first of them.</param>
    public bool WasThere(long ringFrame)
    {
        Interlocked.MemoryBarrier();
        return BeforeFrame <= ringFrame;
    }

    /// <summary>Disk thread: silence was written for frames of the take that were left.</summary>
    public void Add(long takeFrame, long frames)
    {
        var last = count - 1;
        if (last >= 0 && ranges[last].EndFrame == takeFrame)
        {
            Volatile.Write(ref ranges[last].EndFrame, takeFrame + frames);
        }
        else
        {
            // More than one place more than there is room for cannot come: without room nothing is let go of.
            ranges[Math.Min(count, Capacity - 1)] = new Range { StartFrame = takeFrame, EndFrame = takeFrame + frames };
            Volatile.Write(ref count, Math.Min(count + 1, Capacity));
        }
        Volatile.Write(ref totalFrames, totalFrames + frames);
    }

    /// <summary>Copy thread: how many frames of the first disk's files from here on are none, or are sound.</summary>
    /// <param name="takeFrame">Where.</param>
    /// <param name="isLeft">Whether they are none.</param>
    public long RunFrom(long takeFrame, out bool isLeft)
    {
        for (var i = 0; i < Volatile.Read(ref count); i++)
        {
            var end = Volatile.Read(ref ranges[i].EndFrame);
            if (takeFrame >= end)
                continue;
            isLeft = takeFrame >= ranges[i].StartFrame;
            return (isLeft ? end : ranges[i].StartFrame) - takeFrame;
        }
        isLeft = false;
        return long.MaxValue;
    }

    private struct Range
    {
        public long StartFrame;
        public long EndFrame;
    }
}
