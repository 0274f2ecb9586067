using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recorder.Core.Commands;
using Recorder.Web.Json;

namespace Recorder.Web.Endpoints;

/// <summary>The state as JSON and the door for commands.</summary>
internal sealed class StateEndpoints(IRecorder recorder)
{
    private const int LongestCommandBytes = 64 * 1024;

    /// <summary>GET /api/snapshot: the newest <see cref="Core.Snapshots.RecorderSnapshot"/>.</summary>
    public Task GetSnapshot(HttpContext context) =>
        context.Response.WriteAsJsonAsync(recorder.Snapshot, WebJson.Default.RecorderSnapshot, cancellationToken: context.RequestAborted);

    /// <summary>GET /api/parameters: the declarations of all parameters, for faders and knobs of the page.</summary>
    public static Task GetParameters(HttpContext context) =>
        context.Response.WriteAsJsonAsync(ParameterLists.All, WebJson.Default.ParameterLists, cancellationToken: context.RequestAborted);

    /// <summary>POST /api/command: one <see cref="RecorderCommand"/>; 200 done, 409 refused, 400 not a command.</summary>
    public async Task PostCommand(HttpContext context)
    {
        var (status, reply) = await ReadCommand(context) is { } command
            ? Post(command)
            : (StatusCodes.Status400BadRequest, CommandReply.Refused("That is not a command. Nothing was changed."));
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(reply, WebJson.Default.CommandReply, cancellationToken: context.RequestAborted);
    }

    private (int Status, CommandReply Reply) Post(RecorderCommand command)
    {
        var reply = recorder.Post(command);
        return (reply.Accepted ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, reply);
    }

    private static async Task<RecorderCommand?> ReadCommand(HttpContext context)
    {
        // Only JSON: a form of another site cannot send that without asking first.
        if (!context.Request.HasJsonContentType() || context.Request.ContentLength is > LongestCommandBytes)
            return null;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, WebJson.Default.RecorderCommand, context.RequestAborted);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
