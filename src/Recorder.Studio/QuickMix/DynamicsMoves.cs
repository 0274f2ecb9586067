using System.Globalization;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Studio.QuickMix;

/// <summary>Gates close drums against their neighbours, compressors even out what swings.</summary>
internal static class DynamicsMoves
{
    private const double SwingThatNeedsNoHelpDb = 3;
    private const double HitAboveBleedDb = 14;

    public static void Apply(StripDraft draft)
    {
        Gate(draft);
        Compress(draft);
    }

    // Thresholds are those inside the strip, after its trim.
    private static void Gate(StripDraft draft)
    {
        if (draft.Role is not (TrackRole.Kick or TrackRole.Toms) || draft.Sound.LoudDbfs - draft.Sound.FloorDbfs < HitAboveBleedDb)
            return;
        var thresholdDb = draft.Values[TrimDb] + (draft.Sound.LoudDbfs + draft.Sound.FloorDbfs) / 2;
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"Gate at {thresholdDb:0} dB: between its hits it heard the others."),
            (GateOn, 1), (GateThresholdDb, thresholdDb), (GateRangeDb, -14), (GateHoldMs, 120), (GateReleaseMs, 180));
    }

    private static void Compress(StripDraft draft)
    {
        var always = draft.Role is TrackRole.Voice or TrackRole.Bass;
        var swingDb = draft.Sound.SwingDb;
        if (draft.Habit.Ratio <= 1 || (!always && swingDb < SwingThatNeedsNoHelpDb))
            return;
        var ratio = draft.Habit.Ratio;
        var thresholdDb = draft.Values[TrimDb] + draft.Sound.LoudDbfs - Math.Clamp(swingDb * 1.5, 4, 10);
        var takenDb = (draft.Values[TrimDb] + draft.Sound.LoudDbfs - thresholdDb) * (1 - 1 / ratio);
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"Loud notes stand {swingDb:0.0} dB above the rest: evened out {ratio:0.#}:1 above {thresholdDb:0} dB."),
            (CompressorOn, 1), (CompressorThresholdDb, thresholdDb), (CompressorRatio, ratio),
            (CompressorAttackMs, draft.Habit.AttackMs), (CompressorReleaseMs, draft.Habit.ReleaseMs),
            (CompressorMakeupDb, takenDb / 2));
    }
}
