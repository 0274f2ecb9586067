using Recorder.Core.Realtime;
using Recorder.Engine.SecondCopy;

namespace Recorder.Engine.Disk;

/// <summary>The frame of the ring at which a take ends, and the next may begin.</summary>
/// <remarks>
/// Design: it is settled as <see cref="FrameRing"/> settles a hold: who writes announces what it is about to write before it looks
/// at the boundary, the control side sets the boundary before it looks at the announcements, so all always agree on the one frame.
/// </remarks>
/// <param name="copy">Where the second copy announces what it is about to write.</param>
/// <param name="startFrame">Ring frame of the take's first frame.</param>
internal sealed class TakeBoundary(CopyLink copy, long startFrame)
{
    private const long Open = long.MaxValue;

    private long claimedFrame = startFrame;
    private long frame = Open;

    /// <summary>Ring frame at which the take ends; the largest number there is while that is open.</summary>
    public long Frame => Volatile.Read(ref frame);

    /// <summary>Whether it is open where the take ends.</summary>
    public bool IsOpen => Frame == Open;

    /// <summary>Before anything runs: takes up what an engine before had written.</summary>
    /// <param name="nextFrame">Ring frame to be written next.</param>
    /// <param name="endFrame">Where the take ends; null while that is open.</param>
    public void TakeUp(long nextFrame, long? endFrame) => (claimedFrame, frame) = (nextFrame, endFrame ?? Open);

    /// <summary>Control side: nothing is written beyond this ring frame, or beyond a later one that is already on its way.</summary>
    /// <returns>The frame that holds.</returns>
    public long Set(long ringFrame)
    {
        Volatile.Write(ref frame, ringFrame);
        Interlocked.MemoryBarrier();
        var claimed = Math.Max(Volatile.Read(ref claimedFrame), copy.ClaimedFrame);
        if (claimed <= ringFrame)
            return ringFrame;
        Volatile.Write(ref frame, claimed);
        return claimed;
    }

    /// <summary>Control side: it does not hold any more.</summary>
    public void Clear() => Volatile.Write(ref frame, Open);

    /// <summary>Disk thread: announces what it is about to write.</summary>
    /// <returns>Frames that are the take's.</returns>
    public int Claim(long ringFrame, int frames)
    {
        Volatile.Write(ref claimedFrame, ringFrame + frames);
        Interlocked.MemoryBarrier();
        var boundary = Frame;
        if (boundary >= ringFrame + frames)
            return frames;
        Volatile.Write(ref claimedFrame, boundary);
        return (int)(boundary - ringFrame);
    }

    /// <summary>Copy thread: announces what the second copy is about to write.</summary>
    /// <returns>Frames that are the take's.</returns>
    public int ClaimForCopy(long ringFrame, int frames)
    {
        copy.ClaimedFrame = ringFrame + frames;
        Interlocked.MemoryBarrier();
        var boundary = Frame;
        if (boundary >= ringFrame + frames)
            return frames;
        copy.ClaimedFrame = boundary;
        return (int)Math.Max(0, boundary - ringFrame);
    }
}
