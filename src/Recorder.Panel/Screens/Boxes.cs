using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Screens;

/// <summary>What stands in a frame over a screen for a moment: a sentence, a hold that counts, a question.</summary>
internal static class Boxes
{
    private const int Padding = 6;
    private const int LinePitch = 10;
    private const int BarHeight = 3;

    public static void DrawNotice(FrameBuffer frame, Notice notice)
    {
        var lines = Faces.Small.Wrap(notice.Sentence, frame.Width - 4 * Padding);
        var (x, y, width) = Open(frame, lines, notice.Share is null ? 0 : BarHeight + 3);
        if (notice.Share is { } share)
        {
            frame.Fill(x, y, width, BarHeight, Grey.Track);
            frame.Fill(x, y, (int)(width * Math.Clamp(share, 0, 1)), BarHeight, Grey.Live);
        }
    }

    public static void DrawQuestion(FrameBuffer frame, Question question)
    {
        var lines = Faces.Small.Wrap(question.Sentence, frame.Width - 4 * Padding);
        var gap = question.Answers.Length > 2 ? 12 : 24;
        // Four answers are wider than the small display: they stand in two rows.
        var perRow = WidthOf(question.Answers, gap) <= frame.Width - 4 * Padding ? question.Answers.Length : (question.Answers.Length + 1) / 2;
        var rows = question.Answers.Chunk(perRow).ToArray();
        var (_, y, _) = Open(frame, lines, rows.Length * (LinePitch + 4), rows.Max(row => WidthOf(row, gap)));
        var number = 0;
        foreach (var row in rows)
        {
            var x = (frame.Width - WidthOf(row, gap)) / 2;
            foreach (var answer in row)
            {
                Choice(frame, x, y, answer.Word, number++ == question.Chosen);
                x += Faces.Small.Measure(answer.Word) + gap;
            }
            y += LinePitch + 4;
        }
    }

    private static int WidthOf(IReadOnlyCollection<Answer> answers, int gap) => answers.Sum(answer => Faces.Small.Measure(answer.Word) + gap) - gap;

    private static void Choice(FrameBuffer frame, int x, int y, string word, bool isChosen)
    {
        var end = frame.Text(Faces.Small, x, y + 2, word, isChosen ? Grey.Live : Grey.Text);
        if (isChosen)
            frame.Fill(x, y + 10, end - x, 2, Grey.Live);
    }

    // The frame with its lines; returns where what comes under them may stand.
    private static (int X, int Y, int Width) Open(FrameBuffer frame, List<string> lines, int extraHeight, int leastWidth = 60)
    {
        var width = Math.Max(lines.Max(line => Faces.Small.Measure(line)), Math.Max(60, leastWidth));
        var height = LinePitch * lines.Count - 1 + extraHeight;
        // Many words on the small display leave no room for a margin.
        var padding = height + 2 * Padding <= frame.Height ? Padding : Math.Max(0, (frame.Height - height) / 2);
        var (x, y) = ((frame.Width - width) / 2, (frame.Height - height) / 2);
        frame.Fill(x - padding - 2, y - padding - 2, width + 2 * padding + 4, height + 2 * padding + 4, Grey.Black);
        frame.Frame(x - padding, y - padding, width + 2 * padding, height + 2 * padding, Grey.Text);
        for (var i = 0; i < lines.Count; i++)
            frame.TextCentred(Faces.Small, frame.Width / 2, y + LinePitch * i, lines[i], Grey.Live);
        return (x, y + LinePitch * lines.Count + 1, width);
    }
}
