using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>SOUND CHECK: what an engineer says of every input, and what a press does about it.</summary>
internal static class SoundCheckScreen
{
    private const int VerdictX = 72;
    private const int RowRight = 248;

    /// <summary>The row that begins and ends listening; the inputs follow it, and behind them what applies everything.</summary>
    public const int ListenRow = 0;

    /// <summary>The list on both displays.</summary>
    public static ListContent List(RecorderSnapshot snapshot)
    {
        var check = snapshot.SoundCheck;
        var proposed = Proposed(check);
        return new("SOUND CHECK", check.Seconds > 0 ? $"heard for {TimeText.Short(check.Seconds)}" : "",
        [
            check.IsListening ? new("Listening", "MAIN press: heard enough", Value: TimeText.Short(check.Seconds))
                : new(check.Inputs.IsEmpty ? "Listen" : "Listen anew", "Play loud, pause once"),
            .. check.Inputs.Select(input => new MenuRow(Title(input), input.Verdict, Value: input.Sentences.IsEmpty ? "good" : input.Proposal.Length > 0 ? "→" : "!")),
            .. proposed == 0 ? (MenuRow[])[] : [new MenuRow("All", $"Apply what is proposed for {Inputs(proposed)}")],
        ]);
    }

    /// <summary>The input of a row; null for the first and the last one.</summary>
    public static InputCheck? InputAt(SoundCheckState check, int row) => row > ListenRow && row <= check.Inputs.Length ? check.Inputs[row - 1] : null;

    /// <summary>Whether a row applies everything that is proposed.</summary>
    public static bool IsAll(SoundCheckState check, int row) => row == check.Inputs.Length + 1 && Proposed(check) > 0;

    /// <summary>"3 inputs": for how many something is proposed.</summary>
    public static string ProposedInputs(SoundCheckState check) => Inputs(Proposed(check));

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var list = List(snapshot);
        StatusLine.Draw(frame, snapshot, list.Title, list.About);
        ListRows.Draw(frame, list.Rows.Length, state.Row, (index, y, isChosen) =>
        {
            var row = list.Rows[index];
            var right = index == ListenRow && row.Value.Length > 0 ? frame.TextRight(Faces.Small, RowRight, y, row.Value, Grey.Live) - 6 : RowRight;
            frame.Text(Faces.Small, 5, y, Faces.Small.Fit(row.Label, VerdictX - 9), isChosen ? Grey.Live : Grey.Text);
            frame.Text(Faces.Small, VerdictX, y, Faces.Small.Fit(row.Hint, right - VerdictX), row.Value == "good" ? Grey.Label : isChosen ? Grey.Live : Grey.Text);
        });
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, Faces.Small.Fit(Foot(snapshot.SoundCheck, state.Row), Layout.Width), Grey.Text);
    }

    private static string Foot(SoundCheckState check, int row) => InputAt(check, row) switch
    {
        { Proposal.Length: > 0 } input => $"MAIN press: {input.Proposal}",
        { Sentences: [var sentence, ..] } => sentence,
        { } => "MAIN turn: the next input",
        null when IsAll(check, row) => "MAIN press: apply all, it asks first",
        null => check.IsListening ? "MAIN press: enough   turn: what is heard" : "MAIN press: listen   BACK: meters",
    };

    private static int Proposed(SoundCheckState check) => check.Inputs.Count(input => input.Proposal.Length > 0);

    private static string Title(InputCheck input) => string.Create(CultureInfo.InvariantCulture, $"{input.Input + 1} {input.Name}").TrimEnd();

    private static string Inputs(int count) => count == 1 ? "1 input" : string.Create(CultureInfo.InvariantCulture, $"{count} inputs");
}
