using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>What the quick mix did, in sentences.</summary>
internal static class QuickMixScreen
{
    private const int SentenceX = 48;
    private const int StrikeOffset = 4;
    private const int SentenceWidth = 248 - SentenceX;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var moves = snapshot.Mix.QuickMixMoves;
        var about = snapshot.Open is { } take ? string.Create(CultureInfo.InvariantCulture, $"of T{take.Number}") : "";
        var x = StatusLine.Draw(frame, snapshot, "QUICK MIX", about);
        if (snapshot.Job is { Kind: JobKind.QuickMix } job && JobText.IsUnderWay(job))
            Sentence(frame, JobText.Progress(job));
        else if (moves.IsEmpty)
            Sentence(frame, "No quick mix yet. BACK + MIX makes one into a new scene.");
        else
        {
            frame.Text(Faces.Small, x, Layout.StatusY, string.Create(CultureInfo.InvariantCulture, $"move {state.Row + 1} of {moves.Length}"), Grey.Label);
            ListRows.Draw(frame, moves.Length, state.Row, (index, y, isChosen) =>
            {
                frame.Text(Faces.Small, 5, y, Faces.Small.Fit(moves[index].Track, SentenceX - 8), isChosen ? Grey.Live : moves[index].IsDropped ? Grey.Label : Grey.Text);
                var end = frame.Text(Faces.Small, SentenceX, y, Faces.Small.Fit(moves[index].Sentence, SentenceWidth), isChosen ? Grey.Live : Grey.Label);
                if (moves[index].IsDropped)
                    frame.Fill(SentenceX, y + StrikeOffset, end - SentenceX, 1, isChosen ? Grey.Live : Grey.Label);
            });
            var chosen = moves[Math.Min(state.Row, moves.Length - 1)];
            if (!DrawRest(frame, chosen.Sentence))
            {
                frame.Text(Faces.Small, Layout.Left, Layout.ValueY, chosen.IsDropped ? "MAIN press: in again" : "MAIN press: drop this move", Grey.Label);
                frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "PLAY: listen", Grey.Label);
            }
            return;
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "MIX: to the faders", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "PLAY: listen", Grey.Label);
    }

    // A sentence longer than its row goes on in the footer's place.
    private static bool DrawRest(FrameBuffer frame, string sentence)
    {
        var shown = Faces.Small.Fit(sentence, SentenceWidth);
        if (shown == sentence)
            return false;
        var rest = sentence[(shown.Length - 1)..].TrimStart();
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, Faces.Small.Fit($"…{rest}", Layout.Width), Grey.Live);
        return true;
    }

    private static void Sentence(FrameBuffer frame, string sentence) =>
        frame.TextCentred(Faces.Small, frame.Width / 2, 28, Faces.Small.Fit(sentence, Layout.Width), Grey.Text);
}
