using Recorder.Session.Journal;

namespace Recorder.Engine.Survival;

/// <summary>How far one take has come from the ring into its files, as its successor must know it.</summary>
internal struct TakeStanding
{
    /// <summary>The take; 0 when none stands here.</summary>
    public int TakeNumber;

    /// <summary>The layer of it; 0 is the take itself.</summary>
    public int Layer;

    /// <summary>Why it ends, a <see cref="Session.Journal.StopReason"/>; 0 while it runs.</summary>
    public int StopReason;

    /// <summary>Ring frame of its first frame.</summary>
    public long StartFrame;

    /// <summary>Length at which it ends by itself.</summary>
    public long LimitFrames;

    /// <summary>Ring frame at which it ends, when it ends.</summary>
    public long BoundaryFrame;

    /// <summary>Ring frame to be written next; it and all behind it are held in the ring.</summary>
    public long NextFrame;

    /// <summary>Frames written to every track; some tracks may have more.</summary>
    public long WrittenFrames;

    /// <summary>Index of the next gap in the log.</summary>
    public long GapIndex;

    /// <summary>Frames of that gap whose silence is written.</summary>
    public long GapFramesDone;

    /// <summary>Frames lost in the take so far.</summary>
    public long LostFrames;

    /// <summary>Frames lost in the ring before the take began.</summary>
    public long LostBefore;

    /// <summary>Dropouts told to the journal.</summary>
    public int DropoutCount;

    /// <summary>Whether the take's end is known.</summary>
    public readonly bool IsEnding => StopReason != (int)Session.Journal.StopReason.Unknown;
}
