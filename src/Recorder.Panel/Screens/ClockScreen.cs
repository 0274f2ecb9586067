using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>DATE AND TIME, a field under each of five knobs.</summary>
internal static class ClockScreen
{
    private const int DigitsY = 22;
    private const int SmallPitch = 23;
    private const int SmallLeft = 17;

    // The year is as wide as its column: what follows keeps away from it.
    private const int AwayPixels = 6;
    private const int SmallDigitsY = 20;

    private static readonly string[] Labels = ["Year", "Month", "Day", "Hour", "Minute"];

    /// <summary>How many fields there are.</summary>
    public static int Fields => Labels.Length;

    /// <summary>What is shown: as turned by hand, else the clock's own.</summary>
    public static DateTimeOffset Time(RecorderSnapshot snapshot, PanelState state) => state.Clock?.Time ?? snapshot.SetUp.WallClock ?? DateTimeOffset.UnixEpoch;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var time = Time(snapshot, state);
        StatusLine.Draw(frame, snapshot, "DATE AND TIME", time.ToString("dddd", CultureInfo.InvariantCulture));
        for (var field = 0; field < Fields; field++)
        {
            var x = Layout.Column(field) + (field == 0 ? 0 : AwayPixels);
            frame.Text(Faces.Medium, x, DigitsY, Digits(time, field), Grey.Live);
            frame.Text(Faces.Small, x, Layout.LabelY, Labels[field], Grey.Label);
        }
        frame.Text(Faces.Small, Layout.Column(Fields) + 16, Layout.LabelY, state.Clock is null ? "" : "not set yet", Grey.Text);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Turn K1 to K5   MAIN press: set", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "BACK: leave", Grey.Label);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var time = Time(snapshot, state);
        SmallScreens.DrawTitle(frame, snapshot, time.ToString("dddd", CultureInfo.InvariantCulture));
        var field = state.Clock?.Field ?? 0;
        for (var i = 0; i < Fields; i++)
        {
            // The year has two digits more than the others: it begins at the edge, and they end at the other one.
            var x = i == 0 ? 1 : SmallLeft + SmallPitch * i;
            var end = frame.Text(Faces.Medium, x, SmallDigitsY, Digits(time, i), Grey.Live);
            if (i == field)
                frame.Fill(x, SmallDigitsY + 14, end - x, 2, Grey.Live);
        }
        frame.Text(Faces.Small, 1, 44, $"K1: {Labels[field].ToLowerInvariant()}  MAIN turn: on", Grey.Live);
        frame.Text(Faces.Small, 1, 55, "MAIN press: set", Grey.Live);
    }

    private static string Digits(DateTimeOffset time, int field) => field switch
    {
        0 => time.ToString("yyyy", CultureInfo.InvariantCulture),
        1 => time.ToString("MM", CultureInfo.InvariantCulture),
        2 => time.ToString("dd", CultureInfo.InvariantCulture),
        3 => time.ToString("HH", CultureInfo.InvariantCulture),
        _ => time.ToString("mm", CultureInfo.InvariantCulture),
    };
}
