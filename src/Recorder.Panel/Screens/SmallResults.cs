using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>The small build's certificate and export.</summary>
internal static class SmallResults
{
    private const int Right = 126;

    public static void DrawCertificate(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        SmallScreens.DrawTitle(frame, snapshot, "CERTIFICATE");
        if (snapshot.Master.Certificate is not { } certificate)
        {
            SmallScreens.DrawSentence(frame, snapshot.Master.IsKnown ? "No master yet. BACK + MIX on MASTER makes one." : "--", 16);
            return;
        }
        frame.Text(Faces.Small, 1, 13, Faces.Small.Fit(certificate.FileName, Right), Grey.Live);
        Reading(frame, 23, "Loudness", certificate.IntegratedLufs, 1, "LUFS");
        Reading(frame, 33, "True peak", certificate.TruePeakDbtp, 2, "dBTP");
        if (certificate.Note.Length > 0)
            frame.Text(Faces.Small, 1, 43, Faces.Small.Fit($"“{certificate.Note}”", Right), Grey.Live);
        else
            Reading(frame, 43, "Range", certificate.LoudnessRangeLu, 1, "LU");
        frame.Text(Faces.Small, 1, 55, string.Create(CultureInfo.InvariantCulture, $"v{certificate.Version} {(certificate.Passed ? "as asked" : "not as asked")}{(certificate.IsApproved ? ", approved" : "")}"), Grey.Live);
    }

    public static void DrawExport(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var job = snapshot.Job!;
        var counts = job.Export ?? new ExportProgress();
        switch (job.Phase)
        {
            case JobPhase.Done:
                Banner(frame, "SAFE TO", 1);
                Banner(frame, "REMOVE", 23);
                frame.TextCentred(Faces.Small, frame.Width / 2, 45, $"Stick {Faces.Small.Fit(counts.DriveLabel, 70)}", Grey.Live);
                frame.TextCentred(Faces.Small, frame.Width / 2, 55, string.Create(CultureInfo.InvariantCulture, $"{counts.Files} files, identical."), Grey.Live);
                break;
            case JobPhase.Failed or JobPhase.Cancelled:
                SmallScreens.DrawTitle(frame, snapshot, job.Phase == JobPhase.Cancelled ? "EXPORT cancelled" : "EXPORT not done");
                SmallScreens.DrawSentence(frame, job.Sentence, 14);
                break;
            default:
                SmallScreens.DrawTitle(frame, snapshot, "EXPORT");
                frame.Text(Faces.Small, 1, 14, Faces.Small.Fit(job.Subject, Right), Grey.Live);
                frame.Text(Faces.Small, 1, 24, string.Create(CultureInfo.InvariantCulture, $"{Math.Min(counts.FilesDone + 1, counts.Files)} of {counts.Files}"), Grey.Live);
                if (job.SecondsLeft is { } left)
                    frame.TextRight(Faces.Small, Right, 24, $"{TimeText.Remaining(left)} left", Grey.Live);
                frame.Frame(1, 35, Right, 8, Grey.Live);
                frame.Fill(2, 36, (int)((Right - 2) * Math.Min(counts.CopiedBytes, counts.TotalBytes) / Math.Max(1, counts.TotalBytes)), 2, Grey.Live);
                frame.Fill(2, 36, (int)((Right - 2) * Math.Min(counts.VerifiedBytes, counts.TotalBytes) / Math.Max(1, counts.TotalBytes)), 6, Grey.Live);
                frame.Text(Faces.Small, 1, 55, job.Phase == JobPhase.Paused ? "Rests while you record." : "Hold STOP: cancel", Grey.Live);
                break;
        }
    }

    private static void Banner(FrameBuffer frame, string words, int y) => frame.TextCentred(Faces.Banner, frame.Width / 2, y, words, Grey.Live);

    private static void Reading(FrameBuffer frame, int y, string label, double? value, int decimals, string unit)
    {
        frame.Text(Faces.Small, 1, y, label, Grey.Live);
        frame.TextRight(Faces.Small, Right, y, value is { } number && double.IsFinite(number) ? $"{ValueText.Round(number, decimals)} {unit}" : "silence", Grey.Live);
    }
}
