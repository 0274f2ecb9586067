using System.Text;
using CsCheck;

namespace Recorder.Session.Tests;

public class FileNamesTests
{
    [Theory]
    [InlineData("Kick", "Kick")]
    [InlineData("  Guitar\t  L ", "Guitar L")]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("A/B: \"loud?\" <1>|*", "A-B- -loud-- -1---")]
    [InlineData("con", "_con")]
    [InlineData("Nul.wav", "_Nul.wav")]
    [InlineData("Gesang Größe 🎤", "Gesang Größe 🎤")]
    [InlineData("...", "")]
    [InlineData("a\u0007b", "a-b")]
    public void Names_are_made_fit_for_any_file_system(string name, string expected) =>
        Assert.Equal(expected, FileNames.Sanitise(name));

    [Fact]
    public void Any_name_becomes_a_file_name_and_stays_what_it_became() => Gen.String.Sample(name =>
    {
        var fit = FileNames.Sanitise(name);
        Assert.DoesNotContain(fit, letter => "\"*/:<>?\\|\0".Contains(letter));
        Assert.True(Encoding.UTF8.GetByteCount(fit) <= 121);
        Assert.Equal(fit.Trim(' ', '.'), fit);
        Assert.Equal(fit, FileNames.Sanitise(fit));
    });

    [Fact]
    public void Track_files_are_numbered_in_as_many_digits_as_they_need()
    {
        Assert.Equal("03 Snare.wav", SessionLayout.TrackFileName(3, 16, "Snare"));
        Assert.Equal("003 Snare.wav", SessionLayout.TrackFileName(3, 100, "Snare"));
        Assert.Equal("03.wav", SessionLayout.TrackFileName(3, 16, " / ".Trim(' ', '/')));
    }
}
