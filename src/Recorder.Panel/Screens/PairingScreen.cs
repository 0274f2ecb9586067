using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>PAIR A BROWSER: six digits large enough to be read from the other end of the desk.</summary>
internal static class PairingScreen
{
    private const int GapPixels = 14;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        StatusLine.Draw(frame, snapshot, "PAIR A BROWSER", Paired(snapshot.Pairing.Browsers));
        if (snapshot.Pairing.Code is { Length: 6 } code)
        {
            DrawCode(frame, Layout.Left, 16, code);
            frame.Text(Faces.Small, 122, 17, "Open the recorder's page", Grey.Text);
            frame.Text(Faces.Small, 122, 27, "in its browser and type", Grey.Text);
            frame.Text(Faces.Small, 122, 37, "this code. Once.", Grey.Text);
        }
        else
        {
            frame.TextCentred(Faces.Small, frame.Width / 2, 24, "No code is shown. It was used, or 5 minutes are over.", Grey.Text);
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, Press(snapshot.Pairing), Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "BACK: meters", Grey.Label);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        SmallScreens.DrawTitle(frame, snapshot, "PAIR A BROWSER");
        if (snapshot.Pairing.Code is { Length: 6 } code)
            DrawCode(frame, 8, 15, code);
        else
            SmallScreens.DrawSentence(frame, "No code is shown. It was used, or 5 minutes are over.", 16);
        if (snapshot.Pairing.Code.Length > 0)
            frame.Text(Faces.Small, 1, 43, "Type it on the page.", Grey.Live);
        frame.Text(Faces.Small, 1, 55, Press(snapshot.Pairing), Grey.Live);
    }

    private static string Press(PairingState pairing) => pairing.Browsers > 0 ? "MAIN press: forget all" : "MAIN press: a new code";

    private static string Paired(int browsers) => browsers switch
    {
        0 => "",
        1 => "1 is paired",
        _ => string.Create(CultureInfo.InvariantCulture, $"{browsers} are paired"),
    };

    private static void DrawCode(FrameBuffer frame, int x, int y, string code)
    {
        var end = frame.Text(Faces.Value, x, y, code.AsSpan(0, 3), Grey.Live);
        frame.Text(Faces.Value, end + GapPixels, y, code.AsSpan(3), Grey.Live);
    }
}
