using System.Globalization;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>TAKE: what the open take looks like, with its markers, its loop and the playhead; its places under the knobs.</summary>
internal static class TakeScreen
{
    private const int FlagTop = 12;
    private const int FlagHeight = 9;
    private const int WaveMiddle = 31;
    private const int WaveReach = 11;
    private const int BracketY = 18;
    private const int WaveWidth = Layout.Width;

    private const int SmallWidth = 126;
    private const int SmallMiddle = 27;
    private const int SmallReach = 11;
    private const int SmallFlagTop = 12;

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Open is not { } take)
        {
            StatusLine.Draw(frame, snapshot, "TAKE");
            frame.TextCentred(Faces.Small, frame.Width / 2, 28, "No take is open. TAKES opens one.", Grey.Text);
            return;
        }
        var view = TakeView.Of(take, state);
        StatusLine.Draw(frame, snapshot, string.Create(CultureInfo.InvariantCulture, $"T{take.Number}"), Faces.Small.Fit(CompareText.Named(snapshot.Compare) ?? About(take, view), 170));
        DrawWave(frame, take, view);
        if (take.Loop is { } loop)
            DrawBracket(frame, view.Column(loop.InSeconds, WaveWidth), view.Column(loop.OutSeconds, WaveWidth));
        if (take.Punch is { } punch)
            DrawPunch(frame, Layout.Left, WaveWidth, WaveMiddle + WaveReach + 1, view.Column(punch.InSeconds, WaveWidth), view.Column(punch.OutSeconds, WaveWidth));
        for (var i = 0; i < take.MarkerSeconds.Length; i++)
        {
            if (view.Column(take.MarkerSeconds[i], WaveWidth) is >= 0 and < WaveWidth and var column)
                DrawFlag(frame, Layout.Left + column, i + 1, i == view.Marker);
        }
        var head = Layout.Left + Math.Clamp(view.Column(view.HeadSeconds, WaveWidth), 0, WaveWidth - 2);
        frame.Fill(head - 2, FlagTop + FlagHeight - 1, 6, 2, Grey.Live);
        frame.Fill(head, FlagTop + FlagHeight - 1, 2, WaveMiddle + WaveReach - FlagTop - FlagHeight + 2, Grey.Live);
        for (var knob = 0; knob < PanelState.KnobsPerBank; knob++)
        {
            var value = TakeValues.Large[knob];
            frame.Text(Faces.Small, Layout.Column(knob), Layout.LabelY, value.Label(), Grey.Label);
            frame.Text(Faces.Small, Layout.Column(knob), Layout.ValueY, Faces.Small.Fit(value.Text(take, snapshot, state), Layout.ColumnWidth), Grey.Live);
        }
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        if (snapshot.Open is not { } take)
        {
            SmallScreens.DrawTitle(frame, snapshot, "TAKE");
            SmallScreens.DrawSentence(frame, "No take is open. TAKES opens one.", 16);
            return;
        }
        SmallScreens.DrawTitle(frame, snapshot, CompareText.Named(snapshot.Compare) ?? string.Create(CultureInfo.InvariantCulture, $"T{take.Number} {take.Name}"));
        var view = TakeView.Of(take, state);
        Span<PeakColumn> columns = stackalloc PeakColumn[SmallWidth];
        take.Peaks?.Draw(view.FromSeconds, view.ToSeconds, columns);
        for (var i = 0; i < SmallWidth; i++)
        {
            var reach = (int)Math.Round(columns[i].Peak * SmallReach);
            frame.Fill(1 + i, SmallMiddle - reach, 1, 2 * reach + 1, Grey.Live);
        }
        foreach (var seconds in take.MarkerSeconds)
        {
            if (view.Column(seconds, SmallWidth) is >= 0 and < SmallWidth and var column)
                frame.Fill(1 + column, SmallFlagTop, 2, 3, Grey.Live);
        }
        if (take.Loop is { } loop)
            frame.Fill(1 + Math.Max(0, view.Column(loop.InSeconds, SmallWidth)), SmallMiddle + SmallReach + 2,
                Math.Max(1, Math.Min(SmallWidth, view.Column(loop.OutSeconds, SmallWidth)) - Math.Max(0, view.Column(loop.InSeconds, SmallWidth))), 1, Grey.Live);
        if (take.Punch is { } punch)
            DrawPunch(frame, 1, SmallWidth, SmallMiddle + SmallReach + 1, view.Column(punch.InSeconds, SmallWidth), view.Column(punch.OutSeconds, SmallWidth));
        DrawSmallHead(frame, 1 + Math.Clamp(view.Column(view.HeadSeconds, SmallWidth), 0, SmallWidth - 1));
        for (var i = 0; i < SmallPages.ValuesAtOnce; i++)
            SmallPages.DrawValue(frame, i, TakeValues.Small[state.Group][i].Label(), TakeValues.Small[state.Group][i].Text(take, snapshot, state));
    }

    /// <summary>Where the playhead is: as put by hand while nothing plays, else as the recorder says.</summary>
    public static double PlayheadSeconds(OpenTakeState take, PanelState state) =>
        state.Located is var (number, seconds) && number == take.Number ? seconds : take.PlayheadSeconds;

    // One bit: the playhead stands in a gap of its own, else it would be lost in the wave.
    private static void DrawSmallHead(FrameBuffer frame, int x)
    {
        frame.Fill(x - 1, SmallMiddle - SmallReach, 3, 2 * SmallReach + 1, Grey.Black);
        frame.Fill(x - 2, SmallFlagTop, 5, 2, Grey.Live);
        frame.Fill(x, SmallFlagTop, 1, SmallMiddle + SmallReach - SmallFlagTop + 1, Grey.Live);
    }

    private static string About(OpenTakeState take, TakeView view)
    {
        var marker = view.Marker is { } index && index < take.MarkerNames.Length && take.MarkerNames[index].Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"  {index + 1} {take.MarkerNames[index]}") : "";
        return $"{take.Name}  {TimeText.Short(take.LengthSeconds)}{marker}".Trim();
    }

    // What is heard is bright, what lies outside the loop less, what the range leaves away hardly.
    private static void DrawWave(FrameBuffer frame, OpenTakeState take, TakeView view)
    {
        frame.Fill(Layout.Left, WaveMiddle, WaveWidth, 1, Grey.Scale);
        Span<PeakColumn> columns = stackalloc PeakColumn[WaveWidth];
        take.Peaks?.Draw(view.FromSeconds, view.ToSeconds, columns);
        for (var i = 0; i < WaveWidth; i++)
        {
            var at = view.SecondsAt(i, WaveWidth);
            var isHeard = at >= take.StartSeconds && at < (take.EndSeconds ?? double.PositiveInfinity);
            var isLooped = take.Loop is not { } loop || (at >= loop.InSeconds && at < loop.OutSeconds);
            var (outer, inner) = !isHeard ? (Grey.Track, Grey.Rule) : isLooped ? (Grey.Peak, Grey.Rms) : (Grey.Rule, Grey.Label);
            Bar(frame, Layout.Left + i, columns[i].Peak, outer);
            Bar(frame, Layout.Left + i, columns[i].Rms, inner);
        }
    }

    private static void Bar(FrameBuffer frame, int x, float level, byte grey)
    {
        var reach = (int)Math.Round(level * WaveReach);
        if (reach > 0)
            frame.Fill(x, WaveMiddle - reach, 1, 2 * reach + 1, grey);
    }

    private static void DrawBracket(FrameBuffer frame, int from, int to)
    {
        var (left, right) = (Math.Clamp(from, 0, WaveWidth - 1), Math.Clamp(to, 0, WaveWidth - 1));
        frame.Fill(Layout.Left + left, BracketY, right - left + 1, 1, Grey.Live);
        if (from == left)
            frame.Fill(Layout.Left + left, BracketY, 1, 5, Grey.Live);
        if (to == right)
            frame.Fill(Layout.Left + right, BracketY, 1, 5, Grey.Live);
    }

    // Dots from punch in to punch out under the wave, and a post at each: what a layer may replace.
    private static void DrawPunch(FrameBuffer frame, int x, int width, int y, int from, int to)
    {
        var (left, right) = (Math.Clamp(from, 0, width - 1), Math.Clamp(to, 0, width - 1));
        frame.DotsAcross(x + left, y, right - left + 1, 2, Grey.Live);
        if (from == left)
            frame.Fill(x + left, y - 4, 1, 5, Grey.Live);
        if (to == right)
            frame.Fill(x + right, y - 4, 1, 5, Grey.Live);
    }

    private static void DrawFlag(FrameBuffer frame, int x, int number, bool isChosen)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var width = Faces.Small.Measure(text) + 3;
        frame.DotsDown(x, FlagTop, WaveMiddle + WaveReach - FlagTop, 2, Grey.Label);
        frame.Fill(x, FlagTop, width, FlagHeight, isChosen ? Grey.Live : Grey.Rule);
        frame.Text(Faces.Small, x + 2, FlagTop + 1, text, isChosen ? Grey.Black : Grey.Text);
    }
}
