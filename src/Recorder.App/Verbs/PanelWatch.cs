using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Recorder.App.CommandLine;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;

namespace Recorder.App.Verbs;

/// <summary><c>recorder doctor --panel BUILD --watch SECONDS</c>: every press and turn, in order, with the kernel's time.</summary>
internal static class PanelWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Listens for so long; the exit code.</summary>
    public static int Run(IReadOnlyList<IPanelInput> inputs, double seconds, bool asJson, CancellationToken cancelled)
    {
        var moved = new ConcurrentQueue<PanelEvent>();
        foreach (var input in inputs)
            input.Moved += moved.Enqueue;
        List<PanelMovement> movements = [];
        var time = TimeProvider.System;
        var startedAt = time.GetTimestamp();
        if (!asJson)
            Console.WriteLine("Listening.");
        while (time.GetElapsedTime(startedAt).TotalSeconds < seconds && !cancelled.WaitHandle.WaitOne(Period))
        {
            while (moved.TryDequeue(out var move))
            {
                var seen = new PanelMovement(PanelNames.Of(move.Control), Word(move.Action), move.Detents, move.TimestampMs);
                movements.Add(seen);
                if (!asJson)
                    Console.WriteLine(FormattableString.Invariant($"{seen.AtMs} ms  {seen.Control} {seen.Did}{(seen.Detents == 0 ? "" : FormattableString.Invariant($" {seen.Detents:+0;-0}"))}"));
            }
        }
        if (asJson)
            Output.WriteJson(new PanelMovements([.. movements]), PanelWatchJson.Default.PanelMovements);
        return 0;
    }

    private static string Word(PanelAction action) => action switch
    {
        PanelAction.Down => "down",
        PanelAction.Up => "up",
        PanelAction.Turn => "turn",
        _ => "let go",
    };
}

/// <summary>One movement; times are the monotonic clock's.</summary>
internal sealed record PanelMovement(string Control, string Did, int Detents, long AtMs);

/// <summary>What <c>--watch --json</c> prints.</summary>
internal sealed record PanelMovements(PanelMovement[] Movements);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PanelMovements))]
internal sealed partial class PanelWatchJson : JsonSerializerContext;
