using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>A name, letter by letter: eight of its letters stand over the knobs.</summary>
internal static class LettersScreen
{
    private const int LetterY = 26;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (state.Name is not { } edit)
            return;
        StatusLine.Draw(frame, snapshot, "NAME", edit.Title);
        frame.Text(Faces.Small, Layout.Left, 14, edit.Text.TrimEnd(), Grey.Text);
        for (var knob = 0; knob < PanelState.KnobsPerBank; knob++)
        {
            var place = edit.Cursor + knob;
            var x = Layout.Column(knob);
            frame.Fill(x, LetterY + 15, 8, 1, Grey.Scale);
            if (place < edit.Text.Length)
                frame.Text(Faces.Medium, x, LetterY, edit.Text.AsSpan(place, 1), Grey.Live);
        }
        frame.Text(Faces.Small, Layout.Left, 45, string.Create(CultureInfo.InvariantCulture, $"Letters {edit.Cursor + 1}–{edit.Cursor + PanelState.KnobsPerBank}: turn K, press takes out"), Grey.Label);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "MAIN turn: further   press: done", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "BACK: leave as it was", Grey.Label);
    }
}
