using Recorder.Core.Ports;
using Recorder.Engine.Disk;
using Recorder.Engine.Realtime;

namespace Recorder.Engine;

/// <summary>Sums up what a take met while it ran.</summary>
internal sealed class TakeReporter(
    ICaptureDevice device, CaptureLoop capture, CommitLoop commits, SnapshotComposer composer, CalmWatch calm, long memoryFrames, MonitorDesk? monitor)
{
    private int underrunsBefore;
    private TakeReport? last;

    /// <summary>Of the last take that was closed; null before the first.</summary>
    public TakeReport? Last => Volatile.Read(ref last);

    /// <summary>Control side: a take is about to begin, counted from here on.</summary>
    public void Begin()
    {
        capture.HighWaterFrames = composer.UnsafeHighWaterFrames = 0;
        underrunsBefore = monitor?.Underruns ?? 0;
        capture.Clock.BeginTake();
    }

    /// <summary>Disk thread: a take has been closed.</summary>
    public void Close(TakeWriter take)
    {
        var report = new TakeReport(
            take.Files.Start.TakeNumber, take.WrittenFrames, take.Files.Start.RateHz, take.Files.Tracks.Length, take.StopReason,
            take.DropoutCount, take.LostFrames, take.Markers.Count, memoryFrames, capture.HighWaterFrames,
            commits.LongestSeconds, composer.UnsafeHighWaterFrames, calm.AllocatedBytes, calm.Collections,
            device.Format.BufferFrames, double.IsNaN(capture.Clock.TakeDriftPpm) ? null : capture.Clock.TakeDriftPpm,
            (monitor?.Underruns ?? 0) - underrunsBefore, take.Left.TotalFrames, [.. take.Rates.Told]);
        Volatile.Write(ref last, report);
        composer.TakesEnded++;
    }
}
