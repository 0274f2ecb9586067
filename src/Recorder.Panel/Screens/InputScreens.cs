using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>ARM and NAMES: eight inputs of the bank under the knobs.</summary>
internal static class InputScreens
{
    private const int NumberY = 16;
    private const int NameY = 27;
    private const int MarkY = 39;
    private const int OverdubY = 47;

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
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Turn a knob: Kick, Snare, Voice ...", Grey.Label);
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
            frame.Text(Faces.Small, x, NameY, Faces.Small.Fit(input.Name, Layout.ColumnWidth), isLive(input) ? Grey.Live : Grey.Label);
            drawMark(x, input);
        }
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "MAIN turn: bank", Grey.Label);
    }
}
