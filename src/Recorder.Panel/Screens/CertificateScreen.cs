using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>What was measured on the finished file.</summary>
internal static class CertificateScreen
{
    private const int SecondColumn = 130;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        if (snapshot.Master.Certificate is not { } certificate)
        {
            StatusLine.Draw(frame, snapshot, "CERTIFICATE");
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, snapshot.Master.IsKnown ? "No master yet. BACK + MASTER makes one." : "--", Grey.Text);
            return;
        }
        StatusLine.Draw(frame, snapshot, "CERTIFICATE", string.Create(CultureInfo.InvariantCulture, $"version {certificate.Version}{(certificate.IsApproved ? ", approved" : "")}"));
        var x = frame.Text(Faces.Small, Layout.Left, 14, Faces.Small.Fit(certificate.FileName, certificate.Note.Length > 0 ? 100 : 180), Grey.Live);
        if (certificate.Note.Length > 0)
            frame.Text(Faces.Small, x + 8, 14, Faces.Small.Fit($"“{certificate.Note}”", 196 - x), Grey.Text);
        frame.TextRight(Faces.Small, Layout.Right, 14, certificate.Passed ? "as asked" : "not as asked", certificate.Passed ? Grey.Text : Grey.Live);
        Reading(frame, Layout.Left, 24, "Loudness", certificate.IntegratedLufs, 1, "LUFS");
        Reading(frame, SecondColumn, 24, "Range", certificate.LoudnessRangeLu, 1, "LU");
        Reading(frame, Layout.Left, 34, "True peak", certificate.TruePeakDbtp, 2, "dBTP");
        Reading(frame, SecondColumn, 34, "Limiter", certificate.LimiterMaxDb, 1, "dB");
        // Its numbers stand above; what cannot be read there goes first.
        var sentence = Faces.Small.Wrap(certificate is { Passed: true, Made.Length: > 0 } ? certificate.Made : certificate.Sentence, Layout.Width);
        frame.Text(Faces.Small, Layout.Left, 44, sentence[0], Grey.Text);
        if (sentence.Count > 1)
        {
            frame.Text(Faces.Small, Layout.Left, Layout.ValueY, Faces.Small.Fit(sentence[1], Layout.Width), Grey.Text);
            return;
        }
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, "Measured on the file written.", Grey.Label);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, "MASTER: to the knobs", Grey.Label);
    }

    private static void Reading(FrameBuffer frame, int x, int y, string label, double? value, int decimals, string unit)
    {
        frame.Text(Faces.Small, x, y, label, Grey.Label);
        var text = value is { } number && double.IsFinite(number) ? $"{ValueText.Round(number, decimals)} {unit}" : "silence";
        frame.Text(Faces.Small, x + 52, y, text, Grey.Live);
    }
}
