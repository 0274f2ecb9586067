using Recorder.Core.Realtime;
using Recorder.Engine.Realtime;

namespace Recorder.Engine.Overdub;

/// <summary>
/// Positions of the interface and frames of the ring: they differ by what was lost, for an interface goes on counting what
/// nobody could take.
/// </summary>
internal sealed class CapturePlaces
{
    private readonly FrameRing ring;
    private readonly GapLog gaps;
    private readonly long origin;

    /// <summary>Made before the interface delivers its first frame, whose position is 0.</summary>
    public CapturePlaces(FrameRing ring, GapLog gaps)
    {
        (this.ring, this.gaps) = (ring, gaps);
        origin = -(ring.WrittenFrames + gaps.TotalLostFrames);
    }

    /// <summary>The position of the next frame, as of now.</summary>
    public long Now
    {
        get
        {
            while (true)
            {
                var (written, lost) = (ring.WrittenFrames, gaps.TotalLostFrames);
                if (written == ring.WrittenFrames && lost == gaps.TotalLostFrames)
                    return origin + written + lost;
            }
        }
    }

    /// <summary>The position of a frame of the ring.</summary>
    public long PositionOf(long ringFrame)
    {
        var lost = gaps.TotalLostFrames;
        for (var i = gaps.FirstFrom(ringFrame + 1); i < gaps.Count; i++)
            lost -= gaps[i].LostFrames;
        return origin + ringFrame + lost;
    }

    /// <summary>The frame of the ring at a position; where that one was lost, the first behind the gap.</summary>
    public long RingFrameAt(long position)
    {
        var frame = position - origin - gaps.TotalLostFrames;
        for (var i = gaps.Count - 1; i >= 0 && gaps[i].RingFrame > frame; i--)
            frame = Math.Min(frame + gaps[i].LostFrames, gaps[i].RingFrame);
        return frame;
    }
}
