using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Screens;

/// <summary>The ten messages: no letter is cut off and none leaves its box, on either display.</summary>
public class MessageTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Samples.TenMessages.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void Lines_have_at_most_forty_characters_and_fit_the_large_display(int number)
    {
        var message = Samples.TenMessages[number];
        Assert.All((string[])[message.Happened, message.Safe, message.Do], line => Assert.InRange(line.Length, 1, 40));
        var face = message.Kind == MessageKind.News ? Faces.Small : Faces.SmallBold;
        var width = message.Kind == MessageKind.News ? MetersScreen.NewsTextWidth : AlarmScreen.TextWidth;
        Assert.InRange(face.Measure(message.Happened), 1, width);
        Assert.InRange(Faces.Small.Measure(message.Safe), 1, width);
        Assert.InRange(Faces.Small.Measure(message.Do), 1, width);
    }

    [Fact]
    public void A_longer_sentence_takes_the_next_line_and_loses_no_word()
    {
        const string Long = "Card full. T12 ended at 2:03:11, and this sentence of another hand goes on beyond the edge.";
        var lines = AlarmScreen.Lines(new Message(MessageKind.Alarm, Long, "All is whole.", "Empty the bin."), Faces.SmallBold, AlarmScreen.TextWidth).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.True((line.IsFirst ? Faces.SmallBold : Faces.Small).Measure(line.Line) <= AlarmScreen.TextWidth));
        Assert.StartsWith(Long, string.Join(' ', lines.Select(line => line.Line)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Small_display_wraps_every_message_into_six_lines_without_losing_a_letter(int number)
    {
        var message = Samples.TenMessages[number];
        var lines = SmallScreens.MessageLines(message).ToArray();
        Assert.InRange(lines.Length, 3, 6);
        Assert.All(lines, line => Assert.True((line.IsBold ? Faces.SmallBold : Faces.Small).Measure(line.Line) <= SmallScreens.AlarmTextWidth));
        Assert.InRange(lines[^1].Y, 0, 64 - 9);
        Assert.Equal($"{message.Happened} {message.Safe} {message.Do}", string.Join(' ', lines.Select(line => line.Line)));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Nothing_is_drawn_on_the_edge_of_the_plate(int number)
    {
        var frame = new FrameBuffer(256, 64);
        PanelRenderer.Draw(frame, Samples.Alarmed with { Message = Samples.TenMessages[number] with { Kind = MessageKind.Alarm } }, new PanelState());
        for (var y = 0; y < 29; y++)
        {
            Assert.Equal((Grey.Live, Grey.Live), (frame[0, y], frame[255, y]));
            Assert.Equal((Grey.Live, Grey.Live), (frame[1, y], frame[254, y]));
        }
    }
}
