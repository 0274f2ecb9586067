using System.Net;
using Microsoft.AspNetCore.Builder;
using Recorder.TestSupport;

namespace Recorder.Web.Tests;

/// <summary>The web panel on a free port, with a folder to download from.</summary>
internal sealed class RunningPanel : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningPanel(WebApplication app, FakePanel fake, TemporaryFolder folder)
    {
        (this.app, Fake, Folder) = (app, fake, folder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakePanel Fake { get; }

    public TemporaryFolder Folder { get; }

    public HttpClient Client { get; }

    public int Port => Client.BaseAddress!.Port;

    public static async Task<RunningPanel> Start()
    {
        var (fake, folder) = (new FakePanel(), new TemporaryFolder());
        return new RunningPanel(await WebServer.StartAsync(IPAddress.Loopback, 0, fake, fake, () => folder.File("session")), fake, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Folder.Dispose();
    }
}
