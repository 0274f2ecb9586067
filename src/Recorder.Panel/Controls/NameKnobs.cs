using Recorder.Core.Commands;
using Recorder.Core.SetUp;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Controls;

/// <summary>Names: from a list with one turn, or letter by letter.</summary>
internal sealed class NameKnobs(Desk desk)
{
    private const string Letters = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.&+";

    private static readonly string[] InputNames =
        ["Kick", "Snare", "Hat", "Tom 1", "Tom 2", "OH L", "OH R", "Bass", "Gtr", "Gtr L", "Gtr R", "Keys", "Voice", "Choir", "Brass", "Talk", "Room L", "Room R"];

    private static readonly string[] PairNames = [.. InputNames.Select(StereoPairs.BaseOf).Distinct()];

    // A turn builds on what the hand has just chosen, not on a snapshot that may be some milliseconds old.
    private const long TrustMs = 600;

    private (int Input, int Place, long UntilMs)? justChosen;

    private PanelState State => desk.State;

    /// <summary>The next name of the list for an input.</summary>
    public void Choose(int input, int detents)
    {
        if (input >= desk.Snapshot.Inputs.Length)
            return;
        var state = desk.Snapshot.Inputs[input];
        // A pair is named once, by what both halves are of.
        var (list, name) = state.IsPaired ? (PairNames, StereoPairs.BaseOf(state.Name)) : (InputNames, state.Name);
        var now = justChosen is var (chosen, place, untilMs) && chosen == input && desk.NowMs < untilMs ? place : Array.IndexOf(list, name);
        var next = now < 0 ? 0 : ((now + detents) % list.Length + list.Length) % list.Length;
        if (desk.Post(new NameInput(input, list[next])))
            justChosen = (input, next, desk.NowMs + TrustMs);
    }

    /// <summary>Begins to write an input's name.</summary>
    public void WriteInput(int input)
    {
        if (input < desk.Snapshot.Inputs.Length)
            Begin(FormattableString.Invariant($"Input {input + 1}"), desk.Snapshot.Inputs[input].Name, name => new NameInput(input, name));
    }

    /// <summary>Begins to write a take's name.</summary>
    public void WriteTake(int number) => Begin(
        FormattableString.Invariant($"T{number}"), desk.Snapshot.Takes.FirstOrDefault(take => take.Number == number)?.Name ?? "", name => new RenameTake(number, name));

    /// <summary>Begins to write a band's name, under which the set-up is kept.</summary>
    public void WriteBand(string name) => Begin("Band", name, written => new StoreBand(written));

    /// <summary>A knob turns its letter; on the small build K1 turns the letter under the cursor and K2 moves it.</summary>
    public void Turn(int knob, int detents)
    {
        if (State.Name is not { } edit)
            return;
        if (State.IsSmall && knob > 0)
        {
            Move(detents);
            return;
        }
        var place = edit.Cursor + knob;
        if (place >= NameEdit.MostLetters)
            return;
        var text = edit.Text.PadRight(place + 1);
        var letter = ((Math.Max(0, Letters.IndexOf(text[place], StringComparison.Ordinal)) + detents) % Letters.Length + Letters.Length) % Letters.Length;
        State.Name = edit with { Text = (text[..place] + Letters[letter] + text[(place + 1)..]).TrimEnd() };
    }

    /// <summary>A knob takes its letter out; those behind it move up.</summary>
    public void TakeOut(int knob)
    {
        if (State.Name is { } edit && edit.Cursor + (State.IsSmall ? 0 : knob) is var place && place < edit.Text.Length)
            State.Name = edit with { Text = edit.Text.Remove(place, 1) };
    }

    /// <summary>MAIN goes on: eight letters at a time, on the small build one.</summary>
    public void Move(int detents)
    {
        if (State.Name is not { } edit)
            return;
        var last = State.IsSmall ? NameEdit.MostLetters - 1 : NameEdit.MostLetters - PanelState.KnobsPerBank;
        State.Name = edit with { Cursor = Math.Clamp(edit.Cursor + detents * (State.IsSmall ? 1 : PanelState.KnobsPerBank), 0, last) };
    }

    /// <summary>Stores the name and goes back where it came from; an empty one is not stored.</summary>
    public void Finish()
    {
        if (State.Name is not { } edit)
            return;
        var row = State.Row;
        if (edit.Text.Trim().Length == 0 && !edit.MayBeEmpty)
        {
            desk.Tell("A name needs a letter. BACK: leave it as it was.");
            return;
        }
        if (desk.Post(edit.Done(edit.Text.Trim())))
            desk.GoTo(edit.Back);
        State.Row = row;
    }

    /// <summary>Begins to write what a row keeps; it may be emptied.</summary>
    public void Write(WritingRow row) => Begin(row.Title, row.Value, row.Done, mayBeEmpty: true);

    private void Begin(string title, string text, Func<string, RecorderCommand> done, bool mayBeEmpty = false)
    {
        var (back, row) = (State.Screen, State.Row);
        var known = text.Length > NameEdit.MostLetters ? text[..NameEdit.MostLetters] : text;
        desk.GoTo(ScreenName.Letters);
        (State.Name, State.Row) = (new NameEdit(title, known, 0, done, back) { MayBeEmpty = mayBeEmpty }, row);
    }
}
