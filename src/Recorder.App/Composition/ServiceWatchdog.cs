using Microsoft.Extensions.Hosting.Systemd;

namespace Recorder.App.Composition;

/// <summary>
/// Tells systemd that the panel's loop runs. A host that stands still leaves its lights as they were, REC among them; systemd
/// ends it then and starts another, and the engine records on (WatchdogSec in recorder-host.service).
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class ServiceWatchdog(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SystemdNotifier notifier = new();
    private long? toldAt;

    /// <summary>A sign of life, as often as one likes; systemd hears of one a second. Without systemd nobody does.</summary>
    public void Tell()
    {
        if (toldAt is { } at && time.GetElapsedTime(at) < Period)
            return;
        toldAt = time.GetTimestamp();
        notifier.Notify(new ServiceState("WATCHDOG=1"));
    }
}
