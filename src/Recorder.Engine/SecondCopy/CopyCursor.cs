namespace Recorder.Engine.SecondCopy;

/// <summary>A place in a take and in the ring it came from; the two differ by what was lost in between.</summary>
internal struct CopyCursor
{
    /// <summary>Frame of the take to be written next.</summary>
    public long Frame;

    /// <summary>Frame of the ring it is.</summary>
    public long RingFrame;

    /// <summary>Index of the next gap in the log.</summary>
    public long GapIndex;

    /// <summary>Frames of that gap, settled when its first silence is written.</summary>
    public long GapFrames;

    /// <summary>Frames of that gap whose silence is written.</summary>
    public long GapFramesDone;

    /// <summary>Frames of the ring before this one can be had from nowhere any more.</summary>
    public long LostBefore;

    /// <summary>Markers placed.</summary>
    public int Markers;
}
