using System.Text.Json;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class MixAndMasterVerbTests(StudioSession studio) : IClassFixture<StudioSession>
{
    [Fact]
    public void Mix_json_has_its_keys_and_the_files_it_names()
    {
        var mix = RecorderProgram.RunJson(
            0, "mix", studio.Session, "--quick", "--out", studio.File("mix.wav"), "--stems", studio.File("stems"));
        Assert.Equal(
            ["file", "take", "scene", "integratedLufs", "truePeakDbtp", "seconds", "stems", "moves", "warning"], Keys(mix));
        Assert.True(File.Exists(mix.GetProperty("file").GetString()));
        Assert.Equal(5, mix.GetProperty("stems").EnumerateArray().Count(stem => File.Exists(stem.GetString())));
        Assert.Equal(1, mix.GetProperty("take").GetInt32());
        Assert.True(mix.GetProperty("truePeakDbtp").GetDouble() < -2.9);
        Assert.All(mix.GetProperty("moves").EnumerateArray(), move => Assert.Equal(["track", "sentence"], Keys(move)));
        Assert.NotEqual(0, mix.GetProperty("moves").GetArrayLength());
    }

    [Fact]
    public void Without_quick_a_mix_is_the_scene_that_is_heard_and_makes_no_moves()
    {
        var mix = RecorderProgram.RunJson(0, "mix", studio.Session, "--scene", "scene 1", "--out", studio.File("plain.wav"));
        Assert.Equal("Scene 1", mix.GetProperty("scene").GetString());
        Assert.Equal(0, mix.GetProperty("moves").GetArrayLength());
    }

    [Fact]
    public void What_cannot_be_mixed_is_a_sentence_and_its_exit_code()
    {
        StudioSession.Refused(2, "mix", studio.Session, "--scene", "Nobody");
        StudioSession.Refused(2, "mix", studio.Session, "--quick", "--scene", "Scene 1");
        StudioSession.Refused(2, "mix", studio.Session, "--take", "one");
        StudioSession.Refused(3, "mix", studio.Session, "--take", "7");
        StudioSession.Refused(3, "mix", studio.File("nowhere"));
        StudioSession.Refused(3, "mix", studio.File("inputs"));
        StudioSession.Refused(5, "mix", studio.Session, "--out", Path.Combine(studio.Tone, "below", "a-file.wav"));
        var tracks = studio.File("Tuesday", "takes", "T0001");
        StudioSession.Refused(2, "mix", studio.Session, "--out", Path.Combine(tracks, "01 Kick.wav"));
    }

    [Fact]
    public void Master_json_has_its_keys_and_every_file_is_certified()
    {
        var report = RecorderProgram.RunJson(
            0, "master", studio.Tone, "--target", "I=-18,TP=-1", "--out", studio.File("masters"), "--formats", "wav24,wav16,flac,mp3,opus");
        Assert.Equal(["target", "targetLufs", "ceilingDbtp", "passed", "files"], Keys(report));
        var files = report.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(["wav24", "wav16", "flac", "mp3", "opus"], files.Select(file => file.GetProperty("format").GetString()));
        Assert.All(files, file =>
        {
            Assert.Equal(
                [
                    "file", "format", "passed", "integratedLufs", "truePeakDbtp", "loudnessRangeLu", "rateHz", "limiterMaxDb",
                    "limiterMeanDb", "targetLufs", "sentences",
                ],
                Keys(file));
            Assert.True(File.Exists(file.GetProperty("file").GetString()));
            Assert.Equal(-18, file.GetProperty("integratedLufs").GetDouble(), 0.2);
        });
        string[] names = [.. files.Select(file => file.GetProperty("file").GetString()!)];
        var certified = RecorderProgram.RunJson(0, ["certify", .. names, "--target", "I=-18,TP=-1"]);
        Assert.True(certified.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void A_session_stands_for_its_newest_mix_and_its_masters_lie_in_it()
    {
        RecorderProgram.RunJson(0, "mix", studio.Session, "--quick");
        var report = RecorderProgram.RunJson(0, "master", studio.Session);
        var file = Assert.Single(report.GetProperty("files").EnumerateArray()).GetProperty("file").GetString();
        Assert.Equal(studio.File("Tuesday", "masters", "T0001"), Path.GetDirectoryName(file));
    }

    [Fact]
    public void What_cannot_be_mastered_is_a_sentence_and_its_exit_code()
    {
        StudioSession.Refused(2, "master", studio.Tone, "--target", "enormous");
        StudioSession.Refused(2, "master", studio.Tone, "--target", "I=3");
        StudioSession.Refused(2, "master", studio.Tone, "--formats", "wav24,tape");
        StudioSession.Refused(2, "master", studio.Tone, "--rate", "7");
        StudioSession.Refused(2, "master", studio.Tone, "--loudly");
        StudioSession.Refused(2, "master", studio.Tone, "--out", studio.File("Tuesday", "takes", "T0001"));
        StudioSession.Refused(2, "master", studio.Tone, "--out", Path.GetDirectoryName(studio.Tone)!);
        StudioSession.Refused(3, "master", studio.File("no.wav"));
        StudioSession.Refused(3, "master", studio.Tone, "--reference", studio.File("no.wav"), "--out", studio.File("unused"));
        Assert.False(Directory.Exists(studio.File("unused")));
    }

    [Fact]
    public void A_target_that_cannot_be_had_is_told_and_is_exit_code_1()
    {
        // Clicks with silence between: to be loud they would have to be crushed.
        var clicks = studio.File("clicks.wav");
        var (code, _, _) = DebianTool.Run("sox", "sox", "-n", "-r", "48000", "-b", "24", "-c", "1", clicks,
            "synth", "0.004", "sine", "300", "gain", "-3", "pad", "0", "0.8", "repeat", "5");
        Assert.Equal(0, code);
        var report = RecorderProgram.RunJson(1, "master", clicks, "--target", "I=-6,TP=-1", "--out", studio.File("impossible"));
        Assert.False(report.GetProperty("passed").GetBoolean());
        var file = report.GetProperty("files")[0];
        Assert.True(file.GetProperty("truePeakDbtp").GetDouble() <= -1);
        Assert.Contains("LU too soft", file.GetProperty("sentences")[0].GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
