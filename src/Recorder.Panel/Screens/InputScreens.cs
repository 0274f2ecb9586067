using System.Globalization;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>ARM, NAMES, PAIRS and MICROPHONES: eight inputs of the bank under the knobs.</summary>
internal static class InputScreens
{
    private const int NumberY = 16;
    private const int NameY = 27;
    private const int MarkY = 37;
    private const int OverdubY = Layout.LabelY;

    public static void DrawArm(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        Draw(frame, snapshot, state, "ARM", input => input.IsArmed, (x, input) =>
        {
            frame.Text(Faces.Small, x, MarkY, input.IsArmed ? "armed" : "off", input.IsArmed ? Grey.Text : Grey.Scale);
            if (input.IsForOverdub)
                frame.Text(Faces.Small, x, OverdubY, "over", Grey.Live);
        });
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Press: arm   BACK + press: for overdub", Grey.Label);
    }

    public static void DrawNames(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        Draw(frame, snapshot, state, "NAMES", _ => true, (_, _) => { });
        frame.Text(Faces.Small, Layout.Left, Layout.LabelY, "Turn a knob: Kick, Snare ...   hold: letters", Grey.Label);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "MAIN press: bands", Grey.Label);
    }

    public static void DrawPairs(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        Draw(frame, snapshot, state, "PAIRS", input => input.IsPaired, (_, _) => { });
        var last = Math.Min(snapshot.Inputs.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        for (var left = state.FirstOfBank; left + 1 < last; left += 2)
        {
            // A bracket from one to the other, with "pair" between its ends; without one a dot under each.
            var (x, end) = (Layout.Column(left - state.FirstOfBank), Layout.Column(left - state.FirstOfBank + 1) + 26);
            if (!snapshot.Inputs[left].IsPaired)
                continue;
            frame.Fill(x, MarkY, 1, 4, Grey.Live);
            frame.Fill(x, MarkY + 4, end - x, 1, Grey.Live);
            frame.Fill(end - 1, MarkY, 1, 5, Grey.Live);
            frame.TextCentred(Faces.Small, (x + end) / 2, Layout.LabelY, "pair", Grey.Text);
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Press a knob: pair, or part", Grey.Label);
    }

    public static void DrawMicrophones(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        Draw(frame, snapshot, state, "MICROPHONES", _ => true, (x, input) =>
            frame.Text(Faces.Small, x, MarkY, input.Microphone.ShortWord(), input.Microphone == MicrophoneType.Unknown ? Grey.Scale : Grey.Text));
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Turn a knob: dynamic, condenser, ribbon ...", Grey.Label);
    }

    private static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state, string title, Func<InputState, bool> isLive,
        Action<int, InputState> drawMark)
    {
        var last = Math.Min(snapshot.Inputs.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        StatusLine.Draw(frame, snapshot, title,
            string.Create(CultureInfo.InvariantCulture, $"{Math.Min(state.FirstOfBank + 1, last)}–{last} of {snapshot.Inputs.Length}"));
        for (var i = state.FirstOfBank; i < last; i++)
        {
            var input = snapshot.Inputs[i];
            var x = Layout.Column(i - state.FirstOfBank);
            frame.Text(Faces.Small, x, NumberY, (i + 1).ToString(CultureInfo.InvariantCulture), Grey.Label);
            frame.Text(Faces.Small, x, NameY, StripName.Short(input.Name), isLive(input) ? Grey.Live : Grey.Label);
            drawMark(x, input);
        }
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "MAIN turn: bank", Grey.Label);
    }
}
