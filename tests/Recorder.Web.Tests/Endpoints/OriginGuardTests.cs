using System.Net;
using System.Net.WebSockets;
using System.Text;
using Recorder.Web.Endpoints;

namespace Recorder.Web.Tests.Endpoints;

public class OriginGuardTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("192.168.7.20", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    public void A_host_passes_only_when_it_is_this_machine(string host, bool passes) =>
        Assert.Equal(passes, OriginGuard.IsOwnName(host));

    [Fact]
    public void The_machine_passes_under_its_own_name()
    {
        Assert.True(OriginGuard.IsOwnName(Dns.GetHostName()));
        Assert.True(OriginGuard.IsOwnName(Dns.GetHostName() + ".local"));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public async Task A_foreign_page_cannot_post_a_command(string header, string value)
    {
        await using var panel = await RunningPanel.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/command")
        {
            Content = new StringContent("""{"command":"startTake"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await panel.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(panel.Fake.Commands);
    }

    [Fact]
    public async Task A_foreign_page_cannot_open_the_panels_socket()
    {
        await using var panel = await RunningPanel.Start();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{panel.Port}/panel"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_panels_own_page_may()
    {
        await using var panel = await RunningPanel.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/command")
        {
            Content = new StringContent("""{"command":"startTake"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", $"http://127.0.0.1:{panel.Port}");

        using var response = await panel.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(panel.Fake.Commands);
    }
}
