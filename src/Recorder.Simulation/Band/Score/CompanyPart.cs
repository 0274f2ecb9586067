using Recorder.Simulation.Band.Players;

namespace Recorder.Simulation.Band.Score;

/// <summary>Those who join a band with many inputs: percussion, horns, bowed strings, the click.</summary>
internal static class CompanyPart
{
    private static ReadOnlySpan<Part> Horns => [Part.Trumpet, Part.Saxophone, Part.Trombone, Part.Baritone];

    private static ReadOnlySpan<int> HornNotes => [69, 64, 57, 48];

    private static ReadOnlySpan<Part> Bowed => [Part.ViolinOne, Part.ViolinTwo, Part.Viola, Part.Cello];

    private static ReadOnlySpan<int> BowedNotes => [76, 71, 62, 48];

    public static void Compose(in Bar bar, NoteQueue queue)
    {
        for (var beat = 0; beat < bar.Style.Beats; beat++)
            queue.Add(bar.At(beat * bar.Style.StepsPerBeat), Part.Click, beat == 0 ? 7 : 0, bar.IsFinal ? 0 : 0.8, 0);
        BowedStrings(bar, queue);
        BrassAndReeds(bar, queue);
        if (!bar.IsFinal && bar.Section.Kind != SectionKind.Intro)
            Percussion(bar, queue);
    }

    private static void Percussion(in Bar bar, NoteQueue queue)
    {
        var hand = bar.Hand(Part.Congas);
        var perBeat = bar.Style.StepsPerBeat;
        for (var step = 0; step < bar.Style.Steps; step++)
        {
            var within = step % perBeat;
            bar.Play(queue, ref hand, step, Part.Shaker, 0, (within == 0 ? 0.8 : within % 2 == 0 ? 0.6 : 0.4) * bar.Force, 0);
            if (within != 1 && hand.Chance(0.6))
                bar.Play(queue, ref hand, step, Part.Congas, within == 0 ? 0 : 5, (within == 0 ? 0.6 : 0.85) * bar.Force, 0);
            if (within >= 2 && hand.Chance(0.5))
                bar.Play(queue, ref hand, step, Part.Bongos, within == 2 ? 0 : -4, 0.7 * bar.Force, 0);
            if (within == 0 && bar.Section.Kind == SectionKind.Chorus)
                bar.Play(queue, ref hand, step, Part.Cowbell, 0, 0.7 * bar.Force, 0);
        }
    }

    private static void BrassAndReeds(in Bar bar, NoteQueue queue)
    {
        if (bar.Section.Kind is SectionKind.Intro or SectionKind.Verse)
            return;
        var figure = bar.Groove.Keys;
        for (var horn = 0; horn < Horns.Length; horn++)
        {
            var part = Horns[horn];
            var hand = bar.Hand(part);
            var pitch = bar.Chord.Nearest(HornNotes[horn]);
            if (bar.IsFinal)
            {
                bar.Play(queue, ref hand, 0, part, pitch, 0.9, 2.5);
                continue;
            }
            for (var step = 0; step < figure.Length; step++)
            {
                var seconds = figure[step] == 'x' ? bar.StepSeconds : bar.StepSeconds * bar.Style.StepsPerBeat * 0.9;
                bar.Play(queue, ref hand, step, part, pitch, figure[step] == '.' ? 0 : 0.85 * bar.Force, seconds);
            }
        }
    }

    private static void BowedStrings(in Bar bar, NoteQueue queue)
    {
        var seconds = bar.IsFinal ? 2.8 : bar.Song.BarSeconds * 0.98;
        for (var player = 0; player < Bowed.Length; player++)
        {
            var hand = bar.Hand(Bowed[player]);
            bar.Play(queue, ref hand, 0, Bowed[player], bar.Chord.Nearest(BowedNotes[player]), 0.8 * bar.Force, seconds);
        }
    }
}
