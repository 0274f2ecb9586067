using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>CLICK: the tempo large, its bar as dots, and what the open take was recorded to.</summary>
internal static class ClickScreen
{
    private const int TempoTop = 15;
    private const int AsideX = 66;
    private const int DotPitch = 9;
    private const int AccentSize = 6;
    private const int BeatSize = 4;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var click = snapshot.Click;
        StatusLine.Draw(frame, snapshot, "CLICK", OnText(click));
        frame.Text(Faces.Value, Layout.Left, TempoTop, TempoText(click), IsOn(click) ? Grey.Live : Grey.Label);
        DrawBar(frame, click, AsideX, 19, Grey.Text);
        frame.Text(Faces.Small, AsideX, 31, Faces.Small.Fit(TakeText(snapshot), Layout.Right - AsideX), Grey.Label);
        for (var knob = 0; knob < KnobPages.Click.Length; knob++)
            Columns.Draw(frame, knob, KnobPages.Click[knob], snapshot, 0);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var click = snapshot.Click;
        SmallScreens.DrawTitle(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"CLICK {(IsOn(click) ? "on" : "off")} {state.Group + 1}/{SmallPages.Groups}"));
        var end = frame.Text(Faces.Medium, 1, 14, TempoText(click), Grey.Live);
        DrawBar(frame, click, end + 8, 16, Grey.Live);
        frame.Text(Faces.Small, 1, 30, Faces.Small.Fit(TakeText(snapshot), 126), Grey.Live);
        SmallPages.DrawValues(frame, snapshot, KnobPages.Click, state);
    }

    private static bool IsOn(ClickState click) => click[ClickParameter.On] > 0;

    private static string OnText(ClickState click) => !IsOn(click) ? "off   MAIN press: on"
        : click[ClickParameter.WhileIdle] > 0 ? "on, also while idle   MAIN press: off" : "on with takes   MAIN press: off";

    private static string TempoText(ClickState click) => ParameterText.Split(ClickParameter.TempoBpm.Spec(), click[ClickParameter.TempoBpm]).Number;

    // One dot a beat, the accented one larger.
    private static void DrawBar(FrameBuffer frame, ClickState click, int x, int y, byte grey)
    {
        for (var beat = 0; beat < (int)click[ClickParameter.BeatsPerBar]; beat++)
        {
            var size = beat == 0 ? AccentSize : BeatSize;
            frame.Fill(x + DotPitch * beat, y + (AccentSize - size) / 2, size, size, grey);
        }
    }

    private static string TakeText(RecorderSnapshot snapshot) => (snapshot.Open, snapshot.Click.Take) switch
    {
        (null, _) => "K1 turn, or tap the tempo",
        ({ } take, { } tempo) => string.Create(CultureInfo.InvariantCulture, $"T{take.Number}: {tempo.TempoBpm:0}, {tempo.BeatsPerBar} in a bar"),
        ({ } take, null) => string.Create(CultureInfo.InvariantCulture, $"T{take.Number} was recorded without"),
    };
}
