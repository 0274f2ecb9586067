namespace Recorder.Simulation.Band.Score;

/// <summary>Notes written ahead, in the order in which they will be played; notes of one frame keep the order of writing.</summary>
/// <param name="rateHz">Frames per second.</param>
/// <param name="present">Which parts are on stage; the notes of others are not kept.</param>
internal sealed class NoteQueue(int rateHz, bool[] present)
{
    private readonly Note[] notes = new Note[8192];
    private int first, end;

    /// <summary>Whether a part is on stage.</summary>
    public bool Has(Part part) => present[(int)part];

    /// <summary>Writes a note; its time is rounded to four frames.</summary>
    public void Add(double atSeconds, Part part, double pitch, double velocity, double lengthSeconds, int detail = 0)
    {
        if (!present[(int)part] || velocity <= 0)
            return;
        if (end == notes.Length)
        {
            notes.AsSpan(first, end - first).CopyTo(notes);
            (first, end) = (0, end - first);
        }
        var frame = (long)(Math.Max(atSeconds, 0) * rateHz / 4 + 0.5) * 4;
        var at = end++;
        for (; at > first && notes[at - 1].Frame > frame; at--)
            notes[at] = notes[at - 1];
        notes[at] = new Note(frame, part, (float)pitch, (float)Math.Min(velocity, 1), (float)lengthSeconds, detail);
    }

    /// <summary>Takes the next note that begins before a frame.</summary>
    public bool TryTake(long beforeFrame, out Note note)
    {
        note = first < end ? notes[first] : default;
        if (first == end || note.Frame >= beforeFrame)
            return false;
        if (++first == end)
            first = end = 0;
        return true;
    }
}
