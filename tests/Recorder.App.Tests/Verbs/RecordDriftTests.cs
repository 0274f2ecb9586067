using System.Text.Json;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

public sealed class RecordDriftTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_an_interface_runs_fast_stands_in_the_report_and_in_the_take()
    {
        var session = folder.File("session");
        var card = "alsa:" + TestCard.Name(("CHANNELS", 2), ("PPM", 250));
        var report = RecorderProgram.RunJson(0, "record", "--device", card, "--session", session, "--seconds", "12");
        Assert.Equal(0, report.GetProperty("lostFrames").GetInt64());
        Assert.Equal(250, report.GetProperty("driftPpm").GetDouble(), 10.0);
        var take = RecorderProgram.RunJson(0, "info", session).GetProperty("takes")[0];
        Assert.Equal(250, take.GetProperty("driftPpm").GetDouble(), 10.0);
        Assert.Contains("ppm fast of the machine's clock", RecorderProgram.Run("info", session).Output, StringComparison.Ordinal);
        Assert.Equal(0, report.GetProperty("rateChanges").GetArrayLength());
        Assert.Equal(0, take.GetProperty("rateChanges").GetArrayLength());
    }

    [Fact]
    public void An_interface_that_runs_at_another_rate_than_it_says_is_told_in_the_report_and_in_the_take()
    {
        const int Ppm44100 = -81_250;
        var session = folder.File("session");
        var card = "alsa:" + TestCard.Name(("CHANNELS", 2), ("PPM", Ppm44100));
        var report = RecorderProgram.RunJson(0, "record", "--device", card, "--session", session, "--seconds", "8");
        Assert.Equal(0, report.GetProperty("lostFrames").GetInt64());
        var change = Assert.Single(report.GetProperty("rateChanges").EnumerateArray());
        Assert.Equal(44_100, change.GetProperty("runsAtHz").GetInt32());
        Assert.InRange(change.GetProperty("startFrame").GetInt64(), 0, 48_000);
        var take = RecorderProgram.RunJson(0, "info", session).GetProperty("takes")[0];
        Assert.True(JsonElement.DeepEquals(change, Assert.Single(take.GetProperty("rateChanges").EnumerateArray())));
        Assert.Contains("the interface ran at 44100 Hz, not 48000", RecorderProgram.Run("info", session).Output, StringComparison.Ordinal);
    }
}
