using Recorder.Core.Parameters;
using Recorder.Studio.Export;

namespace Recorder.Studio.Tests.Export;

public class ReaperProjectTests
{
    [Fact]
    public void Levels_pans_mutes_and_markers_are_carried_along()
    {
        var strip = StripParameters.Defaults()
            .With(StripParameter.FaderDb, -6).With(StripParameter.TrimDb, 6).With(StripParameter.Pan, -0.5f).With(StripParameter.Mute, 1);
        var text = ReaperProject.Write(48000, [new ProjectTrack("Kick", "01 Kick.wav", 25.5, strip)], [new ProjectMarker(3.25, "Chorus")]);
        Assert.Contains("VOLPAN 1 -0.5", text, StringComparison.Ordinal);
        Assert.Contains("MUTESOLO 1 0", text, StringComparison.Ordinal);
        Assert.Contains("FILE \"01 Kick.wav\"", text, StringComparison.Ordinal);
        Assert.Contains("MARKER 1 3.25 \"Chorus\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("12\" tom")]
    [InlineData("the \"singer's\" mic")]
    [InlineData("a \"b\" 'c' `d`")]
    [InlineData("two\nlines")]
    public void Any_name_stays_one_quoted_word(string name)
    {
        var text = ReaperProject.Write(48000, [new ProjectTrack(name, "a.wav", 1, StripParameters.Defaults())], []);
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith("    NAME ", StringComparison.Ordinal))["    NAME ".Length..];
        Assert.Equal(line[0], line[^1]);
        Assert.Equal(2, line.Count(character => character == line[0]));
    }

    [Fact]
    public void Every_block_is_closed()
    {
        var text = ReaperProject.Write(44100, [.. Enumerable.Range(0, 16).Select(i => new ProjectTrack($"T{i}", $"{i}.wav", 1, StripParameters.Defaults()))], []);
        Assert.Equal(text.Count(character => character == '<'), text.Count(character => character == '>'));
    }
}
