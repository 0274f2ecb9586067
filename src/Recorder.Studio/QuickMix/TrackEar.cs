using Recorder.Core.Units;
using Recorder.Dsp.Analysis;
using Recorder.Dsp.Loudness;

namespace Recorder.Studio.QuickMix;

/// <summary>Listens through one track.</summary>
/// <param name="rateHz">Frames per second.</param>
internal sealed class TrackEar(int rateHz)
{
    // Softer than this nobody plays; it is the hiss of an open input.
    private const double SilentLufs = -65;

    private readonly LoudnessMeter loudness = new(1, rateHz);
    private readonly LevelStatistics levels = new(rateHz);
    private readonly SpectrumAnalyzer spectrum = new(rateHz);

    /// <summary>Takes in its next samples.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        loudness.Process(samples);
        levels.Add(samples);
        spectrum.Add(samples);
    }

    /// <summary>What it has sounded like so far.</summary>
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
