using System.Globalization;
using Recorder.Core.Parameters;

namespace Recorder.Studio.QuickMix;

/// <summary>Cuts what lies below the notes of a track: rumble, pops, the kick in a voice microphone.</summary>
internal static class LowCutMove
{
    // What lies below the cut may hold this share of the power before it counts as the track's own.
    private const double ShareThatIsOwn = 0.02;
    private const double BelowTheNotes = 0.8;

    public static void Apply(StripDraft draft)
    {
        var cutHz = Math.Min(draft.Habit.LowCutHz, FrequencyOfShare(draft.Sound, ShareThatIsOwn) * BelowTheNotes);
        if (draft.Role is TrackRole.Voice or TrackRole.BackingVoice or TrackRole.HiHat or TrackRole.Overheads)
            cutHz = Math.Max(cutHz, draft.Habit.LowCutHz * 0.75); // What is low here comes from somebody else.
        if (cutHz < StripParameters.HighPassOffHz * 1.25)
            return;
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"Low cut at {cutHz:0} Hz: below it is nothing of its own."),
            (StripParameter.HighPassHz, Math.Round(cutHz)));
    }

    private static double FrequencyOfShare(TrackSound sound, double share)
    {
        var total = sound.BandPowers.Sum();
        double below = 0;
        for (var band = 0; band < sound.BandPowers.Count; band++)
            if ((below += sound.BandPowers[band]) > share * total)
                return TrackSound.BandCentresHz[band];
        return StripParameters.HighPassOffHz;
    }
}
