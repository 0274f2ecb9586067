namespace Recorder.App.CommandLine;

/// <summary>A bar with an estimate on standard error, for work of more than two seconds watched on a terminal.</summary>
internal sealed class ProgressBar(string subject, TimeProvider time) : IProgress<double>, IDisposable
{
    private const int Cells = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);

    private readonly long startedAt = time.GetTimestamp();
    private readonly bool isWatched = !Console.IsErrorRedirected;
    private long drawnAt;
    private bool isDrawn;

    /// <summary>The share done, 0 to 1.</summary>
    public void Report(double value)
    {
        var elapsed = time.GetElapsedTime(startedAt);
        if (!isWatched || elapsed < Patience || (isDrawn && time.GetElapsedTime(drawnAt) < RedrawEvery))
            return;
        (drawnAt, isDrawn) = (time.GetTimestamp(), true);
        var share = Math.Clamp(value, 0, 1);
        var full = (int)(share * Cells);
        var left = share > 0.01 ? Output.Duration(elapsed.TotalSeconds * (1 - share) / share + 1) + " left" : "";
        Console.Error.Write($"\r{subject} [{new string('#', full)}{new string('.', Cells - full)}] {left,-14}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDrawn)
            Console.Error.Write($"\r{new string(' ', subject.Length + Cells + 20)}\r");
    }
}
