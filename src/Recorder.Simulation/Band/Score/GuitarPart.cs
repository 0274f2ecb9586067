using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Score;

/// <summary>The guitarists: strums, picked chords, palm-muted roots, power chords, and a solo in the bridge.</summary>
internal static class GuitarPart
{
    private const int Strings = 6;
    private const int Reach = 4;

    public static void Compose(in Bar bar, NoteQueue queue)
    {
        if (bar.WithinSection == 0)
        {
            var drive = bar.Style.Drive * (0.75 + 0.5 * bar.Force);
            queue.Add(bar.At(0) - 0.02, Part.GuitarOne, 0, drive, 0, StringInstrument.DriveKnob);
        }
        Figure(bar, queue, Part.GuitarOne, bar.Groove.Guitar, 0);
        Figure(bar, queue, Part.Acoustic, bar.Groove.Guitar, 2);
        if (bar.Section.Kind == SectionKind.Bridge)
            Solo(bar, queue);
        else if (bar.Section.Kind != SectionKind.Intro)
            Figure(bar, queue, Part.GuitarTwo, bar.Groove.Lead, 5);
    }

    private static void Figure(in Bar bar, NoteQueue queue, Part part, string figure, int lowestFret)
    {
        var hand = bar.Hand(part);
        Span<int> shape = stackalloc int[Strings];
        Finger(bar.Chord, lowestFret, shape);
        if (bar.IsFinal)
        {
            Strum(bar, queue, ref hand, part, shape, 0, 0.95, 3.2, down: true, Pluck.Open);
            return;
        }
        var force = bar.Force;
        for (var step = 0; step < figure.Length; step++)
        {
            var rest = figure.AsSpan(step + 1).IndexOfAnyExcept('.');
            var seconds = (rest < 0 ? figure.Length - step : rest + 1) * bar.StepSeconds;
            switch (figure[step])
            {
                case 'D':
                    Strum(bar, queue, ref hand, part, shape, step, force, seconds, true, Pluck.Open);
                    break;
                case 'd':
                    Strum(bar, queue, ref hand, part, shape, step, 0.75 * force, seconds, true, Pluck.Open);
                    break;
                case 'u':
                    Strum(bar, queue, ref hand, part, shape[2..], step, 0.6 * force, seconds, false, Pluck.Open, 2);
                    break;
                case 's':
                    Strum(bar, queue, ref hand, part, shape, step, 0.5 * force, 0.05, true, Pluck.Dead);
                    break;
                case 'm':
                    Strum(bar, queue, ref hand, part, shape[..3], step, 0.85 * force, seconds, true, Pluck.Palm);
                    break;
                case 'P':
                    Strum(bar, queue, ref hand, part, shape[..4], step, 0.9 * force, seconds, true, Pluck.Open);
                    break;
                case 'p':
                    Pick(bar, queue, ref hand, part, shape, step, seconds * 2);
                    break;
                default:
                    break;
            }
        }
    }

    // On each string the first fret of the chord within reach; strings below the root stay silent (-1).
    private static void Finger(Chord chord, int lowestFret, Span<int> shape)
    {
        var open = StringSpec.CrunchGuitar.OpenStrings;
        var begun = false;
        for (var s = 0; s < Strings; s++)
        {
            shape[s] = -1;
            for (var fret = lowestFret; fret <= lowestFret + Reach && shape[s] < 0; fret++)
            {
                var pitch = (int)open[s] + fret;
                if (begun ? chord.Has(pitch) : pitch % 12 == chord.Root)
                    shape[s] = pitch;
            }
            begun |= shape[s] >= 0;
        }
    }

    private static void Strum(
        in Bar bar, NoteQueue queue, ref Dice hand, Part part, ReadOnlySpan<int> shape, int step, double velocity, double seconds,
        bool down, Pluck pluck, int firstString = 0)
    {
        var late = hand.Between(-0.004, 0.006);
        var spread = hand.Between(0.004, 0.009) * (1.6 - velocity);
        for (var i = 0; i < shape.Length; i++)
        {
            var s = down ? i : shape.Length - 1 - i;
            if (shape[s] < 0)
                continue;
            queue.Add(bar.At(step) + late, part, shape[s], velocity * hand.Between(0.82, 1) * 0.42, seconds,
                StringInstrument.Detail(s + firstString, pluck));
            late += spread;
        }
    }

    private static void Pick(in Bar bar, NoteQueue queue, ref Dice hand, Part part, ReadOnlySpan<int> shape, int step, double seconds)
    {
        // Bass note on the first beat, then up and down over the upper strings.
        ReadOnlySpan<int> order = [3, 4, 5, 4, 3, 5, 4, 3];
        var s = step == 0 ? shape.IndexOfAnyExcept(-1) : order[step / 2 % order.Length];
        if (shape[s] >= 0)
            bar.Play(queue, ref hand, step, part, shape[s], 0.75 * bar.Force, seconds, StringInstrument.Detail(s));
    }

    private static void Solo(in Bar bar, NoteQueue queue)
    {
        var hand = bar.Hand(Part.GuitarTwo);
        if (bar.WithinSection == 0)
            queue.Add(bar.At(0) - 0.02, Part.GuitarTwo, 0, 0.85, 0, StringInstrument.DriveKnob);
        if (bar.IsLastOfSection)
            queue.Add(bar.At(bar.Style.Steps) - 0.03, Part.GuitarTwo, 0, 0.5, 0, StringInstrument.DriveKnob);
        // The pentatonic scale of the key: no note of it is wrong on any chord.
        ReadOnlySpan<int> scale = bar.Song.Minor ? [0, 3, 5, 7, 10] : [0, 2, 4, 7, 9];
        var degree = 4 + hand.Below(6);
        for (var step = 0; step < bar.Style.Steps;)
        {
            var steps = 1 + hand.Below(bar.Style.StepsPerBeat);
            if (hand.Chance(0.85))
            {
                degree = Math.Clamp(degree + hand.Below(5) - 2, 0, 12);
                var pitch = 57 + (bar.Song.Key + 3) % 12 + scale[degree % 5] + degree / 5 * 12;
                var open = StringSpec.CrunchGuitar.OpenStrings;
                var s = pitch >= 74 ? 5 : pitch >= 66 ? 4 : 3;
                bar.Play(queue, ref hand, step, Part.GuitarTwo, Math.Max(pitch, open[s]), 0.9 * bar.Force, steps * bar.StepSeconds,
                    StringInstrument.Detail(s));
            }
            step += steps;
        }
    }
}
