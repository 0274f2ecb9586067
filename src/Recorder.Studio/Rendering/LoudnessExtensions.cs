using Recorder.Dsp.Loudness;
using Recorder.Media.Audio;

namespace Recorder.Studio.Rendering;

/// <summary>From what was measured to what a file says of itself.</summary>
internal static class LoudnessExtensions
{
    /// <summary>Null where it is not defined.</summary>
    public static double? OrNull(this double value) => double.IsFinite(value) ? value : null;

    /// <summary>The figures a broadcast WAV carries.</summary>
    public static LoudnessFigures ToFigures(this ProgrammeReading reading) => new()
    {
        IntegratedLufs = reading.IntegratedLufs.OrNull(),
        RangeLu = reading.LoudnessRangeLu.OrNull(),
        TruePeakDbtp = reading.TruePeakDbtp.OrNull(),
        MaxMomentaryLufs = reading.MaxMomentaryLufs.OrNull(),
        MaxShortTermLufs = reading.MaxShortTermLufs.OrNull(),
    };
}
