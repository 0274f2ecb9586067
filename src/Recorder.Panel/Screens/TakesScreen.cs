using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>TAKES: what was recorded, newest first.</summary>
internal static class TakesScreen
{
    private const int NoteX = 162;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var takes = snapshot.Takes;
        var count = takes.Length == 1 ? "1 take" : string.Create(CultureInfo.InvariantCulture, $"{takes.Length} takes");
        var x = StatusLine.Draw(frame, snapshot, "TAKES", Faces.Small.Fit(snapshot.SessionName, 80));
        // While something plays, what REC would do is worth more than how many there are.
        if (StatusLine.Moving(snapshot) is null)
            frame.Text(Faces.Small, x, Layout.StatusY, count, Grey.Label);
        if (RecordPrediction.Of(snapshot) is { } prediction)
        {
            var right = StatusLine.Moving(snapshot) is null ? Layout.Right : Layout.Right - StatusLine.MovingWidth;
            frame.TextRight(Faces.Small, right, Layout.StatusY, prediction, Grey.Text);
        }
        if (takes.IsEmpty)
        {
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, "No takes yet. REC makes the first.", Grey.Text);
            return;
        }
        ListRows.Draw(frame, takes.Length, state.Row, (index, y, isChosen) => DrawRow(frame, takes[index], y, isChosen));
        for (var i = 0; i < 4; i++)
            frame.Text(Faces.Small, Layout.Column(2 * i), Layout.ValueY, i switch { 0 => "MAIN open", 1 => "PLAY listen", 2 => "MARK star", _ => "MIX mix" }, Grey.Label);
    }

    private static void DrawRow(FrameBuffer frame, TakeSummary take, int y, bool isChosen)
    {
        var (text, aside) = isChosen ? (Grey.Live, Grey.Text) : (Grey.Text, Grey.Label);
        if (take.IsStarred)
            frame.Text(Faces.Small, 5, y, "★", text);
        frame.Text(Faces.Small, 16, y, string.Create(CultureInfo.InvariantCulture, $"T{take.Number}"), text);
        if (take.StartedAt is { } started)
            frame.Text(Faces.Small, 48, y, started.ToString("HH:mm", CultureInfo.InvariantCulture), aside);
        frame.TextRight(Faces.Small, 112, y, TimeText.Short(take.Seconds), text);
        frame.Text(Faces.Small, 130, y, string.Create(CultureInfo.InvariantCulture, $"{take.Tracks} tr"), aside);
        var note = take.LostSeconds > 0 ? MetersScreen.Gap(take.LostSeconds)
            : take.Name.Length > 0 && take.Note.Length > 0 ? $"{take.Name}, {take.Note}" : take.Name + take.Note;
        frame.Text(Faces.Small, NoteX, y, Faces.Small.Fit(note, 248 - NoteX), text);
    }
}
