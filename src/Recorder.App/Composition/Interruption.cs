using System.Runtime.InteropServices;

namespace Recorder.App.Composition;

/// <summary>Ctrl-C, a service's stop, a closed terminal or the panel's POWER: the one way a host comes to its end.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly ManualResetEventSlim asked = new();
    private readonly PosixSignalRegistration[] signals;
    private Timer? timer;

    public Interruption() => signals =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, End)),
    ];

    /// <summary>Returns when the end was asked for.</summary>
    public void Wait() => asked.Wait();

    /// <summary>Asks for the end in a while, so that last words can be read.</summary>
    public void After(TimeSpan delay) => timer = new Timer(_ => asked.Set(), null, delay, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        timer?.Dispose();
        asked.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        asked.Set();
    }
}
