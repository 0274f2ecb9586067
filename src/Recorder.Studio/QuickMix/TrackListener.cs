using Recorder.Core.Units;
using Recorder.Dsp.Analysis;
using Recorder.Dsp.Loudness;
using Recorder.Studio.Mix;

namespace Recorder.Studio.QuickMix;

/// <summary>Listens through all tracks of a take once.</summary>
public static class TrackListener
{
    private const int BlockFrames = 4096;

    // Softer than this nobody plays; it is the hiss of an open input.
    private const double SilentLufs = -65;

    /// <summary>What each track sounds like, in their order.</summary>
    public static IReadOnlyList<TrackSound> Listen(TakeAudio take, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var ears = Enumerable.Range(0, take.Tracks).Select(_ => new Ear(take.RateHz)).ToArray();
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

    private sealed class Ear(int rateHz)
    {
        private readonly LoudnessMeter loudness = new(1, rateHz);
        private readonly LevelStatistics levels = new(rateHz);
        private readonly SpectrumAnalyzer spectrum = new(rateHz);

        public void Hear(ReadOnlySpan<float> samples)
        {
            loudness.Process(samples);
            levels.Add(samples);
            spectrum.Add(samples);
        }

        public TrackSound Tell()
        {
            var summary = levels.Summary();
            var lufs = loudness.IntegratedLufs;
            return new TrackSound
            {
                IsSilent = !(lufs > SilentLufs),
                ActiveLufs = double.IsFinite(lufs) ? lufs : SilentLufs,
                PeakDbfs = summary.PeakDb,
                RmsDbfs = summary.GatedRmsDb,
                LoudDbfs = summary.LoudRmsDb,
                FloorDbfs = summary.FloorRmsDb,
                ActiveShare = summary.ActivityShare,
                BandPowers = [.. spectrum.BandLevelsDb().Select(level => Math.Pow(new Decibels(level).ToGain(), 2))],
            };
        }
    }
}
