using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Studio.QuickMix;

/// <summary>
/// Sets gains, low cuts, equalizers, gates, compression, pans and sends from what was heard on the tracks, and says so.
/// </summary>
/// <remarks>
/// Every strip starts from its defaults except for what a hand has set. Loudness and place come from the part a track
/// plays (<see cref="RoleHabit"/>); all else from its sound. The level of the whole is left to the caller, who can
/// measure it.
/// </remarks>
public static class QuickMixer
{
    // Strips work around this loudness, so that thresholds and faders mean the same on every track.
    private const double WorkingLufs = -20;
    private const double TrimLimitDb = 30;

    /// <summary>Plans a mix.</summary>
    public static QuickMixPlan Plan(IReadOnlyList<QuickMixTrack> tracks)
    {
        var moves = new List<QuickMixMove>();
        var drafts = tracks.Select((track, strip) => new StripDraft(Fresh(track), strip, RoleOf(track), moves)).ToArray();
        var playing = drafts.Where(draft => !draft.Sound.IsSilent).ToArray();
        foreach (var silent in drafts.Where(draft => draft.Sound.IsSilent))
            silent.Move("Nothing is on it: left out of the mix.", (Mute, 1));

        var pairs = StereoPairs.Find(drafts);
        ListenInPairs(pairs);
        foreach (var draft in playing)
        {
            SetLevel(draft, playing);
            LowCutMove.Apply(draft);
            DynamicsMoves.Apply(draft);
        }
        EqualizerMoves.Apply(playing);
        Panorama.Apply(playing, pairs);
        SetSends(playing);
        return new QuickMixPlan(
            [.. drafts.Select(draft => draft.Values)], [.. drafts.Select(draft => draft.Role)], BusParameters.Defaults(), [.. moves]);
    }

    private static QuickMixTrack Fresh(QuickMixTrack track)
    {
        var values = StripParameters.Defaults();
        foreach (var parameter in track.HandSet)
            values[parameter] = track.Current[parameter];
        // A fader set by hand is a loudness set by hand; the trim below it is part of that.
        if (track.HandSet.Contains(FaderDb))
            values[TrimDb] = track.Current[TrimDb];
        return track with { Current = values };
    }

    private static TrackRole RoleOf(QuickMixTrack track) =>
        RoleGuess.FromName(track.Name) ?? (track.Sound.IsSilent ? TrackRole.Other : RoleGuess.FromSound(track.Sound));

    private static void ListenInPairs(IReadOnlyDictionary<StripDraft, StripDraft> pairs)
    {
        foreach (var (half, other) in pairs)
        {
            if (!half.Sound.IsSilent && !other.Sound.IsSilent && !ReferenceEquals(half.Sound, other.Sound))
                half.Sound = other.Sound = TrackSound.OfPair(half.Sound, other.Sound);
        }
    }

    // Several tracks of one part together are as loud as one would be.
    private static void SetLevel(StripDraft draft, StripDraft[] playing)
    {
        var trimDb = Math.Clamp(WorkingLufs - draft.Sound.ActiveLufs, -TrimLimitDb, TrimLimitDb);
        var sameRole = playing.Count(one => one.Role == draft.Role);
        var faderDb = draft.Habit.LevelDb - (sameRole > 1 ? 7 * Math.Log10(sameRole) : 0);
        var shift = trimDb + faderDb;
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"{(shift >= 0 ? "Lifted" : "Lowered")} {Math.Abs(shift):0.0} dB: {Reason(draft.Role)}."),
            (TrimDb, trimDb), (FaderDb, faderDb));
    }

    private static string Reason(TrackRole role) => role switch
    {
        TrackRole.Voice => "the voice leads",
        TrackRole.BackingVoice => "it stands behind the voice",
        TrackRole.Kick or TrackRole.Snare => "it carries the beat",
        TrackRole.Bass => "it carries the song with the kick",
        TrackRole.HiHat or TrackRole.Overheads => "cymbals are in all the drum microphones already",
        TrackRole.Room => "the room is a hint around the rest",
        TrackRole.Toms => "ready for the fills",
        TrackRole.Horn => "it answers the voice",
        _ => "it fills in around the lead",
    };

    private static void SetSends(StripDraft[] playing)
    {
        // With a room microphone up there is a room already.
        var lessDb = playing.Any(draft => draft.Role == TrackRole.Room) ? 3 : 0;
        foreach (var draft in playing.Where(draft => draft.Habit.ReverbDb > StripParameters.SilenceDb))
        {
            var sendDb = draft.Habit.ReverbDb - lessDb;
            draft.Move(
                string.Create(CultureInfo.InvariantCulture, $"Some reverb ({sendDb:0} dB), so that it stands in one room with the others."),
                (ReverbSendDb, sendDb));
        }
        foreach (var voice in playing.Where(draft => draft.Role == TrackRole.Voice))
            voice.Move("A trace of echo behind the words.", (DelaySendDb, -24));
    }
}
