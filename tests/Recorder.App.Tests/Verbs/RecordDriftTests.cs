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
    }
}
