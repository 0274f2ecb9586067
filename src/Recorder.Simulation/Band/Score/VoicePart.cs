using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>The singers: a melody of two-bar phrases that come back, harmonies below it in the chorus.</summary>
/// <param name="lowestNote">The lead singer's lowest comfortable note.</param>
internal sealed class VoicePart(int lowestNote)
{
    private static ReadOnlySpan<Part> Backing => [Part.BackingOne, Part.BackingTwo, Part.BackingThree, Part.BackingFour];

    private static ReadOnlySpan<Part> Choir =>
    [
        Part.ChoirOne, Part.ChoirTwo, Part.ChoirThree, Part.ChoirFour, Part.ChoirFive, Part.ChoirSix, Part.ChoirSeven, Part.ChoirEight,
    ];

    public void Compose(in Bar bar, NoteQueue queue)
    {
        ComposeChoir(bar, queue);
        if (bar.IsFinal)
        {
            var hand = bar.Hand(Part.LeadVoice);
            Sing(bar, queue, ref hand, 0, bar.Chord.Nearest(lowestNote + 9), 2.4, Syllable.Pack(Onset.None, 0), true);
            return;
        }
        // A phrase is two bars long and written at once.
        if (bar.Section.Kind is SectionKind.Verse or SectionKind.Chorus && bar.WithinSection % 2 == 0)
            Phrase(bar, queue);
    }

    // Quavers of two bars, walked through with lengths that the idea of the phrase decides.
    private void Phrase(in Bar bar, NoteQueue queue)
    {
        var second = new Bar(bar.Song, bar.At(0) - bar.Song.StepSeconds(bar.Index, 0), bar.Index + 1);
        var hand = bar.Hand(Part.LeadVoice);
        // A A B A: what is sung twice is remembered.
        var letter = bar.WithinSection / 2 % 4 == 2 ? 1 : 0;
        var idea = bar.Idea(Part.LeadVoice, letter);
        var words = bar.Section.Kind == SectionKind.Chorus ? idea : hand;
        var chorus = bar.Section.Kind == SectionKind.Chorus;
        var perBar = bar.Style.Beats * 2;
        var end = perBar * 2 - 2 - idea.Below(2);
        var step = idea.Below(3);
        var height = (chorus ? 9 : 4) + idea.Below(3) - 1;
        while (step < end)
        {
            var length = idea.Chance(chorus ? 0.35 : 0.6) ? 1 : 2 + idea.Below(chorus ? 3 : 2);
            var last = step + length >= end - 1;
            if (last)
                length = end - step + 1;
            height = Math.Clamp(height + idea.Below(5) - 2, 1, 16);
            var within = step < perBar ? bar : second;
            var wanted = lowestNote + height;
            var strong = step % 2 == 0;
            var pitch = strong || last ? within.Chord.Nearest(wanted) : OnScale(bar.Song, wanted);
            var at = (step % perBar) * (bar.Style.StepsPerBeat / 2.0);
            var syllable = Syllable.Pack((Onset)words.Below(5), words.Below(Syllable.VowelCount));
            Sing(within, queue, ref hand, at, pitch, length * bar.Song.BeatSeconds / 2 * 0.94, syllable, chorus);
            step += length;
        }
    }

    private static void Sing(
        in Bar bar, NoteQueue queue, ref Dice hand, double step, int pitch, double seconds, int syllable, bool harmonies)
    {
        var velocity = (0.55 + 0.4 * bar.Force) * hand.Between(0.85, 1);
        bar.Play(queue, ref hand, step, Part.LeadVoice, pitch + hand.Between(-0.08, 0.08), velocity, seconds, syllable);
        if (!harmonies)
            return;
        var below = pitch;
        foreach (var part in Backing)
        {
            below = bar.Chord.Nearest(below - 4);
            if (below >= pitch)
                below -= 12;
            bar.Play(queue, ref hand, step, part, below + hand.Between(-0.1, 0.1), velocity * 0.8, seconds, syllable);
        }
    }

    private static void ComposeChoir(in Bar bar, NoteQueue queue)
    {
        if (bar.Section.Kind is SectionKind.Intro or SectionKind.Verse)
            return;
        var seconds = bar.IsFinal ? 2.6 : bar.Song.BarSeconds * 0.95;
        for (var i = 0; i < Choir.Length; i++)
        {
            var hand = bar.Hand(Choir[i]);
            var pitch = bar.Chord.Nearest(i < 4 ? 67 - 4 * i : 60 - 4 * (i - 4));
            bar.Play(queue, ref hand, 0, Choir[i], pitch + hand.Between(-0.1, 0.1), 0.75 * bar.Force, seconds, Syllable.Pack(Onset.None, 0));
        }
    }

    private static int OnScale(Song song, int pitch)
    {
        for (var down = 0; ; down++)
        {
            for (var step = 0; step < 7; step++)
            {
                if ((pitch - down - song.Key - Chord.ScaleStep(step, song.Minor) + 120) % 12 == 0)
                    return pitch - down;
            }
        }
    }
}
