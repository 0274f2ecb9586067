using Recorder.Studio.Mix;

namespace Recorder.Studio.QuickMix;

/// <summary>Listens through all tracks of a take once.</summary>
public static class TrackListener
{
    private const int BlockFrames = 4096;

    /// <summary>What each track sounds like, in their order.</summary>
    public static IReadOnlyList<TrackSound> Listen(TakeAudio take, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var ears = Enumerable.Range(0, take.Tracks).Select(_ => new TrackEar(take.RateHz)).ToArray();
        var block = new float[take.Tracks * BlockFrames];
        take.Seek(0);
        for (int frames; (frames = take.Read(block, BlockFrames, BlockFrames)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            for (var track = 0; track < ears.Length; track++)
                ears[track].Hear(block.AsSpan(track * BlockFrames, frames));
            progress?.Report((double)take.Position / take.Frames);
        }
        return [.. ears.Select(ear => ear.Tell())];
    }
}
