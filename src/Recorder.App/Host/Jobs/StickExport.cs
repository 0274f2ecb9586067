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
/// <param name="isStickBusy">Whether a second copy is still being written to it or read back.</param>
internal sealed class StickExport(IReadOnlyList<ExportItem> items, IRemovableDrive stick, MessageBoard board, Func<bool> isStickBusy)
    : HostJob(JobKind.Export, $"{items.Count} files")
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

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
            return Finish(context, report, label);
        }
        catch (RecorderException) when (stick.Folder is null)
        {
            board.Tell(Matter.Stick, MessageTexts.StickPulled(label, done + 1, done));
            throw;
        }
    }

    private string Finish(JobContext context, ExportReport report, string label)
    {
        if (report.Files.FirstOrDefault(file => !file.IsVerified) is { } wrong)
        {
            throw new RecorderException(FaultKind.AnswerIsNo,
                $"{wrong.Name} came back different from stick {label}: all is still here; take another stick and export again.");
        }
        while (isStickBusy())
        {
            context.Report(1, "second copy", export: null);
            context.Cancel.WaitHandle.WaitOne(LookAgainAfter);
        }
        stick.Eject();
        board.Tell(Matter.Stick, MessageTexts.StickDone(label, report.Files.Count, report.VerifiedBytes));
        var sentence = $"{report.Files.Count} files, {Output.Size(report.VerifiedBytes)}, read back, identical.";
        return report.SplitSentence is { } split ? $"{sentence} {split}" : sentence;
    }

    private void Tell(JobContext context, string label, ExportStep step)
    {
        var whole = Math.Max(1, 2 * step.TotalBytes);
        var current = Math.Min(step.FilesDone, items.Count - 1);
        context.Report(
            Math.Min(1, (double)(step.CopiedBytes + step.VerifiedBytes) / whole),
            $"{Path.GetFileName(items[current].Name)}  {Math.Min(step.FilesDone + 1, step.Files)} of {step.Files}",
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
