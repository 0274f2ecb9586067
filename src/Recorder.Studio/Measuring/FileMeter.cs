using Recorder.Core.Faults;
using Recorder.Dsp.Loudness;
using Recorder.Media.Audio;
using Recorder.Studio.Rendering;

namespace Recorder.Studio.Measuring;

/// <summary>Loudness and peaks of one finished file; null where undefined (silence, too short).</summary>
public sealed record FileLoudness(
    string File, double? IntegratedLufs, double? LoudnessRangeLu, double? MaxMomentaryLufs, double? MaxShortTermLufs,
    double? TruePeakDbtp, double? SamplePeakDbfs, double Seconds, int Channels, int RateHz);

/// <summary>Measures what was really written: opens the file and decodes it.</summary>
public static class FileMeter
{
    private const int BlockFrames = 4096;

    /// <summary>Measures one file, of whatever kind.</summary>
    /// <exception cref="RecorderException">It cannot be read, or is not what it says.</exception>
    public static FileLoudness Measure(string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var reader = AudioFile.Open(path);
        if (reader.RateHz < LoudnessMeter.LowestRateHz)
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{reader.Name} has {reader.RateHz} frames a second, too few to have a loudness; nothing was changed; it may not be music.");
        var meter = new ProgrammeMeter(reader.Channels, reader.RateHz);
        var planar = new float[reader.Channels * BlockFrames];
        var interleaved = reader.Channels is 2 ? [] : new float[planar.Length];
        for (int frames; (frames = reader.Read(planar, BlockFrames, BlockFrames)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            if (reader.Channels is 2)
                meter.Process(planar.AsSpan(0, frames), planar.AsSpan(BlockFrames, frames));
            else
                meter.Process(Interleave(planar, frames, reader.Channels, interleaved));
            progress?.Report((double)reader.Position / Math.Max(1, reader.Frames));
        }
        var reading = meter.Complete();
        return new FileLoudness(
            path, reading.IntegratedLufs.OrNull(), reading.LoudnessRangeLu.OrNull(), reading.MaxMomentaryLufs.OrNull(),
            reading.MaxShortTermLufs.OrNull(), reading.TruePeakDbtp.OrNull(), reading.SamplePeakDbfs.OrNull(),
            reading.Seconds, reader.Channels, reader.RateHz);
    }

    private static ReadOnlySpan<float> Interleave(float[] planar, int frames, int channels, float[] interleaved)
    {
        if (channels == 1)
            return planar.AsSpan(0, frames);
        for (var channel = 0; channel < channels; channel++)
            for (var i = 0; i < frames; i++)
                interleaved[i * channels + channel] = planar[channel * BlockFrames + i];
        return interleaved.AsSpan(0, frames * channels);
    }
}
