using Recorder.Simulation.Band.Acoustics;
using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Score;

namespace Recorder.Simulation.Band;

/// <summary>The players on the stage, following the conductor block by block.</summary>
internal sealed class Ensemble
{
    /// <summary>Frames computed at once; fixed, so that no caller's block size can change a bit of the sound.</summary>
    public const int BlockFrames = 128;

    private const int MostNotesPerBlock = 512;

    private readonly int rateHz;
    private readonly Seat[] seats;
    private readonly NoteQueue queue;
    private readonly Conductor conductor;
    private readonly Note[] due = new Note[MostNotesPerBlock];
    private long position;

    /// <summary>Engages the players whose sources are on the stage.</summary>
    public Ensemble(SourceSpec[] sources, int rateHz, ulong seed)
    {
        this.rateHz = rateHz;
        var present = new bool[(int)Part.Count];
        foreach (var source in sources)
            present[(int)source.Part] = true;
        seats = [.. sources.Index().Where(one => one.Item.Side == 0).Select(one => new Seat(
            one.Item.Part,
            Casting.Engage(one.Item.Part, rateHz, seed),
            one.Index,
            Array.FindIndex(sources, source => source.Part == one.Item.Part && source.Side == 1)))];
        queue = new NoteQueue(rateHz, present);
        conductor = new Conductor(seed, Casting.LowestSungNote(seed), queue);
        // The first notes also bring in the tables of styles and songs, which must not be allocated while playing.
        conductor.WriteUntil(0);
    }

    /// <summary>Everybody plays the next block onto the stage.</summary>
    public void Play(Stage stage)
    {
        conductor.WriteUntil((double)(position + BlockFrames) / rateHz);
        var count = 0;
        while (count < due.Length && queue.TryTake(position + BlockFrames, out var note))
            due[count++] = note;
        foreach (var seat in seats)
        {
            var left = stage.NextBlock(seat.Source);
            var right = seat.SecondSource < 0 ? [] : stage.NextBlock(seat.SecondSource);
            PlayBlock(seat, due.AsSpan(0, count), left, right);
        }
        position += BlockFrames;
    }

    private void PlayBlock(Seat seat, ReadOnlySpan<Note> notes, Span<float> left, Span<float> right)
    {
        var done = 0;
        foreach (ref readonly var note in notes)
        {
            if (note.Part != seat.Part)
                continue;
            var offset = (int)Math.Max(note.Frame - position, 0);
            if (offset > done)
                seat.Instrument.AddTo(left[done..offset], right.IsEmpty ? right : right[done..offset]);
            seat.Instrument.Play(note);
            done = Math.Max(offset, done);
        }
        seat.Instrument.AddTo(left[done..], right.IsEmpty ? right : right[done..]);
    }

    private sealed record Seat(Part Part, Instrument Instrument, int Source, int SecondSource);
}
