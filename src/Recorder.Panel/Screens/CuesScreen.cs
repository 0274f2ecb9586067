using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>CUES: one musician's own mix, its channels under the knobs, and at its foot how loud it is as a whole and its click.</summary>
internal static class CuesScreen
{
    private const string None = "Cues need an interface with four outputs or more.";
    private const string NoChannels = "Nothing to mix yet. REC makes a take.";
    private const int Top = 23;
    private const int Height = 19;
    private const int SmallTop = 13;
    private const int SmallHeight = 24;
    private const int SmallMarkY = 38;
    private const int SmallOwnX = 57;
    private const int SmallRight = 126;
    private const int SmallPitch = 8;
    private const int SmallShown = 16;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Cues.IsEmpty || snapshot.Mix.Strips.IsEmpty)
        {
            StatusLine.Draw(frame, snapshot, "CUES");
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, snapshot.Cues.IsEmpty ? None : NoChannels, Grey.Text);
            return;
        }
        var cue = CueSlots.Chosen(snapshot, state);
        var strips = snapshot.Mix.Strips;
        var last = Math.Min(strips.Length, state.FirstOfBank + PanelState.KnobsPerBank);
        var x = StatusLine.Draw(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"CUE {cue + 1} of {snapshot.Cues.Length}"), $"outputs {CueSlots.Outputs(cue)}");
        frame.Text(Faces.Small, x, Layout.StatusY, string.Create(CultureInfo.InvariantCulture, $"{state.FirstOfBank + 1}–{last} of {strips.Length}"), Grey.Label);
        for (var channel = state.FirstOfBank; channel < last; channel++)
            DrawChannel(frame, strips[channel].Name, snapshot.Cues[cue].ChannelDb(channel), Layout.Column(channel - state.FirstOfBank));
        DrawOwn(frame, snapshot, cue);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Cues.IsEmpty || snapshot.Mix.Strips.IsEmpty)
        {
            SmallScreens.DrawTitle(frame, snapshot, "CUES");
            SmallScreens.DrawSentence(frame, snapshot.Cues.IsEmpty ? None : NoChannels, 16);
            return;
        }
        var cue = CueSlots.Chosen(snapshot, state);
        var own = snapshot.Cues[cue];
        SmallScreens.DrawTitle(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"CUE {cue + 1}/{snapshot.Cues.Length}  out {CueSlots.Outputs(cue)}"));
        var first = state.Channel / SmallShown * SmallShown;
        for (var channel = first; channel < Math.Min(snapshot.Mix.Strips.Length, first + SmallShown); channel++)
        {
            var x = 1 + SmallPitch * (channel - first);
            frame.DotsDown(x + 2, SmallTop, SmallHeight, 3, Grey.Live);
            var row = (int)Math.Round(CueParameters.ChannelDb.ToPosition(own.ChannelDb(channel)) * (SmallHeight - 3));
            frame.Fill(x, SmallTop + SmallHeight - 3 - row, 5, 3, Grey.Live);
        }
        frame.Text(Faces.Small, 1 + SmallPitch * (state.Channel - first), SmallMarkY, "▲", Grey.Live);
        var end = snapshot.Cues.Length > 1 ? frame.TextRight(Faces.Small, SmallRight, 46, $"MAIN: {Next(snapshot, cue)}", Grey.Live) - 5 : SmallRight;
        frame.Text(Faces.Small, 1, 46, Faces.Small.Fit(ChannelScreen.Title(snapshot, state.Channel), end), Grey.Live);
        frame.Text(Faces.Small, 1, 55, Muted(own.ChannelDb(state.Channel)), Grey.Live);
        frame.TextCentred(Faces.Small, SmallOwnX, 55, $"Cue {Short(CueParameter.LevelDb, own)}", Grey.Live);
        frame.TextRight(Faces.Small, SmallRight, 55, $"Clk {Short(CueParameter.ClickDb, own)}", Grey.Live);
    }

    private static void DrawChannel(FrameBuffer frame, string name, float levelDb, int x)
    {
        var isMuted = levelDb <= StripParameters.SilenceDb;
        frame.Text(Faces.Small, x, Layout.BodyY, StripName.Short(name), isMuted ? Grey.Peak : Grey.Text);
        FaderMark.Draw(frame, x, Top, Height, CueParameters.ChannelDb, levelDb, isMuted);
        frame.Text(Faces.Small, x, Layout.LabelY, Muted(levelDb), isMuted ? Grey.Label : Grey.Live);
    }

    // Under the knobs with BACK held, so they are named with it.
    private static void DrawOwn(FrameBuffer frame, RecorderSnapshot snapshot, int cue)
    {
        var own = snapshot.Cues[cue];
        var x = frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "BACK + K1 level ", Grey.Label);
        x = frame.Text(Faces.Small, x, Layout.ValueY, Text(CueParameter.LevelDb, own), Grey.Live);
        x = frame.Text(Faces.Small, x + 8, Layout.ValueY, "K2 click ", Grey.Label);
        frame.Text(Faces.Small, x, Layout.ValueY, Text(CueParameter.ClickDb, own), Grey.Live);
        if (snapshot.Cues.Length > 1)
            frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, $"MAIN press: {Next(snapshot, cue)}", Grey.Label);
    }

    private static string Next(RecorderSnapshot snapshot, int cue) => string.Create(CultureInfo.InvariantCulture, $"cue {(cue + 1) % snapshot.Cues.Length + 1}");

    private static string Text(CueParameter parameter, CueState cue) => ValueText.Column(parameter.Spec(), cue[parameter]);

    private static string Short(CueParameter parameter, CueState cue) => ValueText.End(parameter.Spec(), cue[parameter]);

    private static string Muted(float levelDb) => levelDb <= StripParameters.SilenceDb ? "MUTE" : ValueText.Column(CueParameters.ChannelDb, levelDb);
}
