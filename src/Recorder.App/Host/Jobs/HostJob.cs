using Recorder.Core.Snapshots;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Jobs;

/// <summary>Long work that the host does beside the panel.</summary>
internal abstract class HostJob(JobKind kind, string subject)
{
    public JobKind Kind { get; } = kind;

    /// <summary>What it works on, such as "T12 Song 4".</summary>
    public string Subject { get; } = subject;

    /// <summary>Whether it may run while a take does: a quick mix of what is recorded so far.</summary>
    public virtual bool RunsBesideTake => false;

    /// <summary>Whether a take ends it instead of letting it rest: what it measures would be worth nothing afterwards.</summary>
    public virtual bool EndsWhenTakeRuns => false;

    /// <summary>What is said when it was cancelled.</summary>
    public virtual string CancelledSentence => "Cancelled. Finished files stay.";

    /// <summary>A take as the displays call it.</summary>
    protected static string TitleOf(Take take) => $"{take.ShortName} {take.Facts.Name}".TrimEnd();

    /// <summary>Does it, on the queue's thread.</summary>
    /// <returns>The result in one sentence.</returns>
    /// <exception cref="Core.Faults.RecorderException">It failed; the message is for people.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract string Run(JobContext context);
}

/// <summary>What a job tells while it runs; each report waits as long as a take goes first.</summary>
internal sealed class JobContext(PauseGate gate, Action<double, string?, ExportProgress?> tell, CancellationToken cancel) : IProgress<double>
{
    public CancellationToken Cancel { get; } = cancel;

    /// <inheritdoc/>
    public void Report(double value) => Report(value, subject: null, export: null);

    /// <summary>Tells how far it is (0 to 1) and, when they changed, its subject and counts.</summary>
    public void Report(double value, string? subject, ExportProgress? export)
    {
        tell(value, subject, export);
        gate.Pass(Cancel);
        Cancel.ThrowIfCancellationRequested();
    }

    /// <summary>A part of the whole, as a progress of its own.</summary>
    public IProgress<double> Part(double from, double to) => new PartOf(this, from, to);

    private sealed class PartOf(JobContext whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (to - from) * Math.Clamp(value, 0, 1));
    }
}
