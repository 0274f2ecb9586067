using Recorder.Simulation.Band.Players;

namespace Recorder.Simulation.Band.Score;

/// <summary>The bass player: the groove's figure on the bar's chord, a step before the next one.</summary>
internal static class BassPart
{
    private const int LowestNote = 28;

    public static void Compose(in Bar bar, NoteQueue queue)
    {
        var hand = bar.Hand(Part.Bass);
        var root = bar.Chord.RootFrom(LowestNote);
        if (bar.IsFinal)
        {
            Pluck(root, 0.95, 3, 0, bar, queue, ref hand);
            return;
        }
        if (bar.Section.Kind == SectionKind.Intro && bar.WithinSection < 2)
            return;
        var figure = bar.Groove.Bass;
        for (var step = 0; step < figure.Length; step++)
        {
            var pitch = figure[step] switch
            {
                'R' or 'r' => root,
                '8' => root + 12,
                '5' => root + 7,
                '3' => root + bar.Chord.Third,
                'a' => bar.NextChord.RootFrom(LowestNote) - 1,
                _ => 0,
            };
            if (pitch == 0)
                continue;
            var rest = figure.AsSpan(step + 1).IndexOfAnyExcept('.');
            var steps = rest < 0 ? figure.Length - step : rest + 1;
            var accent = figure[step] == 'R' ? 1 : 0.82;
            Pluck(Math.Max(pitch, LowestNote), accent * bar.Force, steps * bar.StepSeconds * 0.92, step, bar, queue, ref hand);
        }
    }

    private static void Pluck(int pitch, double velocity, double seconds, int step, in Bar bar, NoteQueue queue, ref Sound.Dice hand)
    {
        // The lowest string on which the note lies no higher than the fifth fret.
        var strings = StringSpec.Bass.OpenStrings;
        var index = 0;
        while (index < strings.Length - 1 && pitch - strings[index] > 4)
            index++;
        bar.Play(queue, ref hand, step, Part.Bass, pitch, velocity, seconds, StringInstrument.Detail(index));
    }
}
