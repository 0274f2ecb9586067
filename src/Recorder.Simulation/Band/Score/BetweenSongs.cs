using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>What is heard when no song is on: talk, tuning, trying out.</summary>
internal static class BetweenSongs
{
    private static ReadOnlySpan<Part> NoodleDrums => [Part.Snare, Part.RackTom, Part.FloorTom, Part.HiHat, Part.Kick];

    /// <summary>The lead singer and a second one take turns, with the rhythm and the fall of speech.</summary>
    public static void Talk(Stretch stretch, ref Dice dice, double speakingNote, NoteQueue queue)
    {
        var at = stretch.StartSeconds;
        var part = Part.LeadVoice;
        while (at < stretch.EndSeconds - 0.4)
        {
            var syllables = 4 + dice.Below(9);
            var pitch = speakingNote + (part == Part.LeadVoice ? 0 : 2) + dice.Between(1, 4);
            for (var i = 0; i < syllables && at < stretch.EndSeconds - 0.3; i++)
            {
                var seconds = dice.Between(0.11, 0.21);
                var detail = Syllable.Pack((Onset)dice.Below(5), dice.Below(Syllable.VowelCount));
                queue.Add(at, part, pitch + dice.Between(-1.5, 1.5), dice.Between(0.25, 0.5), seconds * 0.9, detail);
                pitch -= 4.5 / syllables;
                at += seconds;
            }
            at += dice.Between(0.2, 0.9);
            if (dice.Chance(0.4) && queue.Has(Part.BackingOne))
                part = part == Part.LeadVoice ? Part.BackingOne : Part.LeadVoice;
        }
        queue.Add(stretch.StartSeconds + stretch.Seconds / 2, Part.Talkback, speakingNote + 4, 0.5, 0.3, Syllable.Pack(Onset.Stop, 1));
    }

    /// <summary>A guitar and the bass go through their open strings, each a little off at first.</summary>
    public static void Tune(Stretch stretch, ref Dice dice, NoteQueue queue)
    {
        Tune(stretch, ref dice, queue, dice.Chance(0.5) ? Part.GuitarOne : Part.GuitarTwo, StringSpec.CrunchGuitar.OpenStrings);
        Tune(stretch, ref dice, queue, Part.Bass, StringSpec.Bass.OpenStrings);
    }

    /// <summary>The drummer taps, the keyboard player looks for chords, a guitarist for a phrase.</summary>
    public static void Noodle(Stretch stretch, ref Dice dice, Song song, NoteQueue queue)
    {
        for (var at = stretch.StartSeconds; at < stretch.EndSeconds - 1; at += dice.Between(0.12, 0.7))
            queue.Add(at, NoodleDrums[dice.Below(NoodleDrums.Length)], 0, dice.Between(0.2, 0.6), 0);
        for (var at = stretch.StartSeconds + 1; at < stretch.EndSeconds - 2; at += dice.Between(0.15, 0.5))
        {
            var pitch = 57 + song.Key + Chord.ScaleStep(dice.Below(8), song.Minor);
            queue.Add(at, Part.GuitarTwo, pitch, dice.Between(0.3, 0.6), 0.3, StringInstrument.Detail(4));
        }
        for (var at = stretch.StartSeconds + 0.5; at < stretch.EndSeconds - 2; at += dice.Between(1, 2))
        {
            var chord = Chord.OnDegree(1 + dice.Below(6), song.Key, song.Minor, true);
            for (var tone = 0; tone < 3; tone++)
                queue.Add(at + 0.02 * tone, Part.Keys, chord.RootFrom(55) + chord.Tone(tone), dice.Between(0.3, 0.5), 0.9);
        }
    }

    /// <summary>Those who listen, after a song.</summary>
    public static void Applaud(double atSeconds, NoteQueue queue) => queue.Add(atSeconds, Part.Audience, 0, 0.9, 6);

    private static void Tune(Stretch stretch, ref Dice dice, NoteQueue queue, Part part, float[] strings)
    {
        var each = (stretch.Seconds - 1) / strings.Length;
        for (var s = 0; s < strings.Length; s++)
        {
            var offCents = dice.Between(-25, 25);
            for (var pluck = 0; pluck < 3; pluck++)
            {
                var pitch = strings[s] + offCents * (2 - pluck) / 200;
                queue.Add(stretch.StartSeconds + each * (s + pluck / 3.0) + dice.Between(0, 0.1), part, pitch, 0.55, each / 2.5,
                    StringInstrument.Detail(s));
            }
        }
    }
}
