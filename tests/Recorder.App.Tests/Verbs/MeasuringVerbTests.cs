using System.Text.Json;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

[Collection(ConsoleUsers.Name)]
public sealed class MeasuringVerbTests(StudioSession studio) : IClassFixture<StudioSession>
{
    [Fact]
    public void Loudness_json_has_the_keys_of_the_contract()
    {
        var report = RecorderProgram.RunJson(0, "loudness", studio.Tone, studio.File("inputs", "3 Voice.wav"));
        Assert.Equal(["files"], Keys(report));
        var file = report.GetProperty("files")[0];
        Assert.Equal(
            [
                "file", "integratedLufs", "loudnessRangeLu", "maxMomentaryLufs", "maxShortTermLufs", "truePeakDbtp", "samplePeakDbfs",
                "seconds", "channels", "rateHz",
            ],
            Keys(file));
        Assert.Equal(studio.Tone, file.GetProperty("file").GetString());
        Assert.Equal(-17, file.GetProperty("integratedLufs").GetDouble(), 0.05);
        Assert.Equal(-13.98, file.GetProperty("truePeakDbtp").GetDouble(), 0.05);
        Assert.Equal((4.0, 1, 48000), (
            file.GetProperty("seconds").GetDouble(), file.GetProperty("channels").GetInt32(), file.GetProperty("rateHz").GetInt32()));
    }

    [Fact]
    public void What_is_not_defined_is_null()
    {
        var silence = studio.File("silence.wav");
        Assert.Equal(0, DebianTool.Run("sox", "sox", "-D", "-n", "-r", "48000", "-b", "16", silence, "trim", "0", "1").ExitCode);
        var file = RecorderProgram.RunJson(0, "loudness", silence).GetProperty("files")[0];
        Assert.Equal(JsonValueKind.Null, file.GetProperty("integratedLufs").ValueKind);
        Assert.Equal(JsonValueKind.Null, file.GetProperty("truePeakDbtp").ValueKind);
    }

    [Fact]
    public void Certify_says_pass_or_not_and_its_exit_code_is_that_of_the_worst()
    {
        RecorderProgram.RunJson(0, "certify", studio.Tone, "--target", "I=-17,TP=-1");
        var report = RecorderProgram.RunJson(1, "certify", studio.Tone, "--target", "broadcast");
        Assert.Equal(["target", "targetLufs", "ceilingDbtp", "toleranceLu", "passed", "files"], Keys(report));
        Assert.Equal(0.5, report.GetProperty("toleranceLu").GetDouble());
        var file = report.GetProperty("files")[0];
        Assert.Equal(
            ["file", "passed", "integratedLufs", "loudnessRangeLu", "truePeakDbtp", "loudnessHolds", "peakHolds", "sentence"], Keys(file));
        Assert.Equal((false, false, true), (
            file.GetProperty("passed").GetBoolean(), file.GetProperty("loudnessHolds").GetBoolean(), file.GetProperty("peakHolds").GetBoolean()));
    }

    [Theory]
    [InlineData("loudness")]
    [InlineData("certify")]
    public void What_cannot_be_measured_is_a_sentence_and_its_exit_code(string verb)
    {
        StudioSession.Refused(2, verb);
        StudioSession.Refused(3, verb, studio.File("no.wav"));
        StudioSession.Refused(3, verb, studio.File("inputs"));
        StudioSession.Refused(3, verb, studio.Tone, studio.File("no.wav"), "--json");
    }

    [Fact]
    public async Task Broken_files_are_measured_or_refused_in_one_sentence()
    {
        var torture = SharedData.Require("torture");
        foreach (var file in Directory.EnumerateFiles(torture, "*", SearchOption.AllDirectories).Order())
        {
            var (code, _, error) = await CommandLineTests.Run("loudness", file)
                .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True((code, lines.Length) is (0, 0) or (3, 1), $"{file}: exit code {code}\n{error}");
        }
    }

    [Theory]
    [InlineData("invalid-frames1.mp3")]
    [InlineData("garbage.mp3")]
    [InlineData("w000.mp3")]
    [InlineData("excessive_alloc.mp3")]
    public void Libraries_keep_their_notes_off_standard_error(string name)
    {
        var (code, _, error) = RecorderProgram.Run("loudness", SharedData.Require("torture", "taglib", name));
        Assert.Equal(code == 0 ? 0 : 1, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}

/// <summary>Tests that take over the process's console go one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ConsoleUsers
{
    /// <summary>The collection's name.</summary>
    public const string Name = "console";
}
