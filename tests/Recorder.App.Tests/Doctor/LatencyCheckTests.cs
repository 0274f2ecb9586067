using System.Text.Json;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Doctor;

/// <summary>The round trip through the user-space card's cable, whose length is known to the frame.</summary>
public sealed class LatencyCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, "S32_LE", 1), InlineData(1234, "S24_3LE", 3), InlineData(77, "FLOAT_LE", 2)]
    public void What_is_measured_is_the_cable_to_the_frame_for_every_period_and_is_kept(int cableFrames, string format, int input)
    {
        var inputs = Card(("CHANNELS", 4), ("FORMAT", format), ("CABLE", folder.File("cable")), ("CABLE_INPUT", input));
        var output = Card(("CHANNELS", 2), ("FORMAT", format), ("CABLE", folder.File("cable")), ("CABLE_FRAMES", cableFrames));
        var report = RecorderProgram.RunJson(0, "doctor", "--latency", "--device", inputs, "--output", output, "--session", folder.File("session"));
        var rows = report.GetProperty("periods").EnumerateArray().ToArray();
        Assert.Equal(new[] { 64, 128, 256, 512 }, rows.Select(row => row.GetProperty("periodFrames").GetInt32()));
        var measured = rows.Where(row => row.GetProperty("interfaceFrames").ValueKind == JsonValueKind.Number).ToArray();
        // A machine that has much else to do may be too busy for the shortest ones, and says so.
        Assert.All(rows.Except(measured), row => Assert.Contains("busy", row.GetProperty("trouble").GetString(), StringComparison.Ordinal));
        Assert.NotEmpty(measured);
        foreach (var row in measured)
        {
            Assert.Equal((cableFrames, input), (row.GetProperty("interfaceFrames").GetInt32(), row.GetProperty("input").GetInt32()));
            var period = row.GetProperty("periodFrames").GetInt32();
            Assert.InRange(row.GetProperty("roundTripFrames").GetInt32(), cableFrames + period + period, cableFrames + 5 * period);
        }
        var kept = JsonDocument.Parse(File.ReadAllText(folder.File("latency.json"))).RootElement.GetProperty("interfaces")[0];
        Assert.Equal(cableFrames, kept.GetProperty("periods")[0].GetProperty("interfaceFrames").GetInt32());
        Assert.Equal(report.GetProperty("interfaceKey").GetString(), kept.GetProperty("interfaceKey").GetString());
    }

    [Fact]
    public void The_period_that_is_heard_with_is_measured_too_and_told()
    {
        var config = folder.File("recorder.json");
        File.WriteAllText(config, """{ "monitorPeriodFrames": 384 }""");
        var inputs = Card(("CHANNELS", 2), ("CABLE", folder.File("cable")), ("CABLE_INPUT", 1));
        var output = Card(("CHANNELS", 2), ("CABLE", folder.File("cable")), ("CABLE_FRAMES", 50));
        string[] words = ["doctor", "--latency", "--config", config, "--device", inputs, "--output", output, "--session", folder.File("session")];
        var report = RecorderProgram.RunJson(0, words);
        Assert.Equal(384, report.GetProperty("monitorPeriodFrames").GetInt32());
        Assert.Contains(384, report.GetProperty("periods").EnumerateArray().Select(row => row.GetProperty("periodFrames").GetInt32()));

        File.WriteAllText(config, """{ "monitorPeriodFrames": 20 }""");
        var (code, _, error) = RecorderProgram.Run(words);
        Assert.Equal(2, code);
        Assert.Contains("20 frames is not between 32 and 1024", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cable_it_says_so_and_keeps_nothing()
    {
        var (code, _, error) = RecorderProgram.Run(
            "doctor", "--latency", "--device", Card(("CHANNELS", 2)), "--output", Card(("CHANNELS", 2)), "--session", folder.File("session"));
        Assert.Equal(1, code);
        Assert.StartsWith("Nothing of what output", error, StringComparison.Ordinal);
        Assert.Contains("put a cable from an output to an input", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("latency.json")));
    }

    [Fact]
    public void Words_that_name_no_output_are_told()
    {
        var (code, _, error) = RecorderProgram.Run("doctor", "--latency", "--device", "band:2");
        Assert.Equal(2, code);
        Assert.Contains("--device alsa:NAME", error, StringComparison.Ordinal);
    }

    private static string Card(params (string, object)[] parameters) => "alsa:" + TestCard.Name(parameters);
}
