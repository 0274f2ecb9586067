using Recorder.Dsp.Loudness;
using Recorder.Media.Audio;
using Recorder.Session.Layers;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;

namespace Recorder.Studio.Compare;

/// <summary>What two mixes are turned down by to be equally loud; one of the two is 0, none is ever turned up.</summary>
/// <param name="GainADb">Decibels for the first, 0 or below.</param>
/// <param name="GainBDb">Decibels for the second, 0 or below.</param>
public readonly record struct LoudnessMatch(double GainADb, double GainBDb)
{
    /// <summary>How much of a take around the playhead is compared.</summary>
    public const double WindowSeconds = 15;

    private const int BlockFrames = 4096;

    /// <summary>Measures both mixes over the same part of a take: integrated loudness, ITU-R BS.1770-5.</summary>
    /// <param name="take">The tracks; afterwards only the part is read.</param>
    /// <param name="a">One scene.</param>
    /// <param name="b">The other.</param>
    /// <param name="playheadFrame">The part is around it.</param>
    /// <param name="cancel">Ends it early.</param>
    public static LoudnessMatch Of(TakeAudio take, Scene a, Scene b, long playheadFrame, CancellationToken cancel = default)
    {
        take.Choose(PartAround(playheadFrame, take.Frames, take.RateHz));
        return Between(Measure(take, a, cancel), Measure(take, b, cancel));
    }

    /// <summary>The same for a mix and a finished file of it.</summary>
    /// <param name="take">The tracks, whole; afterwards only the part is read.</param>
    /// <param name="scene">The mix.</param>
    /// <param name="file">The file, mono or stereo, of the take's rate.</param>
    /// <param name="fileStartFrame">Frame of the take with which the file begins.</param>
    /// <param name="playheadFrame">The part is around it.</param>
    /// <param name="cancel">Ends it early.</param>
    public static LoudnessMatch Of(TakeAudio take, Scene scene, string file, long fileStartFrame, long playheadFrame, CancellationToken cancel = default)
    {
        var part = PartAround(playheadFrame, take.Frames, take.RateHz);
        part = part with { StartFrame = Math.Min(Math.Max(part.StartFrame, fileStartFrame), part.EndFrame) };
        take.Choose(part);
        return Between(Measure(take, scene, cancel), Measure(file, part, fileStartFrame, cancel));
    }

    /// <summary>The same for one track with one layer over it and with another; the mix around it does not count.</summary>
    /// <param name="a">The track alone.</param>
    /// <param name="b">The same track otherwise.</param>
    /// <param name="playheadFrame">The part is around it.</param>
    /// <param name="cancel">Ends it early.</param>
    public static LoudnessMatch OfTracks(TakeAudio a, TakeAudio b, long playheadFrame, CancellationToken cancel = default) =>
        Between(MeasureTrack(a, playheadFrame, cancel), MeasureTrack(b, playheadFrame, cancel));

    /// <summary>How loud a mix is over the same part of a take, in LUFS; not finite where it is silent.</summary>
    /// <inheritdoc cref="Of(TakeAudio, Scene, Scene, long, CancellationToken)"/>
    public static double LufsOf(TakeAudio take, Scene scene, long playheadFrame, CancellationToken cancel = default)
    {
        take.Choose(PartAround(playheadFrame, take.Frames, take.RateHz));
        return Measure(take, scene, cancel);
    }

    /// <summary>The louder of two comes down to the other; where one is silent there is nothing to match.</summary>
    public static LoudnessMatch Between(double aLufs, double bLufs)
    {
        if (!double.IsFinite(aLufs) || !double.IsFinite(bLufs))
            return default;
        var quieter = Math.Min(aLufs, bLufs);
        return new LoudnessMatch(quieter - aLufs, quieter - bLufs);
    }

    private static Song PartAround(long playheadFrame, long frames, int rateHz)
    {
        var half = (long)(WindowSeconds / 2 * rateHz);
        var start = Math.Clamp(playheadFrame - half, 0, Math.Max(0, frames - 2 * half));
        return new Song(1, start, Math.Min(frames, start + 2 * half));
    }

    private static double MeasureTrack(TakeAudio track, long playheadFrame, CancellationToken cancel)
    {
        track.Choose(PartAround(playheadFrame, track.Frames, track.RateHz));
        var meter = new LoudnessMeter(1, track.RateHz);
        var samples = new float[BlockFrames];
        for (int frames; (frames = track.Read(samples, BlockFrames, BlockFrames)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            meter.Process(samples.AsSpan(0, frames));
        }
        return meter.IntegratedLufs;
    }

    private static double Measure(string file, Song part, long fileStartFrame, CancellationToken cancel)
    {
        using var reader = AudioFile.Open(file);
        var meter = new LoudnessMeter(reader.Channels, reader.RateHz);
        var planar = new float[reader.Channels * BlockFrames];
        reader.Seek(Math.Max(0, part.StartFrame - fileStartFrame));
        for (var left = part.Frames; left > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            var frames = reader.Read(planar, BlockFrames, (int)Math.Min(left, BlockFrames));
            if (frames == 0)
                break;
            if (reader.Channels == 2)
                meter.Process(planar.AsSpan(0, frames), planar.AsSpan(BlockFrames, frames));
            else
                meter.Process(planar.AsSpan(0, frames));
            left -= frames;
        }
        return meter.IntegratedLufs;
    }

    private static double Measure(TakeAudio take, Scene scene, CancellationToken cancel)
    {
        var meter = new LoudnessMeter(2, take.RateHz);
        MixRenderer.Render(take, MixSettings.Of(scene), meter.Process, cancel: cancel);
        return meter.IntegratedLufs;
    }
}
