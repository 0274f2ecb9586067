using System.Text.Json;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

[Collection(ConsoleUsers.Name)]
public sealed class TuneVerbTests(StudioSession studio) : IClassFixture<StudioSession>
{
    [Fact]
    public void Notes_are_told_with_the_keys_of_the_contract()
    {
        var file = studio.File("a-and-e.wav");
        Assert.Equal(0, DebianTool.Run("sox", "sox", "-D", "-n", "-r", "48000", "-b", "16", file, "synth", "1", "sine", "442", "gain", "-20").ExitCode);
        var report = RecorderProgram.RunJson(0, "tune", file);
        Assert.Equal(["notes"], report.EnumerateObject().Select(property => property.Name));
        var note = Assert.Single(report.GetProperty("notes").EnumerateArray().ToArray());
        Assert.Equal(["startSeconds", "note", "frequencyHz", "cents", "confidence"], note.EnumerateObject().Select(property => property.Name));
        Assert.Equal("A4", note.GetProperty("note").GetString());
        Assert.Equal(442, note.GetProperty("frequencyHz").GetDouble(), 0.05);
        Assert.Equal(7.85, note.GetProperty("cents").GetDouble(), 0.2);
        Assert.InRange(note.GetProperty("startSeconds").GetDouble(), 0, 0.1);
        var tuned = RecorderProgram.RunJson(0, "tune", file, "--a4", "442").GetProperty("notes")[0];
        Assert.Equal(0, tuned.GetProperty("cents").GetDouble(), 0.2);
    }

    [Fact]
    public void What_is_no_sound_or_no_reference_is_a_sentence()
    {
        StudioSession.Refused(3, "tune", studio.File("no.wav"));
        StudioSession.Refused(2, "tune", studio.Tone, "--a4", "500");
    }
}
