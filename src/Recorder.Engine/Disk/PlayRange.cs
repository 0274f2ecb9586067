namespace Recorder.Engine.Disk;

/// <summary>What is played of a take.</summary>
/// <param name="TakeNumber">Which take.</param>
/// <param name="EndFrame">The frame after the last.</param>
/// <param name="Loop">The stretch that is played again and again, its end not among it; null goes straight on.</param>
internal readonly record struct PlayRange(int TakeNumber, long EndFrame, (long In, long Out)? Loop)
{
    /// <summary>The frame of the take that is played so many frames after another.</summary>
    public long After(long startFrame, long playedFrames)
    {
        var straight = startFrame + playedFrames;
        return Loop is var (first, end) && startFrame < end && straight >= end ? first + (straight - end) % (end - first) : straight;
    }

    /// <summary>Frames from a frame on that lie one after the other in the take.</summary>
    public long Straight(long frame) => (Loop is var (_, end) && frame < end ? end : EndFrame) - frame;

    /// <summary>Whether a playhead there never comes to the end.</summary>
    public bool IsEndless(long frame) => Loop is var (_, end) && frame < end;
}
