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
        TransportState.Playing => string.Create(CultureInfo.InvariantCulture, $"REC = {What(snapshot)} over T{snapshot.Open?.Number}"),
        TransportState.Overdubbing => "REC = out",
        _ => null,
    };

    /// <summary>The same in two short lines, for where there is no room for one; null where nothing is recorded over.</summary>
    public static (string First, string Second)? OverTake(RecorderSnapshot snapshot) => (snapshot.Interface.IsPresent, snapshot.Transport) switch
    {
        (true, TransportState.Playing) when Waiting(snapshot) is { } place => ("punch in at", place),
        (true, TransportState.Playing) => ($"REC = {What(snapshot)}", string.Create(CultureInfo.InvariantCulture, $"over T{snapshot.Open?.Number}")),
        (true, TransportState.Overdubbing) => ("REC = out", "hold STOP = end"),
        _ => null,
    };

    private static string? Waiting(RecorderSnapshot snapshot) =>
        snapshot is { Overdub.IsWaiting: true, Open.Punch: { } punch } ? TimeText.Short(punch.InSeconds) : null;

    private static string What(RecorderSnapshot snapshot)
    {
        var inputs = snapshot.Inputs.Where(input => input.IsForOverdub).ToArray();
        return inputs.Length switch
        {
            0 => "which input",
            1 => inputs[0].Name,
            2 => $"{inputs[0].Name}, {inputs[1].Name}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{inputs.Length} inputs"),
        };
    }
}
