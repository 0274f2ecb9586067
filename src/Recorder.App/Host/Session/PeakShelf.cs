using Recorder.App.Host.Jobs;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Studio.Mix;
using Recorder.Studio.Overview;

namespace Recorder.App.Host.Session;

/// <summary>The wave of the open take: read from its file, or made once in the background; it stands still while a take is recorded.</summary>
internal sealed class PeakShelf(SessionFolder session) : IDisposable
{
    private readonly PauseGate gate = new();

    // Replaced as a whole: another thread reads it.
    private volatile Shown shown = new(0, null);
    private CancellationTokenSource? making;
    private Task made = Task.CompletedTask;

    /// <summary>The wave of a take as far as it is known; null when it is not.</summary>
    public TakePeaks? Of(int take) => shown is { Peaks: var peaks } now && now.Take == take ? peaks : null;

    /// <summary>Which take is open, and whether one is being recorded.</summary>
    public void Show(Take? open, bool isTakeRunning)
    {
        if (isTakeRunning)
            gate.Close();
        else
            gate.Open();
        if ((open?.Number ?? 0) == shown.Take)
            return;
        Cancel();
        shown = new Shown(open?.Number ?? 0, null);
        if (open is not { Condition: TakeCondition.Closed, Frames: > 0, RateHz: > 0 } take)
            return;
        var path = session.Resolve(SessionLayout.PeaksFile(take.Number));
        var known = PeakFile.TryRead(path, take.Frames, take.Tracks.Length, take.RateHz);
        var peaks = known ?? new TakePeaks(take.Frames, take.RateHz);
        shown = new Shown(take.Number, peaks);
        if (known is not null)
            return;
        making = new CancellationTokenSource();
        var cancel = making.Token;
        made = Task.Factory.StartNew(() => Make(take, path, peaks, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Returns when nothing is being made any more.</summary>
    public void Wait() => made.Wait();

    /// <inheritdoc/>
    public void Dispose()
    {
        Cancel();
        gate.Dispose();
    }

    private void Make(Take take, string path, TakePeaks peaks, CancellationToken cancel)
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        try
        {
            using var audio = TakeAudio.Open(take, isWhole: true);
            TakeOverview.Fill(audio, peaks, () => gate.Pass(cancel));
            if (peaks.Filled == peaks.Buckets)
                PeakFile.TryWrite(path, peaks, take.Tracks.Length);
        }
        catch (Exception trouble) when (trouble is RecorderException or OperationCanceledException)
        {
            // A take that cannot be read has no wave; opening it to play or mix says why.
        }
    }

    private void Cancel()
    {
        making?.Cancel();
        try
        {
            made.Wait();
        }
        catch (AggregateException)
        {
            // Cancelled before it began.
        }
        making?.Dispose();
        making = null;
    }

    private sealed record Shown(int Take, TakePeaks? Peaks);
}
