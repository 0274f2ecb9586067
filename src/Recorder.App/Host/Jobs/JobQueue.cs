using Recorder.Core.Faults;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.Jobs;

/// <summary>Long work, one at a time and in order; a take goes before all of it.</summary>
internal sealed class JobQueue : IDisposable
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<HostJob> waiting = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly CancellationTokenSource closing = new();
    private readonly PauseGate pause = new();
    private readonly Thread worker;
    private CancellationTokenSource? current;
    private HostJob? running;
    private JobState? state;
    private long startedAt;
    private TimeSpan pausedFor;
    private long pausedAt;
    private bool takeRuns;

    public JobQueue(TimeProvider time)
    {
        this.time = time;
        worker = new Thread(Work) { Name = "jobs", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        worker.Start();
    }

    /// <summary>Raised on the queue's thread when a job has come to its end, with its last state.</summary>
    public event Action<HostJob, JobState>? Ended;

    /// <summary>The job under way or the last one; null before the first.</summary>
    public JobState? State => Volatile.Read(ref state);

    /// <summary>Adds a job at the end.</summary>
    public void Add(HostJob job)
    {
        lock (gate)
        {
            waiting.Enqueue(job);
            if (running is null && waiting.Count == 1)
                state = new JobState { Kind = job.Kind, Subject = job.Subject, Phase = JobPhase.Waiting };
        }
        arrivals.Release();
    }

    /// <summary>Whether a take runs: while it does, a job stands still where it is.</summary>
    public void SetTakeRuns(bool runs)
    {
        lock (gate)
        {
            if (takeRuns == runs)
                return;
            takeRuns = runs;
            if (runs)
                Stand();
            else
                GoOn();
        }
    }

    /// <summary>Ends the job under way, or takes the next one out of the queue; false when there is none.</summary>
    public bool Cancel()
    {
        lock (gate)
        {
            if (current is not null)
            {
                current.Cancel();
                return true;
            }
            if (!waiting.TryDequeue(out _))
                return false;
            state = waiting.TryPeek(out var next)
                ? new JobState { Kind = next.Kind, Subject = next.Subject, Phase = JobPhase.Waiting }
                : state! with { Phase = JobPhase.Cancelled };
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        lock (gate)
            current?.Cancel();
        worker.Join();
        arrivals.Dispose();
        pause.Dispose();
        closing.Dispose();
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                arrivals.Wait(closing.Token);
                WaitForTurn();
                if (Begin() is { } job)
                    Run(job);
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The host is being closed; what was unfinished is begun anew by whoever asks again.
        }
    }

    // A job that must not run beside a take waits in front of its first step, not inside it.
    private void WaitForTurn()
    {
        lock (gate)
        {
            if (!takeRuns || !waiting.TryPeek(out var next) || next.RunsBesideTake)
                pause.Open();
            else
                pause.Close();
        }
        pause.Pass(closing.Token);
    }

    private HostJob? Begin()
    {
        lock (gate)
        {
            // Cancelled while it waited.
            if (!waiting.TryDequeue(out running))
                return null;
            current = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
            (startedAt, pausedFor) = (time.GetTimestamp(), TimeSpan.Zero);
            state = new JobState { Kind = running.Kind, Subject = running.Subject, Phase = JobPhase.Running };
            return running;
        }
    }

    private void Run(HostJob job)
    {
        var context = new JobContext(pause, Tell, current!.Token);
        var (phase, sentence) = Outcome(job, context);
        JobState last;
        lock (gate)
        {
            last = state! with
            {
                Phase = phase,
                Sentence = sentence,
                SecondsLeft = null,
                Progress = phase == JobPhase.Done ? 1 : state!.Progress,
            };
            state = last;
            current.Dispose();
            (current, running) = (null, null);
        }
        Ended?.Invoke(job, last);
        lock (gate)
        {
            if (running is null && waiting.TryPeek(out var next) && ReferenceEquals(state, last))
                state = new JobState { Kind = next.Kind, Subject = next.Subject, Phase = JobPhase.Waiting };
        }
    }

    private static (JobPhase Phase, string Sentence) Outcome(HostJob job, JobContext context)
    {
        try
        {
            return (JobPhase.Done, job.Run(context));
        }
        catch (OperationCanceledException)
        {
            return (JobPhase.Cancelled, job.CancelledSentence);
        }
        catch (RecorderException trouble)
        {
            return (JobPhase.Failed, trouble.Message);
        }
        catch (Exception trouble)
        {
            // Whatever went wrong in a mix, the panel must stay: it is the only hand on the running take.
            return (JobPhase.Failed, $"It failed ({trouble.Message.TrimEnd('.')}): all that was finished is whole; try again.");
        }
    }

    private void Tell(double progress, string? subject, ExportProgress? export)
    {
        lock (gate)
        {
            var seconds = (time.GetElapsedTime(startedAt) - pausedFor).TotalSeconds;
            state = state! with
            {
                Progress = progress,
                Subject = subject ?? state.Subject,
                Export = export ?? state.Export,
                // The first moments say little about the rest.
                SecondsLeft = progress > 0.02 && seconds > 0.5 ? seconds * (1 - progress) / progress : null,
            };
        }
    }

    private void Stand()
    {
        if (running is null || running.RunsBesideTake)
            return;
        if (running.EndsWhenTakeRuns)
        {
            current!.Cancel();
            return;
        }
        pause.Close();
        pausedAt = time.GetTimestamp();
        state = state! with { Phase = JobPhase.Paused, SecondsLeft = null };
    }

    private void GoOn()
    {
        if (running is not null && state!.Phase == JobPhase.Paused)
        {
            pausedFor += time.GetElapsedTime(pausedAt);
            state = state with { Phase = JobPhase.Running };
        }
        pause.Open();
    }
}
