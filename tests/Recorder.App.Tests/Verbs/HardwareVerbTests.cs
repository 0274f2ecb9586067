using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

[Collection(ConsoleUsers.Name)]
public sealed class HardwareVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("full")]
    [InlineData("small")]
    public async Task Everything_for_a_build_is_written(string build)
    {
        var (exitCode, output, _) = await CommandLineTests.Run("hardware", build, "--out", folder.Path);
        Assert.Equal(0, exitCode);
        Assert.All(output.TrimEnd('\n').Split('\n'), path => Assert.True(File.Exists(path), path));
        Assert.True(File.Exists(folder.File("schematic", $"{build}.kicad_sch")));
    }

    [Fact]
    public async Task A_description_that_cannot_be_built_is_one_sentence_and_exit_code_3()
    {
        var file = folder.File("own.json");
        File.WriteAllText(file, """{ "name": "own" }""");
        var (exitCode, output, error) = await CommandLineTests.Run("hardware", file);
        Assert.Equal(3, exitCode);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void The_program_prints_one_json_object()
    {
        var report = RecorderProgram.RunJson(0, "hardware", "small");
        Assert.Contains(report.GetProperty("files").EnumerateArray(), file => file.GetString() == "wiring.md");
    }
}
