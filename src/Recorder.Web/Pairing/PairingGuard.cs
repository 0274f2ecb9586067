using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Recorder.Core.Faults;
using Recorder.Web.Json;

namespace Recorder.Web.Pairing;

/// <summary>Keeps out browsers that are not on this machine and have not typed the panel's code; shows them the page that asks for it.</summary>
/// <param name="desk">Who is let in.</param>
/// <param name="asksThisMachine">Whether a browser on this machine is asked too.</param>
internal sealed class PairingGuard(PairingDesk desk, bool asksThisMachine)
{
    private const string Cookie = "recorder-pairing";
    private const string AskingPage = "/pair.html";
    private const string PairPath = "/api/pair";
    private const int LongestBodyBytes = 256;

    // Browsers keep no cookie longer than about that.
    private static readonly TimeSpan CookieStands = TimeSpan.FromDays(400);

    private static readonly HashSet<string> OpenFiles = [AskingPage, "/js/pair.js", "/css/page.css", "/css/pair.css", "/icon.svg"];

    public Task Check(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == PairPath && HttpMethods.IsPost(context.Request.Method))
            return Pair(context);
        if (!asksThisMachine && IsOnThisMachine(context.Connection))
            return next(context);
        if (OpenFiles.Contains(path) || desk.IsKnown(context.Request.Cookies[Cookie] ?? ""))
            return next(context);
        if (path is "/" or "/index.html")
        {
            // The way to the page's files is chosen already; which file is told by this.
            context.Request.RouteValues["path"] = AskingPage[1..];
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("This browser is not paired. Open the recorder's page and type the code of its panel.");
    }

    private static bool IsOnThisMachine(ConnectionInfo connection) => connection.RemoteIpAddress is { } remote
        && (IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote) || remote.Equals(connection.LocalIpAddress));

    private async Task Pair(HttpContext context)
    {
        var (status, sentence) = await ReadCode(context) is { } code ? Try(context, code)
            : (StatusCodes.Status400BadRequest, "That is no code. Type the six digits of the panel.");
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new PairingReply(sentence), WebJson.Default.PairingReply, cancellationToken: context.RequestAborted);
    }

    private (int Status, string Sentence) Try(HttpContext context, string code)
    {
        string token;
        PairingAnswer answer;
        try
        {
            answer = desk.Try(code, out token);
        }
        catch (RecorderException trouble)
        {
            return (StatusCodes.Status503ServiceUnavailable, trouble.Message);
        }
        switch (answer)
        {
            case PairingAnswer.Paired:
                context.Response.Cookies.Append(Cookie, token, new CookieOptions
                {
                    HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = CookieStands, IsEssential = true, Secure = context.Request.IsHttps,
                });
                return (StatusCodes.Status200OK, "Paired.");
            case PairingAnswer.TooMany:
                return (StatusCodes.Status429TooManyRequests, "Too many wrong codes. Wait half a minute, then type the new one.");
            case PairingAnswer.NotAsked:
                return (StatusCodes.Status403Forbidden, "No code is shown. On the recorder: MENU, Set-up, Pair a browser.");
            default:
                return (StatusCodes.Status403Forbidden, "That is not the code. Look at the panel again.");
        }
    }

    // Only JSON: a form of another site cannot send that without asking first.
    private static async Task<string?> ReadCode(HttpContext context)
    {
        if (!context.Request.HasJsonContentType() || context.Request.ContentLength is > LongestBodyBytes)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBodyBytes;
        try
        {
            return (await JsonSerializer.DeserializeAsync(context.Request.Body, WebJson.Default.PairingRequest, context.RequestAborted))?.Code;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }
}

/// <summary>What the page that asks sends.</summary>
/// <param name="Code">As typed.</param>
public sealed record PairingRequest(string? Code);

/// <summary>What it is told.</summary>
/// <param name="Sentence">For a person.</param>
public sealed record PairingReply(string Sentence);
