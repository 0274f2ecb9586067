using System.Text.Json.Serialization;
using Recorder.Engine;
using Recorder.Session.Journal;

namespace Recorder.App.Verbs;

/// <summary>What <c>recorder record --json</c> prints.</summary>
internal sealed record RecordReport(
    int Take, string Folder, long Frames, double Seconds, int RateHz, int Tracks, string Reason, int Dropouts, long LostFrames,
    double MemorySeconds, double MemoryHighWaterSeconds, double LongestCommitSeconds, double UnsafeHighWaterSeconds,
    long AllocatedBytes, int Collections, double DeviceBufferMs, double? DriftPpm, int PlaybackUnderruns, long SecondCopyOnlyFrames,
    IReadOnlyList<RateChange> RateChanges, SecondCopyJson? SecondCopy)
{
    public static RecordReport From(TakeReport report, string folder, SecondCopyJson? secondCopy) => new(
        report.Number, folder, report.Frames, (double)report.Frames / report.RateHz, report.RateHz, report.Tracks, Word(report.Reason),
        report.Dropouts, report.LostFrames, (double)report.RingCapacityFrames / report.RateHz,
        (double)report.RingHighWaterFrames / report.RateHz, report.LongestCommitSeconds, (double)report.UnsafeHighWaterFrames / report.RateHz,
        report.AllocatedBytes, report.Collections, 1000.0 * report.DeviceBufferFrames / report.RateHz,
        report.DriftPpm is { } ppm ? Math.Round(ppm, 2) : null, report.PlaybackUnderruns, report.SecondCopyOnlyFrames, report.RateChanges, secondCopy);

    private static string Word(StopReason reason) => reason switch
    {
        StopReason.Asked => "asked",
        StopReason.Cut => "cut",
        StopReason.InputEnded => "inputEnded",
        StopReason.DiskFull => "diskFull",
        StopReason.DiskError => "diskError",
        _ => "unknown",
    };
}

[JsonSerializable(typeof(RecordReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class RecordJson : JsonSerializerContext;
