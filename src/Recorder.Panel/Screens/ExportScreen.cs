using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>EXPORT: what to copy, then one bar of what is copied and what was read back, then SAFE TO REMOVE.</summary>
internal static class ExportScreen
{
    private const string Start = "MAIN press: start";
    private const int BarTop = 35;
    private const int BarHeight = 5;
    private const int KeyY = 43;
    private const int AsideX = 162;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var job = IsJobShown(snapshot, state) ? snapshot.Job : null;
        if (job is { Phase: JobPhase.Done })
            DrawSafe(frame, job);
        else if (job is { Phase: JobPhase.Failed or JobPhase.Cancelled })
            DrawResult(frame, snapshot, job);
        else if (job is not null)
            DrawProgress(frame, snapshot, job);
        else
            DrawOffers(frame, snapshot, state);
    }

    /// <summary>Whether an export under way, or its end, stands on the screen.</summary>
    public static bool IsJobShown(RecorderSnapshot snapshot, PanelState state) => snapshot.Job is { Kind: JobKind.Export } job && job != state.SeenJob;

    private static void DrawOffers(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var storage = snapshot.Storage;
        if (storage.StickLabel is null)
        {
            StatusLine.Draw(frame, snapshot, "EXPORT");
            frame.TextCentred(Faces.Medium, frame.Width / 2, 18, "No stick", Grey.Live);
            frame.TextCentred(Faces.Small, frame.Width / 2, 34, "Put one in. Nothing is written before MAIN is pressed.", Grey.Label);
            return;
        }
        StatusLine.Draw(frame, snapshot, "EXPORT", Faces.Small.Fit($"to stick {storage.StickLabel}", 120));
        Free(frame, snapshot);
        if (storage.Offers.IsEmpty)
        {
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, "Nothing to copy yet.", Grey.Text);
            return;
        }
        ListRows.Draw(frame, storage.Offers.Length, state.Row, (index, y, isChosen) => DrawOffer(frame, storage.Offers[index], y, isChosen));
        var chosen = storage.Offers[Math.Min(state.Row, storage.Offers.Length - 1)];
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, 
            !chosen.Fits ? "Too much for this stick. MAIN turn: choose less"
            : AlbumText.AreMasters(chosen) ? AlbumText.OfExport(snapshot.Master) ?? Start
            : Start, Grey.Label);
    }

    private static void DrawOffer(FrameBuffer frame, ExportOffer offer, int y, bool isChosen)
    {
        var grey = !offer.Fits ? Grey.Label : isChosen ? Grey.Live : Grey.Text;
        frame.Text(Faces.Small, 5, y, Faces.Small.Fit(offer.Label, 118), grey);
        if (offer.Fits)
            frame.Text(Faces.Small, 128, y, Faces.Small.Fit(offer.Formats, 68), isChosen ? Grey.Text : Grey.Label);
        var size = TimeText.Bytes(offer.Bytes);
        frame.TextRight(Faces.Small, 247, y, offer.Fits ? size : $"{size}: does not fit", grey);
    }

    private static void DrawProgress(FrameBuffer frame, RecorderSnapshot snapshot, JobState job)
    {
        var counts = job.Export ?? new ExportProgress();
        StatusLine.Draw(frame, snapshot, "EXPORT", Faces.Small.Fit($"to stick {counts.DriveLabel}", 120));
        Free(frame, snapshot);
        var x = frame.Text(Faces.Small, Layout.Left, 14, Faces.Small.Fit(job.Subject, 110), Grey.Live) + 8;
        var file = Math.Min(counts.FilesDone + 1, counts.Files);
        frame.Text(Faces.Small, x, 14, string.Create(CultureInfo.InvariantCulture, $"{file} of {counts.Files}"), Grey.Text);
        frame.Text(Faces.Small, Layout.Left, 24, job.Phase switch
        {
            JobPhase.Waiting => "Waits for its turn.",
            JobPhase.Paused => "Rests while you record.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{counts.Files} files, {TimeText.Bytes(counts.TotalBytes)}"),
        }, Grey.Label);
        if (job.SecondsLeft is { } left)
        {
            var right = frame.TextRight(Faces.Small, Layout.Right, 17, "left", Grey.Label) - 6;
            frame.TextRight(Faces.Medium, right, 14, TimeText.Remaining(left), Grey.Live);
        }
        DrawBar(frame, counts);
        x = frame.Text(Faces.Small, Layout.Left, KeyY, "■", Grey.Live) + 4;
        frame.Text(Faces.Small, x, KeyY, $"read back {TimeText.Bytes(counts.VerifiedBytes)}, all equal", Grey.Text);
        x = frame.Text(Faces.Small, AsideX, KeyY, "■", Grey.Label) + 4;
        frame.Text(Faces.Small, x, KeyY, $"copied {TimeText.Bytes(counts.CopiedBytes)}", Grey.Text);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Hold STOP: cancel, finished songs stay.", Grey.Label);
    }

    private static void DrawBar(FrameBuffer frame, ExportProgress counts)
    {
        var total = Math.Max(1, counts.TotalBytes);
        frame.Fill(Layout.Left, BarTop, Layout.Width, BarHeight, Grey.Track);
        frame.Fill(Layout.Left, BarTop, (int)(Layout.Width * Math.Min(counts.CopiedBytes, total) / total), BarHeight, Grey.Label);
        frame.Fill(Layout.Left, BarTop, (int)(Layout.Width * Math.Min(counts.VerifiedBytes, total) / total), BarHeight, Grey.Live);
    }

    private static void DrawSafe(FrameBuffer frame, JobState job)
    {
        const string Words = "SAFE TO REMOVE";
        var counts = job.Export ?? new ExportProgress();
        var width = Faces.Banner.Measure(Words);
        var left = (frame.Width - width) / 2;
        frame.Text(Faces.Banner, left, 8, Words, Grey.Live);
        frame.Fill(left - 2, 32, width + 4, 1, Grey.Rule);
        frame.TextCentred(Faces.Small, frame.Width / 2, 37, $"Stick {Faces.Small.Fit(counts.DriveLabel, 120)}. Pull it out.", Grey.Live);
        frame.TextCentred(Faces.Small, frame.Width / 2, 48,
            string.Create(CultureInfo.InvariantCulture, $"{counts.Files} files, {TimeText.Bytes(counts.TotalBytes)}, read back, identical."), Grey.Label);
    }

    private static void DrawResult(FrameBuffer frame, RecorderSnapshot snapshot, JobState job)
    {
        StatusLine.Draw(frame, snapshot, "EXPORT");
        var head = job.Phase == JobPhase.Cancelled ? "Cancelled" : "Not done";
        frame.Text(Faces.Medium, Layout.Left, 15, head, Grey.Live);
        var lines = Faces.Small.Wrap(job.Sentence, Layout.Width);
        for (var i = 0; i < Math.Min(2, lines.Count); i++)
            frame.Text(Faces.Small, Layout.Left, 31 + 10 * i, lines[i], Grey.Text);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "MAIN press: choose again", Grey.Label);
    }

    private static void Free(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        if (StatusLine.Moving(snapshot) is null)
            frame.TextRight(Faces.Small, Layout.Right, Layout.StatusY, $"{TimeText.Bytes(snapshot.Storage.StickFreeBytes)} free", Grey.Label);
    }
}
