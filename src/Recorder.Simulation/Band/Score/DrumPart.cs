using Recorder.Simulation.Band.Sound;
using static Recorder.Simulation.Band.Score.Part;

namespace Recorder.Simulation.Band.Score;

/// <summary>The drummer: groove, fills before a new section, cymbals on its first beat.</summary>
internal static class DrumPart
{
    private const int FillLength = 8;

    // s snare, r rack tom, f floor tom.
    private const string Fills = "ssrrffff" + "s.ssr.rf" + "srsrsrff" + "s.r.f.f." + "ssssrrff" + "..ssr.f.";

    public static void Compose(in Bar bar, NoteQueue queue)
    {
        var hand = bar.Hand(Kick);
        if (bar.IsFinal)
        {
            Crash(bar, queue, ref hand, 1);
            bar.Play(queue, ref hand, 0, Snare, 0, 0.9, 0);
            return;
        }
        if (bar.WithinSection == 0 && bar.Section.Kind != SectionKind.Intro)
            Crash(bar, queue, ref hand, bar.Force);
        var steps = bar.Style.Steps;
        var fillFrom = bar.IsLastOfSection ? steps - (hand.Chance(0.5) ? 4 : 8) : steps;
        var drop = bar.Section.Kind == SectionKind.Intro && bar.WithinSection < 2;
        for (var step = 0; step < fillFrom; step++)
        {
            Strike(bar, queue, ref hand, step, Kick, Accent(bar.Groove.Kick[step]));
            if (drop)
                continue;
            var snare = bar.Groove.Snare[step];
            Strike(bar, queue, ref hand, step, snare == 'c' ? CrossStick : Snare, snare == 'c' ? 0.7 : Accent(snare));
            RightHand(bar, queue, ref hand, step);
        }
        if (fillFrom < steps)
            Fill(bar, queue, ref hand, fillFrom);
    }

    /// <summary>The sticks before the song, one click a beat.</summary>
    public static void CountIn(Song song, double startSeconds, NoteQueue queue)
    {
        for (var beat = 0; beat < song.Style.Beats; beat++)
            queue.Add(startSeconds + beat * song.BeatSeconds, Sticks, 0, 0.8, 0);
    }

    private static void RightHand(in Bar bar, NoteQueue queue, ref Dice hand, int step)
    {
        var sign = bar.Groove.Hat[step];
        if (sign == '.')
            return;
        if (bar.Groove.OnRide && sign != 'O')
        {
            Strike(bar, queue, ref hand, step, Ride, Accent(sign) * 0.8);
            if (step % bar.Style.StepsPerBeat == 0 && step / bar.Style.StepsPerBeat % 2 == 1)
                bar.Play(queue, ref hand, step, HiHat, 0, 0.35 * bar.Force, 0);
            return;
        }
        var open = sign == 'O' || (bar.Force > 0.85 && bar.Style.Verse == bar.Groove && sign == 'x');
        bar.Play(queue, ref hand, step, HiHat, 0, (open ? 0.8 : Accent(sign) * 0.85) * bar.Force, 0, open ? 1 : 0);
    }

    private static void Strike(in Bar bar, NoteQueue queue, ref Dice hand, int step, Part part, double accent)
    {
        if (accent > 0)
            bar.Play(queue, ref hand, step, part, 0, accent * bar.Force, 0);
    }

    private static void Crash(in Bar bar, NoteQueue queue, ref Dice hand, double force)
    {
        bar.Play(queue, ref hand, 0, bar.IsFinal || hand.Chance(0.6) ? CrashLeft : CrashRight, 0, 0.95 * force, 0);
        if (bar.IsFinal)
        {
            bar.Play(queue, ref hand, 0, CrashRight, 0, 0.9 * force, 0);
            bar.Play(queue, ref hand, 0, Kick, 0, force, 0);
        }
    }

    private static void Fill(in Bar bar, NoteQueue queue, ref Dice hand, int from)
    {
        var fill = Fills.AsSpan(hand.Below(Fills.Length / FillLength) * FillLength, FillLength);
        var steps = bar.Style.Steps;
        for (var step = from; step < steps; step++)
        {
            var sign = fill[(step - from) * fill.Length / (steps - from)];
            var swell = 0.62 + 0.38 * (step - from) / (steps - from);
            var part = sign switch { 's' => Snare, 'r' => RackTom, 'f' => FloorTom, _ => Count };
            if (part != Count)
                bar.Play(queue, ref hand, step, part, 0, swell * bar.Force, 0);
            if ((step - from) % 4 == 0)
                bar.Play(queue, ref hand, step, Kick, 0, 0.7 * bar.Force, 0);
        }
    }

    private static double Accent(char sign) => sign switch { 'X' => 1, 'x' => 0.78, 'O' => 0.8, 'o' => 0.32, _ => 0 };
}
