using System.Net;
using Recorder.Core.Faults;

namespace Recorder.Web.Tests;

public class WebServerTests
{
    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        await using var panel = await RunningPanel.Start();
        var second = new FakePanel();

        var error = await Assert.ThrowsAsync<RecorderException>(() =>
            WebServer.StartAsync(IPAddress.Loopback, panel.Port, second, second, () => null));

        Assert.Equal(FaultKind.Device, error.Kind);
        Assert.Contains($"{panel.Port}", error.Message, StringComparison.Ordinal);
    }
}
