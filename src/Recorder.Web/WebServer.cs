using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Web.Pairing;

namespace Recorder.Web;

/// <summary>The small web server around <see cref="WebPanel"/>.</summary>
public static class WebServer
{
    /// <summary>Builds and starts a server; dispose it to stop.</summary>
    /// <param name="address">Where it listens; <see cref="IPAddress.Loopback"/> keeps it on this machine.</param>
    /// <param name="port">1 to 65535, or 0 for any free one.</param>
    /// <param name="recorder">Where commands are posted and the state is read.</param>
    /// <param name="mirror">The panel that the page shows and moves.</param>
    /// <param name="sessionFolder">The folder whose files may be downloaded; null while there is none.</param>
    /// <param name="pairing">Who may come in from other machines; null lets everyone in.</param>
    /// <param name="asksThisMachine">Whether browsers on this machine must be paired too.</param>
    /// <exception cref="RecorderException">The port is taken or not allowed (<see cref="FaultKind.Device"/>).</exception>
    public static async Task<WebApplication> StartAsync(
        IPAddress address, int port, IRecorder recorder, IPanelMirror mirror, Func<string?> sessionFolder, PairingDesk? pairing = null, bool asksThisMachine = false)
    {
        // Empty: the others read settings from wherever they are started and watch every folder below for changes, from / the whole disk.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        var app = builder.Build();
        WebPanel.Map(app, recorder, mirror, sessionFolder, pairing, asksThisMachine);
        try
        {
            await app.StartAsync();
            return app;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new RecorderException(FaultKind.Device,
                $"Port {port} is in use or not allowed. Nothing was changed. Choose another one with --port.", error);
        }
    }
}
