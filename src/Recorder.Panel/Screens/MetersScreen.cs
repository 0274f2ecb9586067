using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>METERS, the home screen: bars that read from two metres, the time, and what is left.</summary>
internal static class MetersScreen
{
    private const double SlowDiskSeconds = 4;
    private const int BarsTop = 4;
    private const int SqueezedBarsTop = 33;
    private const int BlockX = 184;
    private const int BarsWidth = 177;

    /// <summary>The widest line of news.</summary>
    public const int NewsTextWidth = BarsWidth - 8;

    private const double TenHours = 36000;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Message is { Kind: MessageKind.News, IsSeen: false } news)
        {
            DrawNews(frame, news);
            MeterBars.Draw(frame, snapshot, state, SqueezedBarsTop, hasClips: false);
        }
        else
        {
            MeterBars.Draw(frame, snapshot, state, BarsTop, hasClips: true);
            DrawWhyQuiet(frame, snapshot);
        }
        DrawTime(frame, snapshot);
        DrawTakeLine(frame, snapshot, state);
        DrawRoom(frame, snapshot);
    }

    // News is outlined, not inverse: it is no alarm.
    private static void DrawNews(FrameBuffer frame, Message news)
    {
        frame.Frame(1, 0, BarsWidth - 1, 30, Grey.Label);
        var y = 3;
        foreach (var (line, isFirst) in AlarmScreen.Lines(news, Faces.Small, NewsTextWidth))
        {
            frame.Text(Faces.Small, 5, y, line, isFirst ? Grey.Live : Grey.Text);
            y += 9;
        }
    }

    private static void DrawWhyQuiet(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var (head, hint) = !snapshot.Engine.IsConnected ? ("Starting", "Sound is not listened to yet.")
            : !snapshot.Interface.IsPresent ? ("No interface", "Plug one in. All takes play and mix.")
            : ("", "");
        frame.TextCentred(Faces.Medium, BarsWidth / 2, 16, head, Grey.Live);
        frame.TextCentred(Faces.Small, BarsWidth / 2, 32, hint, Grey.Label);
    }

    private static void DrawTime(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var moving = StatusLine.Moving(snapshot);
        var seconds = moving?.Seconds ?? 0;
        var face = seconds >= TenHours ? Faces.LongTime : Faces.Time;
        frame.TextRight(face, Layout.Right, 1, TimeText.Long(seconds), moving is null ? Grey.Scale : Grey.Live);
    }

    private static void DrawTakeLine(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        const int Y = 27;
        if (StatusLine.HasOpenTrouble(snapshot))
            frame.TextRight(Faces.SmallBold, Layout.Right, Y, "!", Grey.Live);
        if (StatusLine.Moving(snapshot) is not var (mark, _))
        {
            var next = RecordPrediction.Of(snapshot) ?? "REC waits";
            frame.Text(Faces.Small, BlockX, Y, next, snapshot.Interface.IsPresent ? Grey.Text : Grey.Label);
            return;
        }
        frame.Text(Faces.Small, BlockX, Y, mark, Grey.Live);
        var (number, name) = snapshot.Running is { } running ? (running.Number, running.Name) : (snapshot.Open?.Number ?? 0, snapshot.Open?.Name ?? "");
        var x = frame.Text(Faces.Small, BlockX + 9, Y, string.Create(CultureInfo.InvariantCulture, $"T{number}"), Grey.Text) + 7;
        frame.Text(Faces.Small, x, Y, Faces.Small.Fit(Aside(snapshot, state) ?? name, Layout.Right - 6 - x), Grey.Text);
    }

    // What is worth more than the take's name: sound that only memory has, sound missing, or a clip whose number the narrow bars cannot carry.
    private static string? Aside(RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Running is not null && snapshot.Engine.UnsafeSeconds >= SlowDiskSeconds)
            return string.Create(CultureInfo.InvariantCulture, $"{snapshot.Engine.UnsafeSeconds:0} s wait");
        if (snapshot.Running is { LostSeconds: > 0 } take)
            return Gap(take.LostSeconds);
        if (snapshot.Inputs.Length <= 16)
            return null;
        for (var i = 0; i < snapshot.Inputs.Length; i++)
            if (snapshot.Inputs[i].HasClipped)
                return string.Create(CultureInfo.InvariantCulture, $"clip {i + 1}");
        return null;
    }

    /// <summary>"gap 0.34 s", from 10 s on without decimals.</summary>
    public static string Gap(double lostSeconds) => $"gap {ValueText.Round(lostSeconds, lostSeconds >= 10 ? 0 : 2, optional: true)} s";

    private static void DrawRoom(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        if (RecordPrediction.OverTake(snapshot) is var (first, second))
        {
            frame.Text(Faces.Small, BlockX, 36, Faces.Small.Fit(first, Layout.Right - BlockX), Grey.Text);
            frame.Text(Faces.Small, BlockX, 44, Faces.Small.Fit(second, Layout.Right - BlockX), Grey.Text);
        }
        else
        {
            var end = frame.Text(Faces.Medium, BlockX, 38, TimeText.Room(snapshot.Storage.SecondsLeft), Grey.Live);
            frame.Text(Faces.Small, end + 5, 41, "left", Grey.Label);
        }
        frame.Fill(BlockX, 51, Layout.Right - BlockX + 1, 1, Grey.Rule);
        if (snapshot.BatteryPercent is { } percent)
        {
            Icons.DrawBattery(frame, BlockX, 55, percent / 100.0, Grey.Label);
            if (percent < 100)
                frame.Text(Faces.Small, BlockX + 17, 55, percent.ToString(CultureInfo.InvariantCulture), Grey.Label);
        }
        if (snapshot.Storage.StickLabel is not null)
            frame.Draw(Icons.Stick, 215, 56, Grey.Label);
        // A full stick is one that gets a second copy of the take.
        if (snapshot.SecondCopy.Phase is SecondCopyPhase.Copying or SecondCopyPhase.Behind or SecondCopyPhase.Verifying)
            frame.Fill(216, 57, 4, 3, Grey.Label);
        DrawPhones(frame, snapshot.PhonesDb);
    }

    private static void DrawPhones(FrameBuffer frame, float levelDb)
    {
        var isOff = levelDb <= StripParameters.SilenceDb;
        var text = isOff ? "off" : ValueText.Round(levelDb, 0);
        var x = frame.TextRight(Faces.Small, Layout.Right, 55, text, isOff ? Grey.Scale : Grey.Label);
        frame.Draw(Icons.Headphones, x - 11, 55, isOff ? Grey.Scale : Grey.Label);
    }
}
