namespace Recorder.Engine.Overdub;

/// <summary>The stretch of a take outside of which a layer writes nothing.</summary>
/// <param name="InFrame">Its first frame.</param>
/// <param name="OutFrame">The frame behind its last; the largest number there is leaves the end open.</param>
internal readonly record struct PunchRange(long InFrame, long OutFrame)
{
    /// <summary>All of it, and what is heard behind it.</summary>
    public static PunchRange Open { get; } = new(0, long.MaxValue);
}
