using Recorder.Core.Snapshots;
using Recorder.Dsp.Metering;
using Recorder.Studio.Mix;

namespace Recorder.Studio.Overview;

/// <summary>Reads a take once to see what it looks like.</summary>
public static class TakeOverview
{
    /// <summary>Fills peaks from the take's tracks, summed as they were recorded.</summary>
    /// <param name="audio">The take, at its first frame.</param>
    /// <param name="peaks">Of the same length, empty.</param>
    /// <param name="pass">Called before each bucket: waits while something more important runs.</param>
    public static void Fill(TakeAudio audio, TakePeaks peaks, Action pass)
    {
        var planar = new float[audio.Tracks * TakePeaks.BucketFrames];
        var sum = new float[TakePeaks.BucketFrames];
        // Sixteen tracks of music add up like noise, not like one tone: their root is the scale they fill.
        var scale = 1 / MathF.Sqrt(audio.Tracks);
        while (peaks.Filled < peaks.Buckets)
        {
            pass();
            var frames = audio.Read(planar, TakePeaks.BucketFrames, TakePeaks.BucketFrames);
            if (frames == 0)
                return;
            sum.AsSpan(0, frames).Clear();
            for (var track = 0; track < audio.Tracks; track++)
                Add(planar.AsSpan(track * TakePeaks.BucketFrames, frames), sum);
            var level = LevelKernels.PeakAndSumOfSquares(sum.AsSpan(0, frames));
            peaks.Add(level.Peak * scale, (float)Math.Sqrt(level.SumOfSquares / frames) * scale);
        }
    }

    private static void Add(ReadOnlySpan<float> samples, Span<float> sum)
    {
        for (var i = 0; i < samples.Length; i++)
            sum[i] += samples[i];
    }
}
