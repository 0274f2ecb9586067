using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>TAKE: the open take as a line with its markers and the playhead.</summary>
internal static class TakeScreen
{
    private const int FlagTop = 13;
    private const int FlagHeight = 9;
    private const int LineY = 33;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Open is not { } take)
        {
            StatusLine.Draw(frame, snapshot, "TAKE");
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, "No take is open. TAKES opens one.", Grey.Text);
            return;
        }
        StatusLine.Draw(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"T{take.Number}"),
            Faces.Small.Fit($"{take.Name}  {TimeText.Short(take.LengthSeconds)}", 150).Trim());
        var playheadSeconds = PlayheadSeconds(take, state);
        frame.Fill(Layout.Left, LineY, Layout.Width, 2, Grey.Scale);
        for (var i = 0; i < take.MarkerSeconds.Length; i++)
            DrawMarker(frame, ColumnOf(take, take.MarkerSeconds[i]), i + 1, Math.Abs(take.MarkerSeconds[i] - playheadSeconds) < 0.05);
        var head = ColumnOf(take, playheadSeconds);
        frame.Fill(Layout.Left, LineY - 1, head - Layout.Left, 4, Grey.Text);
        frame.Fill(head - 2, FlagTop + FlagHeight + 2, 6, 2, Grey.Live);
        frame.Fill(head, FlagTop + FlagHeight + 2, 2, 19, Grey.Live);
        frame.Text(Faces.Small, Layout.Left, Layout.LabelY, "Playhead", Grey.Label);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, TimeText.Short(playheadSeconds), Grey.Live);
        frame.TextRight(Faces.Small, Layout.Right, Layout.LabelY, "K1 turn: 1 s   K2: 10 s", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "MAIN turn: marker to marker", Grey.Label);
    }

    /// <summary>Where the playhead is: as put by hand while nothing plays, else as the recorder says.</summary>
    public static double PlayheadSeconds(OpenTakeState take, PanelState state) =>
        state.Located is var (number, seconds) && number == take.Number ? seconds : take.PlayheadSeconds;

    private static int ColumnOf(OpenTakeState take, double seconds) =>
        Layout.Left + (int)Math.Round((Layout.Width - 4) * Math.Clamp(seconds / Math.Max(0.001, take.LengthSeconds), 0, 1));

    private static void DrawMarker(FrameBuffer frame, int x, int number, bool isChosen)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var width = Faces.Small.Measure(text) + 3;
        frame.Fill(x, FlagTop, 1, LineY - FlagTop, Grey.Label);
        if (isChosen)
            frame.Fill(x, FlagTop, width, FlagHeight, Grey.Live);
        frame.Text(Faces.Small, x + 2, FlagTop + 1, text, isChosen ? Grey.Black : Grey.Text);
    }
}
