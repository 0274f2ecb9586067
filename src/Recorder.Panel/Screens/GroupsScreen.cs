using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>GROUPS: the channels of the bank under the knobs, those of the group shown bright, each with the group it is in.</summary>
internal static class GroupsScreen
{
    private const int NumberY = 16;
    private const int NameY = 27;
    private const int GroupY = 38;
    private const string Nothing = "Nothing to mix yet. REC makes a take.";

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var strips = snapshot.Mix.Strips;
        var last = Math.Min(strips.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        var x = StatusLine.Draw(frame, snapshot, "GROUP", Faces.Small.Fit(BusBank.NameOf(snapshot, state.Bus), 90));
        if (strips.IsEmpty)
        {
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, Nothing, Grey.Text);
            return;
        }
        frame.Text(Faces.Small, x, Layout.StatusY, string.Create(CultureInfo.InvariantCulture, $"{state.FirstOfBank + 1}–{last} of {strips.Length}"), Grey.Label);
        for (var i = state.FirstOfBank; i < last; i++)
        {
            var column = Layout.Column(i - state.FirstOfBank);
            var isIn = strips[i].Group == state.Bus;
            frame.Text(Faces.Small, column, NumberY, (i + 1).ToString(CultureInfo.InvariantCulture), Grey.Label);
            frame.Text(Faces.Small, column, NameY, StripName.Short(strips[i].Name), isIn ? Grey.Live : Grey.Label);
            frame.Text(Faces.Small, column, GroupY, Of(snapshot, strips[i], StripName.Short), isIn ? Grey.Live : Grey.Scale);
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Press: in, out  turn: which  hold K1–K5: group", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "MAIN: name", Grey.Label);
    }

    /// <summary>The small build's rows, a channel each.</summary>
    public static ListContent List(RecorderSnapshot snapshot, PanelState state) => new($"GROUP {BusBank.NameOf(snapshot, state.Bus)}", "",
    [
        .. snapshot.Mix.Strips.Select((strip, index) => new MenuRow(
            ChannelScreen.Title(snapshot, index), "K1 press: in, out  turn: which", Value: Of(snapshot, strip, name => name))),
    ], Nothing);

    private static string Of(RecorderSnapshot snapshot, StripState strip, Func<string, string> shorten) =>
        strip.Group is { } group ? shorten(BusBank.NameOf(snapshot, group)) : "–";
}
