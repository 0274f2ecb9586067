using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>
/// MASTER: four readings of the last version, or of the mix before there is one, what other playback systems do to the song, and the knobs of
/// the chain.
/// </summary>
internal static class MasterScreen
{
    private const int ReadingPitch = 64;
    private const int BarOffset = 52;
    private const int BarWidth = 3;
    private const int BarTop = 13;
    private const int BarHeight = 19;
    private const double LoudnessBottomLufs = -30;
    private const double LoudnessTopLufs = -6;
    private const double PeakBottomDbtp = -12;
    private const double LimiterBottomDb = -12;
    private const int SentenceY = 35;
    private const int SentenceGap = 10;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        StatusLine.Draw(frame, snapshot, "MASTER");
        StatusLine.Tabs(frame, 52, 7, ListeningText.Names, (int)snapshot.Listening.As);
        var values = snapshot.Master.Values;
        var certificate = snapshot.Master.Certificate;
        DrawReadings(frame, snapshot.Master, snapshot.Master.IsAlbum && certificate?.TargetLufs is { } lufs ? lufs : values[MasterParameter.TargetLufs]);
        DrawSentence(frame, snapshot);
        for (var knob = 0; knob < KnobPages.Master.Length; knob++)
            Columns.Draw(frame, knob, KnobPages.Master[knob], snapshot, channel: 0);
        // As a strip that is solo.
        if (snapshot.Listening.Alone is { } stage)
            frame.Frame(Layout.Column((int)stage) - 2, Layout.ValueY - 2, Layout.ColumnWidth, 11, Grey.Text);
    }

    // In an album the song's own aim does not count.
    private static void DrawReadings(FrameBuffer frame, MasterState master, double aimLufs)
    {
        var (certificate, values, whole) = (master.Certificate, master.Values, Whole(master));
        Reading(frame, 0, Number(whole.IntegratedLufs, 1, isSigned: false), Label(master));
        Reading(frame, 1, Number(whole.TruePeakDbtp, 2, isSigned: false), "dBTP peak");
        Reading(frame, 2, Number(certificate?.LimiterMaxDb, 1, isSigned: false), "limit dB");
        Reading(frame, 3, Number(certificate?.Correlation, 2, isSigned: true), "stereo");

        Track(frame, 0);
        Upwards(frame, 0, Share(master.NowLufs ?? whole.IntegratedLufs, LoudnessBottomLufs, LoudnessTopLufs));
        Mark(frame, 0, Share(aimLufs, LoudnessBottomLufs, LoudnessTopLufs), Grey.Live, 1);
        Track(frame, 1);
        Upwards(frame, 1, Share(whole.TruePeakDbtp, PeakBottomDbtp, 0));
        Mark(frame, 1, Share(values[MasterParameter.CeilingDbtp], PeakBottomDbtp, 0), Grey.Live, 1);
        Track(frame, 2);
        frame.Fill(BarX(2), BarTop, BarWidth, (int)Math.Round(Math.Clamp((certificate?.LimiterMaxDb ?? 0) / LimiterBottomDb, 0, 1) * BarHeight), Grey.Text);
        Track(frame, 3);
        Mark(frame, 3, 0.5, Grey.Label, 1);
        if (certificate is not null)
            Mark(frame, 3, Share(certificate.Correlation, -1, 1), Grey.Live, 3);
    }

    // While it plays the bar is what is heard, and its number stands under that of all.
    private static string Label(MasterState master) => master.NowLufs is { } now ? $"now {ValueText.Round(now, 1)}"
        : master.Certificate is null && master.Mix is not null ? "LUFS mix" : "LUFS all";

    /// <summary>Loudness, range and true peak of the newest master; of the mix before there is one.</summary>
    public static MixReading Whole(MasterState master) => master.Certificate is { } certificate
        ? new MixReading(certificate.IntegratedLufs, certificate.LoudnessRangeLu, certificate.TruePeakDbtp)
        : master.Mix ?? new MixReading(null, null, null);

    private static void DrawSentence(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var sentence = Faces.Small.Fit(Sentence(snapshot), Layout.Width);
        frame.Text(Faces.Small, Layout.Left, SentenceY, sentence, Grey.Text);
        if (Whole(snapshot.Master).LoudnessRangeLu is not { } range || !double.IsFinite(range))
            return;
        // What a sentence leaves free.
        var words = $"range {ValueText.Round(range, 1)} LU";
        if (Faces.Small.Measure(sentence) + SentenceGap + Faces.Small.Measure(words) <= Layout.Width)
            frame.TextRight(Faces.Small, Layout.Right, SentenceY, words, Grey.Label);
    }

    // The numeral face's advance leaves a whole cell around a point; the readings close it up.
    private static void Reading(FrameBuffer frame, int index, string number, string label)
    {
        var x = Layout.Left + ReadingPitch * index;
        foreach (var character in number)
        {
            var isNarrow = character is '.';
            frame.Text(Faces.Medium, isNarrow ? x - 2 : x, Layout.BodyY, [character], Grey.Live);
            x += isNarrow ? 4 : Faces.Medium.Advance(character);
        }
        frame.Text(Faces.Small, Layout.Left + ReadingPitch * index, 25, label, Grey.Label);
    }

    private static string Number(double? value, int decimals, bool isSigned) => value is not { } number || !double.IsFinite(number) ? "--"
        : isSigned ? ParameterText.Signed(number, decimals) : ValueText.Round(number, decimals);

    /// <summary>What the job says, how what plays is heard and what is wrong there, what to do for other systems, or what the last version says.</summary>
    public static string Sentence(RecorderSnapshot snapshot)
    {
        if (snapshot.Job is { Kind: JobKind.Master, Phase: JobPhase.Waiting or JobPhase.Running or JobPhase.Paused } job)
            return JobText.Progress(job);
        if (snapshot.Job is { Kind: JobKind.Master, Phase: JobPhase.Failed } failed)
            return failed.Sentence;
        if (AdviceOf(snapshot) is { Length: > 0 } wrongThere && snapshot.Listening is { Alone: null, As: not PlaybackSystem.Studio })
            return wrongThere;
        if (ListeningText.Sentence(snapshot) is { } heard)
            return heard;
        if (CompareText.Named(snapshot.Compare) is { } side)
            return side;
        if (AlbumText.OfOpen(snapshot) is { } misfit)
            return misfit;
        // What failed is more than what could be better.
        if (snapshot.Master.Certificate is not { Passed: false } && AdviceOf(snapshot) is { Length: > 0 } advice)
            return advice;
        return snapshot.Master.Certificate switch
        {
            null when !snapshot.Master.IsKnown => "",
            null => snapshot.Open is null ? "No take is open. TAKES opens one." : "No master yet. BACK + MASTER makes one.",
            { Passed: true, Made.Length: > 0 } certificate => certificate.Made,
            { Sentence.Length: > 0 } certificate => certificate.Sentence,
            var certificate => string.Create(CultureInfo.InvariantCulture, $"Version {certificate.Version}: {(certificate.Passed ? "all as asked." : "not as asked.")}"),
        };
    }

    // In the studio that which is wrong most; on another system what is wrong on that one.
    private static string AdviceOf(RecorderSnapshot snapshot) => snapshot.Master.Advice
        .FirstOrDefault(advice => snapshot.Listening.As is PlaybackSystem.Studio || advice.System == snapshot.Listening.As)?.Sentence ?? "";

    private static int BarX(int index) => Layout.Left + ReadingPitch * index + BarOffset;

    private static double Share(double? value, double bottom, double top) =>
        value is { } number && double.IsFinite(number) ? Math.Clamp((number - bottom) / (top - bottom), 0, 1) : 0;

    private static void Track(FrameBuffer frame, int index) => frame.Fill(BarX(index), BarTop, BarWidth, BarHeight, Grey.Rule);

    private static void Upwards(FrameBuffer frame, int index, double share)
    {
        var height = (int)Math.Round(share * BarHeight);
        frame.Fill(BarX(index), BarTop + BarHeight - height, BarWidth, height, Grey.Text);
    }

    private static void Mark(FrameBuffer frame, int index, double share, byte grey, int height)
    {
        var y = BarTop + BarHeight - 1 - (int)Math.Round(share * (BarHeight - 1));
        var (inset, width) = height > 1 ? (-1, BarWidth + 2) : (-2, BarWidth + 4);
        frame.Fill(BarX(index) + inset, Math.Clamp(y - height / 2, BarTop, BarTop + BarHeight - height), width, height, grey);
    }
}
