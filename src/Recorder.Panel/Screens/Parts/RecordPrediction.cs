using System.Globalization;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens.Parts;

/// <summary>REC predicts itself: what the next press would do.</summary>
internal static class RecordPrediction
{
    /// <summary>"REC = new T13", "REC = Guitar over T12"; null while a take is recorded, or without an interface.</summary>
    public static string? Of(RecorderSnapshot snapshot) => snapshot.Transport switch
    {
        _ when !snapshot.Interface.IsPresent => null,
        TransportState.Idle => string.Create(CultureInfo.InvariantCulture, $"REC = new T{snapshot.NextTakeNumber}"),
        TransportState.Playing when Waiting(snapshot) is { } place => $"punch in at {place}",
        TransportState.Playing => $"REC = {What(snapshot, mostNames: 2)} over {OpenTake(snapshot)}",
        TransportState.Overdubbing => "REC = out",
        _ => null,
    };

    /// <summary>The same in two short lines, for where there is no room for one; null where nothing is recorded over.</summary>
    public static (string First, string Second)? OverTake(RecorderSnapshot snapshot) => (snapshot.Interface.IsPresent, snapshot.Transport) switch
    {
        (true, TransportState.Playing) when Waiting(snapshot) is { } place => ("punch in at", place),
        (true, TransportState.Playing) when !snapshot.Inputs.Any(input => input.IsForOverdub) => ($"REC over {OpenTake(snapshot)}", "which input?"),
        (true, TransportState.Playing) => ($"REC = {What(snapshot, mostNames: 1)}", $"over {OpenTake(snapshot)}"),
        (true, TransportState.Overdubbing) => ("REC = out", "hold STOP = end"),
        _ => null,
    };

    private static string? Waiting(RecorderSnapshot snapshot) =>
        snapshot is { Overdub.IsWaiting: true, Open: { } open } ? TimeText.Short(open.Punch is { } punch ? Math.Max(punch.InSeconds, open.PlayheadSeconds) : open.PlayheadSeconds) : null;

    private static string OpenTake(RecorderSnapshot snapshot) => string.Create(CultureInfo.InvariantCulture, $"T{snapshot.Open?.Number}");

    private static string What(RecorderSnapshot snapshot, int mostNames)
    {
        var inputs = snapshot.Inputs.Where(input => input.IsForOverdub).ToArray();
        return inputs.Length == 0 ? "which input"
            : inputs.Length <= mostNames ? string.Join(", ", inputs.Select(input => input.Name))
            : string.Create(CultureInfo.InvariantCulture, $"{inputs.Length} inputs");
    }
}
