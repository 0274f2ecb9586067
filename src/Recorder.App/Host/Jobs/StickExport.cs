using Recorder.App.CommandLine;
using Recorder.App.Host.Messages;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Linux.Drives;
using Recorder.Studio.Export;

namespace Recorder.App.Host.Jobs;

/// <summary>Copies files to the stick, reads them back past the cache and says when it may be pulled.</summary>
/// <param name="items">What to copy, at least one file.</param>
/// <param name="stick">The stick.</param>
/// <param name="board">Where "SAFE TO REMOVE" stands.</param>
internal sealed class StickExport(IReadOnlyList<ExportItem> items, IRemovableDrive stick, MessageBoard board)
    : HostJob(JobKind.Export, $"{items.Count} files")
{
    /// <inheritdoc/>
    public override string Run(JobContext context)
    {
        if (stick is not { Folder: { } folder, Label: { } label })
            throw new RecorderException(FaultKind.Device, "No stick is in: nothing was copied; put one in and start again.");
        var done = 0;
        var progress = new Steps(step =>
        {
            done = step.FilesDone;
            Tell(context, label, step);
        });
        try
        {
            var report = new Exporter(new FolderVolume(folder), progress).Copy(items, context.Cancel);
            return Finish(report, label);
        }
        catch (RecorderException) when (stick.Folder is null)
        {
            board.Tell(Matter.Stick, MessageTexts.StickPulled(label, done + 1, done));
            throw;
        }
    }

    private string Finish(ExportReport report, string label)
    {
        if (report.Files.FirstOrDefault(file => !file.IsVerified) is { } wrong)
        {
            throw new RecorderException(FaultKind.AnswerIsNo,
                $"{wrong.Name} came back different from stick {label}: all is still here; take another stick and export again.");
        }
        stick.Eject();
        board.Tell(Matter.Stick, MessageTexts.StickDone(label, report.Files.Count, report.VerifiedBytes));
        return $"{report.Files.Count} files, {Output.Size(report.VerifiedBytes)}, read back, identical.";
    }

    private void Tell(JobContext context, string label, ExportStep step)
    {
        var whole = Math.Max(1, 2 * step.TotalBytes);
        var current = Math.Min(step.FilesDone, items.Count - 1);
        context.Report(
            Math.Min(1, (double)(step.CopiedBytes + step.VerifiedBytes) / whole),
            $"{Path.GetFileName(items[current].Name)}  {current + 1} of {items.Count}",
            new ExportProgress
            {
                DriveLabel = label,
                Files = step.Files,
                FilesDone = step.FilesDone,
                TotalBytes = step.TotalBytes,
                CopiedBytes = step.CopiedBytes,
                VerifiedBytes = step.VerifiedBytes,
            });
    }

    // Progress<T> would report on other threads, out of order; the gate must be passed on this one.
    private sealed class Steps(Action<ExportStep> tell) : IProgress<ExportStep>
    {
        public void Report(ExportStep value) => tell(value);
    }
}
