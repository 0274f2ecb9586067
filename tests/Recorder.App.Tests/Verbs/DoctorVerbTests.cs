using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class DoctorVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Of_this_very_machine_it_prints_one_object_and_leaves_nothing_behind()
    {
        var config = folder.File("recorder.json");
        File.WriteAllText(config, $$"""{ "device": "band:2", "session": "{{folder.File("session")}}", "linkFolder": "{{folder.File("link")}}" }""");
        Directory.CreateDirectory(folder.File("session"));
        var (exitCode, output, error) = RecorderProgram.Run("doctor", "--config", config, "--json");
        using var json = System.Text.Json.JsonDocument.Parse(output);
        var report = json.RootElement;
        Assert.Equal(report.GetProperty("isComplete").GetBoolean() ? 0 : 1, exitCode);
        Assert.Empty(error);
        Assert.True(report.GetProperty("freeSeconds").GetDouble() > 0);
        Assert.True(report.GetProperty("worstWriteStallMs").GetDouble() > 0);
        var findings = report.GetProperty("findings").EnumerateArray().ToArray();
        Assert.Contains(findings, finding => finding.GetProperty("subject").GetString() == "interface" && finding.GetProperty("state").GetString() == "ok");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("session")));
    }

    public void Dispose() => folder.Dispose();
}
