using Recorder.App.Configuration;
using Recorder.Core.Faults;
using Recorder.Core.Wiring;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Configuration;

public sealed class RecorderConfigTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_a_file_does_not_say_is_as_declared()
    {
        var config = RecorderConfig.Read(Write("""{ "device": "alsa:hw:X18", "web": { "port": 80 } } """));

        Assert.Equal(("alsa:hw:X18", 80, 5.0), (config.Device, config.Web.Port, config.PreRollSeconds));
        Assert.Equal(256, config.MonitorPeriodFrames);
        Assert.Equal(128, RecorderConfig.Read(Write("""{ "monitorPeriodFrames": 128 } """)).MonitorPeriodFrames);
        Assert.Null(config.Panel);
        Assert.Equal(RecorderConfig.Read(null).Session, config.Session);
    }

    [Fact]
    public void The_panel_is_named_or_a_file_of_its_own()
    {
        Assert.Equal("small", PanelDescription.Read(RecorderConfig.Read(Write("""{ "panel": "small" }""")).Panel!).Name);

        var own = folder.File("own.json");
        File.WriteAllText(own, """{ "name": "own" }""");
        var trouble = Assert.Throws<RecorderException>(() => PanelDescription.Read(own));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.DoesNotContain('\n', trouble.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"device\": 5 }")]
    [InlineData("{ \"devise\": \"alsa:x\" }")]
    public void A_file_that_is_no_settings_is_told_in_a_sentence(string text)
    {
        var trouble = Assert.Throws<RecorderException>(() => RecorderConfig.Read(Write(text)));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.DoesNotContain('\n', trouble.Message);
    }

    [Fact]
    public void A_missing_file_is_told_in_a_sentence() =>
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => RecorderConfig.Read(folder.File("none.json"))).Kind);

    public void Dispose() => folder.Dispose();

    private string Write(string text)
    {
        var file = folder.File("recorder.json");
        File.WriteAllText(file, text);
        return file;
    }
}
