using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Web.Pairing;

namespace Recorder.Web.Tests.Pairing;

/// <summary>Browsers of other machines: asked for the panel's code, once. On this one asked too, so that a test can be such a browser.</summary>
public sealed class PairingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new();
    private readonly FakePanel fake = new();
    private readonly Browsers browsers = new();
    private readonly CookieContainer cookies = new();
    private readonly HttpClientHandler handler;
    private PairingDesk desk = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;

    public PairingTests() => handler = new HttpClientHandler { CookieContainer = cookies };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = new PairingDesk(browsers, time);
        app = await WebServer.StartAsync(IPAddress.Loopback, 0, fake, fake, () => null, desk, asksThisMachine: true);
        client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        handler.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/snapshot"), InlineData("/api/files"), InlineData("/files/takes/T0001/journal"), InlineData("/js/main.js"), InlineData("/panel")]
    public async Task Nothing_is_told_to_a_browser_that_is_not_paired(string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(path, Cancelled)).StatusCode);

    [Fact]
    public async Task Its_commands_are_refused_and_it_gets_no_socket()
    {
        using var response = await client.PostAsJsonAsync("/api/command", new { command = "startTake" }, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(fake.Commands);
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{client.BaseAddress!.Port}/panel"), Cancelled));
    }

    [Fact]
    public async Task The_page_asks_for_the_code()
    {
        Assert.Contains("Pair this browser", await client.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
        foreach (var file in (string[])["/js/pair.js", "/css/pair.css", "/css/page.css"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(file, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task The_right_code_lets_it_in_for_good_and_no_second_one()
    {
        desk.Begin();
        var code = desk.State.Code;
        Assert.Equal(HttpStatusCode.OK, await Type($"{code[..3]} {code[3..]}"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/snapshot", Cancelled)).StatusCode);
        Assert.DoesNotContain("Pair this browser", await client.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
        var cookie = cookies.GetCookies(client.BaseAddress!).Single();
        Assert.True(cookie.HttpOnly);
        Assert.Equal(64, cookie.Value.Length);

        Assert.Equal("", desk.State.Code);
        cookie.Expired = true;
        Assert.Equal(HttpStatusCode.Forbidden, await Type(code));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/snapshot", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Forgotten_it_is_asked_again()
    {
        desk.Begin();
        Assert.Equal(HttpStatusCode.OK, await Type(desk.State.Code));
        Assert.Equal(1, desk.State.Browsers);
        desk.Forget();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/snapshot", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Without_a_code_on_the_panel_none_is_right()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await Type(""));
        Assert.Equal(HttpStatusCode.Forbidden, await Type("000000"));
        using var nothing = await client.PostAsJsonAsync("/api/pair", new { }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
    }

    [Fact]
    public void A_code_is_good_for_five_minutes()
    {
        desk.Begin();
        var code = desk.State.Code;
        time.Advance(PairingDesk.CodeStands - TimeSpan.FromSeconds(1));
        Assert.Equal(code, desk.State.Code);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", desk.State.Code);
        Assert.Equal(PairingAnswer.NotAsked, desk.Try(code, out _));
    }

    [Fact]
    public void Five_wrong_codes_change_it_and_nobody_is_listened_to_for_half_a_minute()
    {
        desk.Begin();
        var code = desk.State.Code;
        for (var i = 1; i < PairingDesk.MostGuesses; i++)
            Assert.Equal(PairingAnswer.Wrong, desk.Try("wrong", out _));
        Assert.Equal(PairingAnswer.TooMany, desk.Try("wrong", out _));
        Assert.NotEqual(code, desk.State.Code);
        Assert.Equal(PairingAnswer.TooMany, desk.Try(desk.State.Code, out var token));
        Assert.Equal("", token);
        time.Advance(PairingDesk.Pause);
        Assert.Equal(PairingAnswer.Paired, desk.Try(desk.State.Code, out token));
        Assert.True(desk.IsKnown(token));
        Assert.False(desk.IsKnown(token[..^1] + (token[^1] == '0' ? '1' : '0')));
        Assert.False(desk.IsKnown(""));
    }

    [Fact]
    public async Task A_browser_on_this_machine_is_not_asked()
    {
        await using var own = await WebServer.StartAsync(IPAddress.Loopback, 0, fake, fake, () => null, desk);
        using var here = new HttpClient { BaseAddress = new Uri(own.Urls.Single()) };
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/snapshot", Cancelled)).StatusCode);
    }

    private async Task<HttpStatusCode> Type(string code)
    {
        using var response = await client.PostAsJsonAsync("/api/pair", new { code }, Cancelled);
        return response.StatusCode;
    }

    private sealed class Browsers : IPairedBrowsers
    {
        private readonly List<byte[]> hashes = [];

        public int Count => hashes.Count;

        public bool Contains(ReadOnlySpan<byte> tokenHash)
        {
            var wanted = tokenHash.ToArray();
            return hashes.Any(hash => hash.SequenceEqual(wanted));
        }

        public void Add(ReadOnlySpan<byte> tokenHash, DateTimeOffset at) => hashes.Add(tokenHash.ToArray());

        public void Clear() => hashes.Clear();
    }
}
