using System.Net;
using Microsoft.AspNetCore.Http;

namespace Recorder.Web.Endpoints;

/// <summary>Keeps pages of other sites from pressing REC through a visitor's browser.</summary>
/// <remarks>
/// A foreign page shows itself in Origin (a socket, a POST) or, when its name was made to point at this machine
/// (DNS rebinding), in Host. Addresses and this machine's own names pass; nothing that a stranger can register does.
/// </remarks>
internal static class OriginGuard
{
    private const string PagePolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        if (!IsOwnName(request.Host.Host) || (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host.Value}"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("This recorder answers only to its own page.");
        }
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }

    /// <summary>Whether a Host header names this machine: an address, localhost, or its own name with or without .local.</summary>
    internal static bool IsOwnName(string host)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _))
            return true;
        var name = host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) ? host[..^".local".Length] : host;
        return name.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
    }
}
