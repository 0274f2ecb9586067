namespace Recorder.Core.Units;

/// <summary>A number of frames; a frame is one sample of every channel.</summary>
public readonly record struct FrameCount(long Value) : IComparable<FrameCount>
{
    /// <summary>The whole number of frames nearest to a duration at a rate.</summary>
    public static FrameCount FromSeconds(double seconds, int rateHz) => new((long)Math.Round(seconds * rateHz));

    /// <summary>The duration at a rate.</summary>
    public double ToSeconds(int rateHz) => (double)Value / rateHz;

    /// <inheritdoc/>
    public int CompareTo(FrameCount other) => Value.CompareTo(other.Value);

    public static FrameCount operator +(FrameCount left, FrameCount right) => new(left.Value + right.Value);
    public static FrameCount operator -(FrameCount left, FrameCount right) => new(left.Value - right.Value);
    public static bool operator <(FrameCount left, FrameCount right) => left.Value < right.Value;
    public static bool operator >(FrameCount left, FrameCount right) => left.Value > right.Value;
    public static bool operator <=(FrameCount left, FrameCount right) => left.Value <= right.Value;
    public static bool operator >=(FrameCount left, FrameCount right) => left.Value >= right.Value;

    /// <summary>The same sum as the operator, for languages without operators.</summary>
    public static FrameCount Add(FrameCount left, FrameCount right) => left + right;

    /// <summary>The same difference as the operator, for languages without operators.</summary>
    public static FrameCount Subtract(FrameCount left, FrameCount right) => left - right;
}

/// <summary>A place in a take or a file, counted in frames from its first frame (0).</summary>
public readonly record struct FramePosition(long Value) : IComparable<FramePosition>
{
    /// <summary>The place in seconds at a rate.</summary>
    public double ToSeconds(int rateHz) => (double)Value / rateHz;

    /// <inheritdoc/>
    public int CompareTo(FramePosition other) => Value.CompareTo(other.Value);

    public static FramePosition operator +(FramePosition position, FrameCount count) => new(position.Value + count.Value);
    public static FrameCount operator -(FramePosition left, FramePosition right) => new(left.Value - right.Value);
    public static bool operator <(FramePosition left, FramePosition right) => left.Value < right.Value;
    public static bool operator >(FramePosition left, FramePosition right) => left.Value > right.Value;
    public static bool operator <=(FramePosition left, FramePosition right) => left.Value <= right.Value;
    public static bool operator >=(FramePosition left, FramePosition right) => left.Value >= right.Value;

    /// <summary>The same sum as the operator, for languages without operators.</summary>
    public static FramePosition Add(FramePosition position, FrameCount count) => position + count;

    /// <summary>The same distance as the operator, for languages without operators.</summary>
    public static FrameCount Subtract(FramePosition left, FramePosition right) => left - right;
}
