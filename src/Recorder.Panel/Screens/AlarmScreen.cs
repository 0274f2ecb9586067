using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>An alarm over any screen: three inverse lines, and under them the meters, which never go away.</summary>
internal static class AlarmScreen
{
    private const int PlateHeight = 29;
    private const int BarsTop = 33;
    private const int BlockX = 184;

    /// <summary>The widest line on the plate.</summary>
    public const int TextWidth = 248;

    /// <summary>Whether a message takes the display.</summary>
    public static bool IsDue(RecorderSnapshot snapshot) => snapshot.Message is { Kind: not MessageKind.News, IsSeen: false };

    /// <summary>
    /// Three lines of a message: what happened, what is safe, what to do. A sentence that is too long takes the line after
    /// it as well; what happened is whole before anything else.
    /// </summary>
    public static IEnumerable<(string Line, bool IsFirst)> Lines(Message message, Font firstFace, int widthPixels)
    {
        IEnumerable<(string, bool)> first = firstFace.Wrap(message.Happened, widthPixels).Select(line => (line, true));
        IEnumerable<(string, bool)> rest = ((string[])[message.Safe, message.Do]).SelectMany(sentence => Faces.Small.Wrap(sentence, widthPixels))
            .Select(line => (line, false));
        return first.Concat(rest).Take(3);
    }

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var message = snapshot.Message!;
        frame.Fill(0, 0, frame.Width, PlateHeight, Grey.Live);
        var y = 2;
        foreach (var (line, isFirst) in Lines(message, Faces.SmallBold, TextWidth))
        {
            frame.Text(isFirst ? Faces.SmallBold : Faces.Small, 3, y, line, Grey.Black);
            y += 9;
        }
        MeterBars.Draw(frame, snapshot, state, BarsTop, hasClips: false);

        var moving = StatusLine.Moving(snapshot);
        frame.Text(Faces.Medium, BlockX, 32, TimeText.Long(moving?.Seconds ?? 0), moving is null ? Grey.Scale : Grey.Live);
        frame.TextRight(Faces.Medium, Layout.Right, 32, "!", Grey.Live);
        var x = BlockX;
        if (moving is var (mark, _))
            x = frame.Text(Faces.Small, x, 45, mark, Grey.Live) + 4;
        var aside = snapshot.Running is { LostSeconds: > 0 } take ? MetersScreen.Gap(take.LostSeconds) : snapshot.Running?.Name ?? "";
        frame.Text(Faces.Small, x, 45, Faces.Small.Fit(aside, Layout.Right - x), Grey.Text);
        frame.Text(Faces.Small, BlockX, 55, "MAIN: seen", Grey.Label);
    }
}
