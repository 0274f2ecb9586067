using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Engine.Realtime;
using Recorder.Engine.Survival;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>
/// Where a take stands among the gaps of the ring: which is the next, how much of its silence is written, and which the journal
/// has been told of. Disk thread, but for the counts.
/// </summary>
internal sealed class GapWalk
{
    private readonly GapLog gaps;
    private readonly long lostBefore;
    private readonly Dropout told = new(-1, 0, true, DropoutCause.Unknown);
    private long frames;
    private long framesDone;
    private long lostFrames;

    /// <summary>For a take that begins.</summary>
    /// <param name="gaps">The ring's gaps.</param>
    /// <param name="fromFrame">Gaps at this frame of the ring or later are the take's own.</param>
    public GapWalk(GapLog gaps, long fromFrame)
    {
        this.gaps = gaps;
        First = Next = gaps.FirstFrom(fromFrame);
        lostBefore = gaps.TotalLostFrames;
        for (var i = First; i < gaps.Count; i++)
            lostBefore -= gaps[i].LostFrames;
    }

    /// <summary>For a take that an engine before has left.</summary>
    /// <param name="gaps">The ring's gaps, that engine's included.</param>
    /// <param name="standing">How far it had come.</param>
    /// <param name="story">What the journal says.</param>
    public GapWalk(GapLog gaps, in TakeStanding standing, TakeJournal story)
    {
        this.gaps = gaps;
        (Next, framesDone, lostFrames, lostBefore) = (standing.GapIndex, standing.GapFramesDone, standing.LostFrames, standing.LostBefore);
        ToldCount = standing.DropoutCount;
        if (!story.Dropouts.IsEmpty)
            told = story.Dropouts[^1];
        if (framesDone > 0)
            frames = FramesAt(standing.WrittenFrames - framesDone, standing.LimitFrames);
        First = gaps.Count;
        for (var lost = LostSinceStart; lost > 0 && First > 0 && gaps.Count - First < GapLog.Capacity; First--)
            lost -= gaps[First - 1].LostFrames;
    }

    /// <summary>Index of the first gap that is the take's own.</summary>
    public long First { get; }

    /// <summary>Index of the next gap; earlier ones are not needed any more.</summary>
    public long Next { get; private set; }

    /// <summary>Ring frame before which frames are missing next; the largest number there is for none.</summary>
    public long NextRingFrame => Next < gaps.Count ? gaps[Next].RingFrame : long.MaxValue;

    /// <summary>Gaps the journal has been told of.</summary>
    public int ToldCount { get; private set; }

    /// <summary>Frames of silence written for what was lost.</summary>
    public long LostFrames => Volatile.Read(ref lostFrames);

    /// <summary>Any thread: frames lost since the take began, also those whose silence is not written yet.</summary>
    public long LostSinceStart => gaps.TotalLostFrames - lostBefore;

    /// <summary>Frames lost before the take began.</summary>
    public long LostBefore => lostBefore;

    /// <summary>
    /// Before silence is written: tells the journal of a gap that begins. Killed in between, nobody takes that silence for sound.
    /// </summary>
    /// <param name="journal">The take's journal.</param>
    /// <param name="writtenFrames">Frames written to every track.</param>
    /// <param name="limitFrames">Length at which the take ends.</param>
    public StoreError TellTo(JournalWriter journal, long writtenFrames, long limitFrames)
    {
        if (framesDone > 0)
            return StoreError.None;
        var gap = gaps[Next];
        frames = FramesAt(writtenFrames, limitFrames);
        ToldCount++;
        // The engine before came to tell of it and no further.
        if (writtenFrames <= told.StartFrame)
            return StoreError.None;
        return journal.Dropout(new Dropout(writtenFrames, frames, gap.IsExact, gap.Cause));
    }

    /// <summary>Silence the gap still needs, at most so many frames.</summary>
    public int SilenceFrames(int most) => (int)Math.Min(frames - framesDone, most);

    /// <summary>So much silence was written to every track.</summary>
    public void Advance(int silentFrames)
    {
        framesDone += silentFrames;
        Volatile.Write(ref lostFrames, lostFrames + silentFrames);
        if (framesDone == frames)
        {
            framesDone = 0;
            Next++;
        }
    }

    /// <summary>What a successor must know of it.</summary>
    public void TellTo(ref TakeStanding standing)
    {
        (standing.GapIndex, standing.GapFramesDone) = (Next, framesDone);
        (standing.LostFrames, standing.LostBefore, standing.DropoutCount) = (lostFrames, lostBefore, ToldCount);
    }

    // One at the end of a take may have grown since the engine before told of it: what the journal says of it holds.
    private long FramesAt(long frame, long limitFrames) =>
        Math.Min(frame == told.StartFrame ? told.Frames : gaps[Next].LostFrames, limitFrames - frame);
}
