using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The small build: 128 x 64 in one bit. METERS, MIX, alarms, the value just turned, and the ways to the other screens.</summary>
internal static class SmallScreens
{
    /// <summary>The widest line of an alarm.</summary>
    public const int AlarmTextWidth = 122;

    private const int Right = 126;
    private const int BarPitch = 8;
    private const int BarWidth = 6;
    private const int BarTop = 17;
    private const int BarHeight = 25;
    private const int BarsShown = 16;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Message is { IsSeen: false } message && state.IsAlarmTurn && (AlarmScreen.IsDue(snapshot) || state.Screen == ScreenName.Meters))
            DrawMessage(frame, message);
        else if (state.IsHelpShown)
            DrawHelp(frame, snapshot, state);
        else if (state.Overlay is { } overlay)
            DrawOverlay(frame, snapshot, overlay);
        else if (SmallLists.Of(snapshot, state) is { } list)
            SmallLists.Draw(frame, snapshot, state, list);
        else
            DrawScreen(frame, snapshot, state);
    }

    /// <summary>Title and transport over a dotted rule.</summary>
    public static void DrawTitle(FrameBuffer frame, RecorderSnapshot snapshot, string title)
    {
        frame.Text(Faces.Small, 1, 1, Faces.Small.Fit(title, TitleWidth(snapshot)), Grey.Live);
        frame.TextRight(Faces.Small, Right, 1, Aside(snapshot), Grey.Live);
        frame.DotsAcross(1, 10, Right, 2, Grey.Live);
    }

    /// <summary>How wide a title may be beside the transport.</summary>
    public static int TitleWidth(RecorderSnapshot snapshot) => Aside(snapshot) is { Length: > 0 } aside ? Right - Faces.Small.Measure(aside) - 5 : Right - 1;

    // The transport with its time, behind the "!" of a trouble that was seen and is not cured.
    private static string Aside(RecorderSnapshot snapshot) =>
        (StatusLine.HasOpenTrouble(snapshot) ? "! " : "") + (StatusLine.Moving(snapshot) is var (mark, seconds) ? $"{mark} {TimeText.Short(seconds)}" : "");

    /// <summary>A sentence over as many lines as it needs.</summary>
    public static void DrawSentence(FrameBuffer frame, string sentence, int y)
    {
        foreach (var line in Faces.Small.Wrap(sentence, Right))
        {
            frame.Text(Faces.Small, 1, y, line, Grey.Live);
            y += 10;
        }
    }

    private static void DrawScreen(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        switch (state.Screen)
        {
            case ScreenName.Channel:
                SmallPages.DrawChannel(frame, snapshot, state);
                break;
            case ScreenName.Mix:
                DrawMix(frame, snapshot, state);
                break;
            case ScreenName.Morph:
                MorphScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.Effect:
                EffectScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.QuickMix:
                DrawQuickMix(frame, snapshot, state);
                break;
            case ScreenName.Master:
                SmallPages.DrawMaster(frame, snapshot, state);
                break;
            case ScreenName.Certificate:
                SmallResults.DrawCertificate(frame, snapshot);
                break;
            case ScreenName.Take:
                TakeScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.DateTime:
                ClockScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.Pairing:
                PairingScreen.DrawSmall(frame, snapshot);
                break;
            case ScreenName.CardTest:
                CardTestScreen.DrawSmall(frame, snapshot);
                break;
            case ScreenName.Click:
                ClickScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.Cues:
                CuesScreen.DrawSmall(frame, snapshot, state);
                break;
            case ScreenName.Letters:
                DrawLetters(frame, snapshot, state);
                break;
            case ScreenName.Export:
                SmallResults.DrawExport(frame, snapshot);
                break;
            default:
                DrawMeters(frame, snapshot, state);
                break;
        }
    }

    /// <summary>The lines of a message: each sentence begins a new one, the first sentence is bold.</summary>
    public static IEnumerable<(string Line, int Y, bool IsBold)> MessageLines(Message message)
    {
        var y = 2;
        foreach (var sentence in (string[])[message.Happened, message.Safe, message.Do])
        {
            var isBold = ReferenceEquals(sentence, message.Happened);
            foreach (var line in (isBold ? Faces.SmallBold : Faces.Small).Wrap(sentence, AlarmTextWidth))
            {
                yield return (line, y, isBold);
                y += 9;
            }
            y += 3;
        }
    }

    // News is outlined, not inverse: it is no alarm.
    private static void DrawMessage(FrameBuffer frame, Message message)
    {
        var isNews = message.Kind == MessageKind.News;
        if (isNews)
            frame.Frame(0, 0, frame.Width, frame.Height, Grey.Live);
        else
            frame.Fill(0, 0, frame.Width, frame.Height, Grey.Live);
        foreach (var (line, y, isBold) in MessageLines(message))
            frame.Text(isBold ? Faces.SmallBold : Faces.Small, 3, y, line, isNews ? Grey.Live : Grey.Black);
    }

    private static void DrawHelp(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var y = 1;
        foreach (var (control, does) in HelpScreen.Lines(snapshot, state).Where(line => line.Does != "-").Take(6))
        {
            var x = frame.Text(Faces.Small, 1, y, control, Grey.Live) + 5;
            frame.Text(Faces.Small, x, y, Faces.Small.Fit(does, Right - x), Grey.Live);
            y += 10;
        }
    }

    private static void DrawLetters(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (state.Name is not { } edit)
            return;
        DrawTitle(frame, snapshot, $"NAME {edit.Title}");
        for (var i = 0; i < NameEdit.MostLetters; i++)
        {
            var x = 8 * i;
            if (i < edit.Text.Length)
                frame.Text(Faces.Medium, x, 20, edit.Text.AsSpan(i, 1), Grey.Live);
            if (i == edit.Cursor)
                frame.Fill(x, 35, 7, 2, Grey.Live);
        }
        frame.Text(Faces.Small, 1, 44, "K1 letter, press: take out", Grey.Live);
        frame.Text(Faces.Small, 1, 55, "MAIN turn: on  press: done", Grey.Live);
    }

    private static void DrawQuickMix(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var moves = snapshot.Mix.QuickMixMoves;
        if (snapshot.Job is { Kind: JobKind.QuickMix } job && JobText.IsUnderWay(job))
        {
            DrawTitle(frame, snapshot, "QUICK MIX");
            DrawSentence(frame, JobText.Progress(job), 16);
            return;
        }
        if (moves.IsEmpty)
        {
            DrawTitle(frame, snapshot, "QUICK MIX");
            DrawSentence(frame, "No quick mix yet. BACK + MIX makes one into a new scene.", 16);
            return;
        }
        var row = Math.Min(state.Row, moves.Length - 1);
        DrawTitle(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"QUICK MIX {row + 1}/{moves.Length}"));
        frame.Text(Faces.SmallBold, 1, 14, moves[row].Track, Grey.Live);
        if (moves[row].IsDropped)
            frame.TextRight(Faces.Small, Right, 14, "dropped", Grey.Live);
        DrawSentence(frame, moves[row].Sentence, 25);
        frame.Text(Faces.Small, 1, 55, moves[row].IsDropped ? "MAIN press: in again" : "MAIN press: drop it", Grey.Live);
    }

    // Each strip: its fader as a cap on a dotted way, its level as a thin bar beside it.
    private static void DrawMix(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        DrawTitle(frame, snapshot, CompareText.Named(snapshot.Compare) ?? $"MIX {snapshot.Mix.SceneName}{(snapshot.Mix.IsEdited ? " *" : "")}");
        if (snapshot.Mix.Strips.IsEmpty)
        {
            DrawSentence(frame, "Nothing to mix yet. REC makes a take.", 16);
            return;
        }
        if (BusBank.IsShown(snapshot, state))
        {
            BusBankScreen.DrawSmall(frame, snapshot, state);
            return;
        }
        const int Top = 13;
        const int Height = 27;
        var spec = StripParameter.FaderDb.Spec();
        var first = state.Channel / BarsShown * BarsShown;
        for (var i = first; i < Math.Min(snapshot.Mix.Strips.Length, first + BarsShown); i++)
        {
            var strip = snapshot.Mix.Strips[i];
            var x = 1 + BarPitch * (i - first);
            frame.DotsDown(x + 1, Top, Height, 3, Grey.Live);
            frame.Fill(x, Top + Height - 3 - (int)Math.Round(spec.ToPosition(strip.Values[StripParameter.FaderDb]) * (Height - 3)), 4, 3, Grey.Live);
            if (strip.Values[StripParameter.Mute] > 0)
                continue;
            var peak = MeterScale.Pixels(strip.Peak, Height);
            frame.Fill(x + 5, Top + Height - peak, 1, peak, Grey.Live);
        }
        frame.Text(Faces.Small, 1 + BarPitch * (state.Channel - first), 41, "▲", Grey.Live);
        DrawChannel(frame, snapshot, state);
    }

    private static void DrawMeters(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var moving = StatusLine.Moving(snapshot);
        frame.Text(Faces.Medium, 1, 1, TimeText.Long(moving?.Seconds ?? 0), Grey.Live);
        if (moving is var (mark, _))
        {
            frame.Text(Faces.Small, 62, 4, mark, Grey.Live);
            var number = snapshot.Running?.Number ?? snapshot.Open?.Number ?? 0;
            frame.Text(Faces.Small, 71, 4, string.Create(CultureInfo.InvariantCulture, $"T{number}"), Grey.Live);
        }
        frame.TextRight(Faces.Small, Right, 4, TimeText.Room(snapshot.Storage.SecondsLeft), Grey.Live);
        if (!snapshot.Engine.IsConnected || !snapshot.Interface.IsPresent)
        {
            frame.Text(Faces.Medium, 1, 18, snapshot.Engine.IsConnected ? "No interface" : "Starting", Grey.Live);
            frame.Text(Faces.Small, 1, 34, snapshot.Engine.IsConnected ? "Plug one in. Takes play." : "Sound is not listened to yet.", Grey.Live);
            DrawChannel(frame, snapshot, state);
            return;
        }
        var first = state.Channel / BarsShown * BarsShown;
        for (var i = first; i < Math.Min(snapshot.Inputs.Length, first + BarsShown); i++)
            DrawBar(frame, snapshot.Inputs[i], 1 + BarPitch * (i - first));
        frame.Text(Faces.Small, 1 + BarPitch * (state.Channel - first), 41, "▲", Grey.Live);
        DrawChannel(frame, snapshot, state);
    }

    // One bit: the RMS is filled, the peak is the line above it; not armed is a dotted foot.
    private static void DrawBar(FrameBuffer frame, InputState input, int x)
    {
        var bottom = BarTop + BarHeight - 1;
        if (!input.IsArmed)
        {
            frame.DotsAcross(x, bottom, BarWidth, 2, Grey.Live);
            return;
        }
        var rms = MeterScale.Pixels(input.Rms, BarHeight);
        var hold = MeterScale.Pixels(input.Hold, BarHeight);
        frame.Fill(x, bottom + 1 - Math.Max(1, rms), BarWidth, Math.Max(1, rms), Grey.Live);
        if (hold > 0)
            frame.Fill(x, bottom + 1 - hold, BarWidth, 1, Grey.Live);
        if (input.HasClipped)
            frame.Fill(x, BarTop - 3, BarWidth, 2, Grey.Live);
    }

    private static void DrawChannel(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var channel = state.Channel;
        frame.Text(Faces.Small, 1, 46, Faces.Small.Fit(ChannelScreen.Title(snapshot, channel), 90), Grey.Live);
        if (snapshot.BatteryPercent is { } percent)
            frame.TextRight(Faces.Small, Right, 46, string.Create(CultureInfo.InvariantCulture, $"{percent} %"), Grey.Live);
        if (channel >= snapshot.Mix.Strips.Length)
            return;
        var values = snapshot.Mix.Strips[channel].Values;
        var (level, unit) = ValueText.Split(StripParameter.FaderDb.Spec(), values[StripParameter.FaderDb]);
        var picked = KnobPages.Picked(state.Picked);
        var isMuted = values[StripParameter.Mute] > 0;
        frame.Text(Faces.Small, 1, 55, isMuted ? "MUTE" : $"{level} {unit}", Grey.Live);
        frame.TextCentred(Faces.Small, 64, 55, $"Pan {ValueText.Column(StripParameter.Pan.Spec(), values[StripParameter.Pan])}", Grey.Live);
        frame.TextRight(Faces.Small, Right, 55, $"{picked.Label} {ValueText.Column(picked.Spec, picked.Read(snapshot, channel))}", Grey.Live);
    }

    private static void DrawOverlay(FrameBuffer frame, RecorderSnapshot snapshot, ValueOverlay overlay)
    {
        var spec = overlay.Spec;
        frame.Text(Faces.Small, 1, 1, Faces.Small.Fit($"{overlay.Owner}  {spec.Name.ToLowerInvariant()}", 80), Grey.Live);
        if (StatusLine.Moving(snapshot) is var (mark, seconds))
            frame.TextRight(Faces.Small, Right, 1, $"{mark} {TimeText.Short(seconds)}", Grey.Live);
        frame.DotsAcross(1, 10, Right, 2, Grey.Live);
        var (number, unit) = ValueText.Split(spec, overlay.Value);
        var x = frame.Text(Faces.Value, 1, 15, number.ToUpperInvariant(), Grey.Live);
        frame.Text(Faces.Medium, x + 5, 27, unit, Grey.Live);
        frame.TextRight(Faces.Small, Right, 30, $"was {ValueText.Column(spec, overlay.Was)}", Grey.Live);
        var now = 1 + (int)Math.Round(spec.ToPosition(overlay.Value) * (Right - 1));
        frame.Fill(1, 47, Right, 1, Grey.Live);
        frame.Fill(1, 46, now, 3, Grey.Live);
        frame.Fill(Math.Clamp(now - 1, 1, Right - 2), 43, 3, 9, Grey.Live);
        frame.Text(Faces.Small, 1, 55, ValueText.End(spec, spec.Minimum), Grey.Live);
        frame.TextRight(Faces.Small, Right, 55, ValueText.End(spec, spec.Maximum), Grey.Live);
    }
}
