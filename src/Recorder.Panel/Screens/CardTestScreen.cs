using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>CARD TEST: how fast the takes' disk takes what recording writes, and for how many inputs that is enough.</summary>
internal static class CardTestScreen
{
    private const int BarTop = 44;
    private const int BarHeight = 5;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        StatusLine.Draw(frame, snapshot, "CARD TEST", "as a take is written");
        var job = JobOf(snapshot);
        var isRunning = JobText.IsUnderWay(job);
        if (snapshot.CardTest is { } measured)
            DrawMeasured(frame, measured, isRunning);
        else
            DrawSentence(frame, job is { Sentence.Length: > 0 } && !isRunning ? job.Sentence : Promise);
        if (isRunning)
        {
            frame.Fill(Layout.Left, BarTop, Layout.Width, BarHeight, Grey.Track);
            frame.Fill(Layout.Left, BarTop, (int)(Layout.Width * Math.Clamp(job!.Progress, 0, 1)), BarHeight, Grey.Live);
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, isRunning ? "Hold STOP: end it.   REC ends it, too." : "MAIN press: start", Grey.Label);
        if (!isRunning)
            frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "BACK: meters", Grey.Label);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        SmallScreens.DrawTitle(frame, snapshot, "CARD TEST");
        var job = JobOf(snapshot);
        var isRunning = JobText.IsUnderWay(job);
        if (snapshot.CardTest is { } measured)
        {
            frame.Text(Faces.Medium, 1, 14, Speed(measured), Grey.Live);
            frame.TextRight(Faces.Small, 126, 17, $"wait {Wait(measured)}", Grey.Live);
            if (!isRunning)
                SmallScreens.DrawSentence(frame, Verdict(measured), 29);
        }
        else
        {
            SmallScreens.DrawSentence(frame, job is { Sentence.Length: > 0 } && !isRunning ? job.Sentence : SmallPromise, 14);
        }
        if (isRunning)
        {
            frame.Frame(1, 34, 126, 8, Grey.Live);
            frame.Fill(2, 35, (int)(124 * Math.Clamp(job!.Progress, 0, 1)), 6, Grey.Live);
        }
        frame.Text(Faces.Small, 1, 55, isRunning ? "Hold STOP: end it" : "MAIN press: start", Grey.Live);
    }

    private static string Promise => "Writes up to 256 MB beside the takes, for 20 s at most, flushed twice a second, and takes it away again.";

    private static string SmallPromise => "Writes up to 256 MB, for 20 s at most, and takes it away again.";

    private static JobState? JobOf(RecorderSnapshot snapshot) => snapshot.Job is { Kind: JobKind.CardTest } job ? job : null;

    private static void DrawSentence(FrameBuffer frame, string sentence)
    {
        var lines = Faces.Small.Wrap(sentence, Layout.Width);
        for (var i = 0; i < Math.Min(3, lines.Count); i++)
            frame.Text(Faces.Small, Layout.Left, 15 + 10 * i, lines[i], Grey.Text);
    }

    private static void DrawMeasured(FrameBuffer frame, CardTestState measured, bool isRunning)
    {
        var end = frame.Text(Faces.Medium, Layout.Left, 15, Speed(measured), Grey.Live);
        frame.Text(Faces.Small, end + 8, 18, $"longest wait {Wait(measured)}", Grey.Text);
        frame.TextRight(Faces.Small, Layout.Right, 18, TimeText.Bytes(measured.Bytes), Grey.Label);
        if (!isRunning)
            frame.Text(Faces.Small, Layout.Left, 33, Verdict(measured), Grey.Live);
    }

    private static string Speed(CardTestState measured) => $"{ValueText.Round(measured.BytesPerSecond / 1e6, measured.BytesPerSecond < 100e6 ? 1 : 0)} MB/s";

    private static string Wait(CardTestState measured) => measured.LongestWaitMs < 1000
        ? $"{ValueText.Round(measured.LongestWaitMs, 0)} ms"
        : $"{ValueText.Round(measured.LongestWaitMs / 1000, 1)} s";

    private static string Verdict(CardTestState measured) => measured.Inputs switch
    {
        0 => "Too slow to record on. Take another card.",
        1 => "Good for 1 input at 48 kHz, 24 bit.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Good for {measured.Inputs} inputs at 48 kHz, 24 bit."),
    };
}
