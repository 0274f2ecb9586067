using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>The keyboards: the bar's chord in close position, as the groove holds or pushes it.</summary>
internal static class KeysPart
{
    public static void Compose(in Bar bar, NoteQueue queue)
    {
        var hand = bar.Hand(Part.Keys);
        if (bar.IsFinal)
        {
            Chord(bar, queue, ref hand, Part.Keys, 54, 0, 0.9, 3);
            Chord(bar, queue, ref hand, Part.Organ, 57, 0, 0.6, 2.5);
            Chord(bar, queue, ref hand, Part.Pad, 60, 0, 0.6, 2.5);
            Chord(bar, queue, ref hand, Part.Piano, 50, 0, 0.9, 3);
            return;
        }
        var figure = bar.Groove.Keys;
        for (var step = 0; step < figure.Length; step++)
        {
            if (figure[step] == '.')
                continue;
            var rest = figure.AsSpan(step + 1).IndexOfAnyExcept('.');
            var steps = figure[step] == 'x' ? 1 : rest < 0 ? figure.Length - step : rest + 1;
            Chord(bar, queue, ref hand, Part.Keys, 54, step, 0.85 * bar.Force, steps * bar.StepSeconds * 0.95);
        }
        var barSeconds = bar.Song.BarSeconds * 0.97;
        if (bar.Section.Kind is SectionKind.Chorus or SectionKind.Bridge)
            Chord(bar, queue, ref hand, Part.Organ, 57, 0, 0.6 * bar.Force, barSeconds);
        Chord(bar, queue, ref hand, Part.Pad, 60, 0, 0.6 * bar.Force, barSeconds);
        for (var beat = 0; beat < bar.Style.Beats; beat++)
            Chord(bar, queue, ref hand, Part.Piano, 50, beat * bar.Style.StepsPerBeat, 0.7 * bar.Force, bar.Song.BeatSeconds * 0.9);
    }

    private static void Chord(
        in Bar bar, NoteQueue queue, ref Dice hand, Part part, int lowest, double step, double velocity, double seconds)
    {
        if (!queue.Has(part))
            return;
        for (var tone = 0; tone < bar.Chord.Tones; tone++)
        {
            var pitchClass = (bar.Chord.Root + bar.Chord.Tone(tone)) % 12;
            bar.Play(queue, ref hand, step, part, lowest + (pitchClass - lowest % 12 + 12) % 12, velocity, seconds);
        }
    }
}
