using System.Net;
using Microsoft.Extensions.Configuration;
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

    [Fact]
    public async Task No_file_is_read_or_watched_where_it_is_started()
    {
        var panel = new FakePanel();
        await using var server = await WebServer.StartAsync(IPAddress.Loopback, 0, panel, panel, () => null);

        var sources = ((IConfigurationRoot)server.Configuration).Providers;

        Assert.DoesNotContain(sources, source => source is FileConfigurationProvider);
    }
}
