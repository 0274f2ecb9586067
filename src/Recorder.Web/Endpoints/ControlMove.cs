using System.Text.Json;
using Recorder.Core.Ports;
using Recorder.Web.Json;

namespace Recorder.Web.Endpoints;

/// <summary>What a browser sends: <c>{"control":"knob3","action":"turn","detents":-2}</c>.</summary>
/// <param name="Control">Which control.</param>
/// <param name="Action">What happened to it.</param>
/// <param name="Detents">For a turn, clockwise positive.</param>
public sealed record ControlMove(PanelControl Control, PanelAction Action, int Detents = 0)
{
    private const int MostDetents = 100;

    /// <summary>Reads one message; null when it is none.</summary>
    internal static ControlMove? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, WebJson.Default.ControlMove) is { } move
                ? move with { Detents = Math.Clamp(move.Detents, -MostDetents, MostDetents) }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
