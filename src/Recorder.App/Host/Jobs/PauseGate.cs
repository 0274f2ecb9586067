namespace Recorder.App.Host.Jobs;

/// <summary>Where long work waits while something more important runs.</summary>
internal sealed class PauseGate : IDisposable
{
    private readonly ManualResetEventSlim open = new(initialState: true);

    /// <summary>Whether who comes now waits.</summary>
    public bool IsClosed => !open.IsSet;

    public void Close() => open.Reset();

    public void Open() => open.Set();

    /// <summary>Returns at once, or when the gate opens.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public void Pass(CancellationToken cancel) => open.Wait(cancel);

    /// <inheritdoc/>
    public void Dispose() => open.Dispose();
}
