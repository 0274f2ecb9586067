using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Row 0 of every screen but METERS: title, what it is about, and at the right the transport with its time.</summary>
internal static class StatusLine
{
    /// <summary>Room that mark and time of a transport take at the right.</summary>
    public const int MovingWidth = 52;

    private const int MarkGap = 4;
    private const int MarkWidth = 5;

    /// <summary>Draws rule, title and transport; returns the x where the next text of the line may begin.</summary>
    public static int Draw(FrameBuffer frame, RecorderSnapshot snapshot, string title, string about = "")
    {
        frame.Fill(Layout.Left, Layout.RuleY, Layout.Width, 1, Grey.Rule);
        Transport(frame, snapshot);
        var x = frame.Text(Faces.Small, Layout.Left, Layout.StatusY, title, Grey.Live) + 5;
        return about.Length == 0 ? x : frame.Text(Faces.Small, x, Layout.StatusY, about, Grey.Label) + 10;
    }

    /// <summary>Tabs from an x on, the chosen one white and underlined.</summary>
    public static void Tabs(FrameBuffer frame, int x, int gap, ReadOnlySpan<string> names, int chosen)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var isChosen = i == chosen;
            var end = frame.Text(Faces.Small, x, Layout.StatusY, names[i], isChosen ? Grey.Live : Grey.Label);
            if (isChosen)
                frame.Fill(x, Layout.RuleY - 1, end - x, 2, Grey.Live);
            x = end + gap;
        }
    }

    /// <summary>The mark and time of a transport that moves: ● recording, a layer too, ▶ playing, ‖ paused; null when idle.</summary>
    public static (string Mark, double Seconds)? Moving(RecorderSnapshot snapshot) => snapshot.Transport switch
    {
        TransportState.Starting or TransportState.Recording or TransportState.Ending => ("●", snapshot.Running?.Seconds ?? 0),
        TransportState.Playing => ("▶", snapshot.Open?.PlayheadSeconds ?? 0),
        TransportState.Overdubbing => ("●", snapshot.Open?.PlayheadSeconds ?? 0),
        TransportState.Paused => ("‖", snapshot.Open?.PlayheadSeconds ?? 0),
        _ => null,
    };

    /// <summary>Whether an alarm was seen whose cause is not cured: the "!" that stays.</summary>
    public static bool HasOpenTrouble(RecorderSnapshot snapshot) => snapshot.Message is { Kind: not MessageKind.News, IsSeen: true, IsStillTrue: true };

    private static void Transport(FrameBuffer frame, RecorderSnapshot snapshot)
    {
        var right = Layout.Right;
        if (Moving(snapshot) is var (mark, seconds))
        {
            var x = frame.TextRight(Faces.Small, right, Layout.StatusY, TimeText.Short(seconds), Grey.Live) - MarkGap - MarkWidth;
            frame.Text(Faces.Small, x, Layout.StatusY, mark, Grey.Live);
            right = x - MarkGap;
        }
        if (HasOpenTrouble(snapshot))
            frame.TextRight(Faces.SmallBold, right, Layout.StatusY, "!", Grey.Live);
    }
}
