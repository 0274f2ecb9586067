using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The small build: 128 x 64 in one bit. METERS, the alarms and the value just turned.</summary>
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
        if (AlarmScreen.IsDue(snapshot) && state.IsAlarmTurn)
            DrawMessage(frame, snapshot.Message!);
        else if (state.Overlay is { } overlay)
            DrawOverlay(frame, snapshot, overlay);
        else if (state.Screen == ScreenName.Meters)
            DrawMeters(frame, snapshot, state);
        else
            DrawMissing(frame, state.Screen);
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

    private static void DrawMessage(FrameBuffer frame, Message message)
    {
        frame.Fill(0, 0, frame.Width, frame.Height, Grey.Live);
        foreach (var (line, y, isBold) in MessageLines(message))
            frame.Text(isBold ? Faces.SmallBold : Faces.Small, 3, y, line, Grey.Black);
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
        var first = state.Channel / BarsShown * BarsShown;
        for (var i = first; i < Math.Min(snapshot.Inputs.Length, first + BarsShown); i++)
            DrawBar(frame, snapshot.Inputs[i], 1 + BarPitch * (i - first));
        frame.Text(Faces.Small, 1 + BarPitch * (state.Channel - first), 41, "▲", Grey.Live);
        DrawChannel(frame, snapshot, state.Channel);
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

    private static void DrawChannel(FrameBuffer frame, RecorderSnapshot snapshot, int channel)
    {
        frame.Text(Faces.Small, 1, 46, Faces.Small.Fit(ChannelScreen.Title(snapshot, channel), 90), Grey.Live);
        if (snapshot.BatteryPercent is { } percent)
            frame.TextRight(Faces.Small, Right, 46, string.Create(CultureInfo.InvariantCulture, $"{percent} %"), Grey.Live);
        if (channel >= snapshot.Mix.Strips.Length)
            return;
        var values = snapshot.Mix.Strips[channel].Values;
        var (level, unit) = ValueText.Split(StripParameter.FaderDb.Spec(), values[StripParameter.FaderDb]);
        var isMuted = values[StripParameter.Mute] > 0;
        frame.Text(Faces.Small, 1, 55, isMuted ? "MUTE" : $"{level} {unit}", Grey.Live);
        frame.TextCentred(Faces.Small, 64, 55, $"Pan {ValueText.Column(StripParameter.Pan.Spec(), values[StripParameter.Pan])}", Grey.Live);
        frame.TextRight(Faces.Small, Right, 55, $"Rv {ValueText.Column(StripParameter.ReverbSendDb.Spec(), values[StripParameter.ReverbSendDb])}", Grey.Live);
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

    private static void DrawMissing(FrameBuffer frame, ScreenName screen)
    {
        frame.Text(Faces.Medium, 1, 2, screen.ToString(), Grey.Live);
        var y = 20;
        foreach (var line in Faces.Small.Wrap("This screen is not in this version of the small build. BACK: meters.", Right))
        {
            frame.Text(Faces.Small, 1, y, line, Grey.Live);
            y += 10;
        }
    }
}
