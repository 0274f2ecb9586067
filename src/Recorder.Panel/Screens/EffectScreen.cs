using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>EFFECT: the inside of reverb or delay, as CHANNEL shows that of a strip.</summary>
internal static class EffectScreen
{
    private const int AsideX = 162;

    private static readonly string[] Tabs = ["REVERB", "DELAY"];

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        StatusLine.Draw(frame, snapshot, "EFFECT");
        StatusLine.Tabs(frame, 72, 7, Tabs, state.Bus == BusBank.Delay ? 1 : 0);
        ChannelScreen.DrawEchoes(frame, snapshot.Mix.Bus);
        frame.Text(Faces.Small, AsideX, Layout.BodyY, "All channels share it:", Grey.Text);
        frame.Text(Faces.Small, AsideX, Layout.BodyY + 10, "how much is on their", Grey.Label);
        frame.Text(Faces.Small, AsideX, Layout.BodyY + 20, "SEND page.", Grey.Label);
        var slots = BusBank.Inside(state.Bus);
        for (var knob = 0; knob < slots.Length; knob++)
            Columns.Draw(frame, knob, slots[knob], snapshot, state.Bus);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var slots = BusBank.Inside(state.Bus);
        var groups = (slots.Length + SmallPages.ValuesAtOnce - 1) / SmallPages.ValuesAtOnce;
        SmallScreens.DrawTitle(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"{BusBank.NameOf(snapshot, state.Bus).ToUpperInvariant()} {state.Group + 1}/{groups}"));
        SmallScreens.DrawSentence(frame, "All channels share it: how much is on their SEND page.", 14);
        SmallPages.DrawValues(frame, snapshot, [.. slots], state);
    }
}
