using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Web.Endpoints;
using Recorder.Web.Pairing;

namespace Recorder.Web;

/// <summary>The front panel and the files in a browser: the same picture, lights, controls and commands.</summary>
public static class WebPanel
{
    /// <summary>Adds the page, the panel's socket, the state, the commands and the downloads to a web application.</summary>
    /// <param name="app">The application, not started yet.</param>
    /// <param name="recorder">Where commands are posted and the state is read.</param>
    /// <param name="mirror">The panel that the page shows and moves.</param>
    /// <param name="sessionFolder">The folder whose files may be downloaded; null while there is none.</param>
    /// <param name="pairing">Who may come in from other machines; null lets everyone in.</param>
    /// <param name="asksThisMachine">Whether browsers on this machine must be paired too.</param>
    public static void Map(
        WebApplication app, IRecorder recorder, IPanelMirror mirror, Func<string?> sessionFolder, PairingDesk? pairing = null, bool asksThisMachine = false)
    {
        app.Use(OriginGuard.Check);
        if (pairing is not null)
            app.Use(new PairingGuard(pairing, asksThisMachine).Check);
        // A cable pulled while STOP is held must let go of it before the hold ends anything that took hours to play.
        app.UseWebSockets(new WebSocketOptions
        {
            KeepAliveInterval = TimeSpan.FromSeconds(1),
            KeepAliveTimeout = TimeSpan.FromSeconds(2),
        });
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var state = new StateEndpoints(recorder);
        var files = new FileEndpoints(sessionFolder);
        var page = new PageEndpoints();

        app.MapGet("/panel", (HttpContext context) => PanelSocket.Serve(context, recorder, mirror, stopping));
        app.MapGet("/api/snapshot", (HttpContext context) => state.GetSnapshot(context));
        app.MapGet("/api/parameters", (HttpContext context) => StateEndpoints.GetParameters(context));
        app.MapPost("/api/command", (HttpContext context) => state.PostCommand(context));
        app.MapGet("/api/files", (HttpContext context) => files.List(context));
        app.MapGet("/files/{**path}", (HttpContext context) => files.Download(context));
        app.MapGet("/{**path}", (HttpContext context) => page.Get(context));
    }
}
