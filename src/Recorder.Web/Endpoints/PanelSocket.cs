using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Web.Json;

namespace Recorder.Web.Endpoints;

/// <summary>One page looking at the panel: pushes picture, lights, levels and state, takes its hand's movements.</summary>
internal sealed class PanelSocket(WebSocket socket, IRecorder recorder, IPanelMirror mirror)
{
    // Looked at twice as often as the display draws, so that each of its pictures arrives.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(16);
    private const int LooksPerState = 12;
    private const int LooksPerSignOfLife = 60;
    private const int LongestMoveBytes = 256;

    private readonly HashSet<PanelControl> held = [];
    private byte[] lastPicture = [];
    private byte[] lastLevels = [];
    private byte[] lastState = [];
    private PanelLights? lastLit;
    private long lastVersion = long.MinValue;

    /// <summary>GET /panel: serves one connection until it ends.</summary>
    public static async Task Serve(HttpContext context, IRecorder recorder, IPanelMirror mirror, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new PanelSocket(socket, recorder, mirror).Run(stopping);
    }

    private async Task Run(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] directions = [Push(ending.Token), Receive(ending.Token)];
        await Task.WhenAny(directions);
        foreach (var control in held)
            mirror.Move(control, PanelAction.Release, 0);
        await ending.CancelAsync();
        try
        {
            await Task.WhenAll(directions);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // The page has gone, or the recorder is being closed: both are an ordinary end.
        }
    }

    private async Task Receive(CancellationToken ending)
    {
        var buffer = new byte[LongestMoveBytes];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), ending);
            if (result.MessageType == WebSocketMessageType.Close || !result.EndOfMessage)
                return;
            if (ControlMove.Read(buffer.AsSpan(0, result.Count)) is { } move)
                Apply(move);
        }
    }

    private void Apply(ControlMove move)
    {
        var acts = move.Action switch
        {
            PanelAction.Down => held.Add(move.Control),
            PanelAction.Up or PanelAction.Release => held.Remove(move.Control),
            _ => move.Detents != 0,
        };
        if (acts)
            mirror.Move(move.Control, move.Action, move.Detents);
    }

    private async Task Push(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(LookInterval);
        var greys = new byte[mirror.Width * mirror.Height];
        var quietLooks = 0;
        for (var look = 0L; ; look++)
        {
            var sent = await PushPicture(greys, ending) | await PushLevels(ending);
            if (look % LooksPerState == 0)
                sent |= await PushState(ending);
            quietLooks = sent ? 0 : quietLooks + 1;
            if (quietLooks == LooksPerSignOfLife)
            {
                await Send(PanelFrames.Lights(mirror.Lit), WebSocketMessageType.Binary, ending);
                quietLooks = 0;
            }
            await timer.WaitForNextTickAsync(ending);
        }
    }

    private async Task<bool> PushPicture(byte[] greys, CancellationToken ending)
    {
        var version = mirror.Version;
        if (version == lastVersion)
            return false;
        lastVersion = version;
        var lit = mirror.Lit;
        mirror.CopyPicture(greys);
        var picture = PanelFrames.Picture(lit, mirror.Width, mirror.Height, greys);
        var isSamePicture = lastPicture.AsSpan().EndsWith(picture.AsSpan(PanelFrames.PictureHeaderBytes)) && lastPicture.Length > 0;
        if (isSamePicture && lit == lastLit)
            return false;
        (lastPicture, lastLit) = (picture, lit);
        await Send(isSamePicture ? PanelFrames.Lights(lit) : picture, WebSocketMessageType.Binary, ending);
        return true;
    }

    private async Task<bool> PushLevels(CancellationToken ending)
    {
        var levels = PanelFrames.Levels(recorder.Snapshot);
        if (levels.AsSpan().SequenceEqual(lastLevels))
            return false;
        lastLevels = levels;
        await Send(levels, WebSocketMessageType.Binary, ending);
        return true;
    }

    private async Task<bool> PushState(CancellationToken ending)
    {
        var state = JsonSerializer.SerializeToUtf8Bytes(Still(recorder.Snapshot), WebJson.Default.RecorderSnapshot);
        if (state.AsSpan().SequenceEqual(lastState))
            return false;
        lastState = state;
        await Send(state, WebSocketMessageType.Text, ending);
        return true;
    }

    private ValueTask Send(byte[] message, WebSocketMessageType type, CancellationToken ending) =>
        socket.SendAsync(message.AsMemory(), type, endOfMessage: true, ending);

    // What moves all the time goes as levels; without it the state is the same text until something happens.
    private static RecorderSnapshot Still(RecorderSnapshot snapshot) => snapshot with
    {
        Revision = 0,
        Inputs = [.. snapshot.Inputs.Select(input => input with { Peak = 0, Rms = 0, Hold = 0 })],
        Mix = snapshot.Mix with
        {
            LeftPeak = 0,
            RightPeak = 0,
            Strips = [.. snapshot.Mix.Strips.Select(strip => strip with { Peak = 0, Rms = 0, GainReductionDb = 0 })],
        },
    };
}
