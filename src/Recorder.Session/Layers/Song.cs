using System.Collections.Immutable;

namespace Recorder.Session.Layers;

/// <summary>A song of a take that has several.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartFrame">Its first frame.</param>
/// <param name="EndFrame">The frame behind its last.</param>
public readonly record struct Song(int Number, long StartFrame, long EndFrame)
{
    /// <summary>Its length.</summary>
    public long Frames => EndFrame - StartFrame;

    /// <summary>The songs between boundaries within a take; none when there is no boundary.</summary>
    public static ImmutableArray<Song> Between(ImmutableArray<long> boundaries, long takeFrames)
    {
        long[] edges = [0, .. boundaries.Where(frame => frame > 0 && frame < takeFrames).Distinct().Order(), takeFrames];
        return edges.Length < 3 ? [] : [.. edges.Zip(edges.Skip(1)).Select((pair, index) => new Song(index + 1, pair.First, pair.Second))];
    }

    /// <summary>Boundaries with one more, or without it when it is to be taken back.</summary>
    public static ImmutableArray<long> With(ImmutableArray<long> boundaries, long frame, bool isSet) =>
        isSet ? [.. boundaries.Append(frame).Distinct().Order()] : boundaries.Remove(frame);
}
