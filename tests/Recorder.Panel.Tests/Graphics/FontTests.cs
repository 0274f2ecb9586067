using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;

namespace Recorder.Panel.Tests.Graphics;

public class FontTests
{
    private const string Specimen = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Fact]
    public void Small_face_has_the_whole_of_printable_ascii()
    {
        for (var character = ' '; character <= '~'; character++)
            Assert.True(Faces.Small.Has(character), $"'{character}'");
    }

    [Fact]
    public void Small_face_keeps_its_measures()
    {
        foreach (var character in Specimen)
        {
            var (top, bottom) = Extent(Faces.Small, character);
            if (char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character))
                Assert.Equal((0, 6), (top, bottom));
            else if ("aceimnorsuvwxz".Contains(character, StringComparison.Ordinal))
                Assert.Equal((character == 'i' ? 0 : 2, 6), (top, bottom));
            else if ("gpqy".Contains(character, StringComparison.Ordinal))
                Assert.Equal((2, 8), (top, bottom));
        }
    }

    [Fact]
    public void Numbers_stand_still()
    {
        foreach (var digit in "0123456789")
        {
            Assert.Equal(6, Faces.Small.Advance(digit));
            Assert.Equal(8, Faces.Medium.Advance(digit));
            Assert.Equal(12, Faces.Time.Advance(digit));
            Assert.Equal(11, Faces.LongTime.Advance(digit));
            Assert.Equal(15, Faces.Value.Advance(digit));
        }
        Assert.Equal(74, Faces.LongTime.Measure("12:42:07"));
    }

    [Fact]
    public void Medium_capitals_are_ten_high_and_advance_eight()
    {
        foreach (var character in Specimen.Where(c => char.IsAsciiLetterUpper(c) && c != 'Q'))
            Assert.Equal((0, 9), Extent(Faces.Medium, character));
        Assert.All(Faces.Medium.Characters, character => Assert.Equal(8, Faces.Medium.Advance(character)));
    }

    [Fact]
    public void Large_faces_fill_their_boxes_with_their_stroke()
    {
        foreach (var digit in "0123456789")
            Assert.Equal((0, 21), Extent(Faces.Time, digit));
        foreach (var note in "ABCDEFG")
            Assert.Equal((0, 35), Extent(Faces.Note, note));
        foreach (var letter in "SAFETOREMOVE")
            Assert.Equal((0, 17), Extent(Faces.Banner, letter));
        var zero = Faces.Time.Find('0')!;
        Assert.Equal(0b1110000111u, zero.Rows[11]);
    }

    [Fact]
    public void Bold_is_the_same_face_one_pixel_wider()
    {
        foreach (var character in Specimen)
            Assert.Equal(Faces.Small.Advance(character) + 1, Faces.SmallBold.Advance(character));
    }

    [Fact]
    public void Accents_fall_back_to_plain_letters_and_the_unknown_to_a_question_mark()
    {
        Assert.Same(Faces.Small.Find('u'), Faces.Small.Find('ü'));
        Assert.Same(Faces.Small.Find('?'), Faces.Small.Find('語'));
    }

    [Fact]
    public void Fitting_and_wrapping_never_leave_the_width()
    {
        const string Text = "Check the USB cable after the take, Rhabarberbarbara!";
        for (var width = 8; width < 300; width++)
        {
            Assert.True(Faces.Small.Measure(Faces.Small.Fit(Text, width)) <= width);
            Assert.All(Faces.Small.Wrap(Text, width), line => Assert.True(Faces.Small.Measure(line) <= width));
        }
        Assert.Equal(Text, Faces.Small.Fit(Text, 300));
    }

    [Fact]
    public void Specimen_looks_as_drawn()
    {
        var frame = new FrameBuffer(256, 172);
        var (capitals, small, digits) = (Specimen[..26], Specimen[26..52], Specimen[52..]);
        frame.Text(Faces.Small, 2, 1, $"{capitals} {digits}", Grey.Live);
        frame.Text(Faces.Small, 2, 11, $"{small} .,:;!?'\"()[]{{}}<>-–+=_/\\%&#$@*^`|~", Grey.Live);
        frame.Text(Faces.Small, 2, 21, "°●▶‖■★♯♭…±·×→▲ ¹0 ¹6 Plug it in again: the take goes on.", Grey.Live);
        frame.Text(Faces.SmallBold, 2, 31, "0.34 s lost at 0:21:15, all tracks. Battery", Grey.Live);
        frame.Text(Faces.Medium, 2, 42, $"{capitals}+-", Grey.Live);
        frame.Text(Faces.Medium, 2, 54, $"{small}.,:!?", Grey.Live);
        frame.Text(Faces.Medium, 2, 68, $"{digits} 9h41 -14.1 3.1k 50% I/O='", Grey.Live);
        frame.Text(Faces.Time, 2, 82, $"{digits}:", Grey.Live);
        frame.Text(Faces.LongTime, 140, 82, $"12:42:07", Grey.Live);
        frame.Text(Faces.Value, 2, 106, $"{digits}+-.", Grey.Live);
        frame.Text(Faces.Note, 2, 133, "ABCDEFG♯", Grey.Live);
        frame.Text(Faces.Banner, 206, 107, "SAF", Grey.Live);
        frame.Text(Faces.Banner, 206, 129, "ETO", Grey.Live);
        frame.Text(Faces.Banner, 206, 151, "RMV", Grey.Live);
        GoldenPictures.Compare(frame, "faces");
    }

    private static (int Top, int Bottom) Extent(Font font, char character)
    {
        var rows = font.Find(character)!.Rows;
        return (Array.FindIndex(rows, row => row != 0), Array.FindLastIndex(rows, row => row != 0));
    }
}
