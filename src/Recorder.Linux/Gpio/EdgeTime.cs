using System.Device.Gpio;
using Recorder.Core.Ports;

namespace Recorder.Linux.Gpio;

/// <summary>The time of an edge: the kernel's where it comes along, else now. Both are the machine's monotonic clock.</summary>
internal static class EdgeTime
{
    private const long NsPerMs = 1_000_000;

    public static long Ms(PinValueChangedEventArgs edge, TimeProvider time) =>
        edge is ITimedLineChange timed ? timed.TimestampNs / NsPerMs : NowMs(time);

    public static long NowMs(TimeProvider time) => (long)time.GetElapsedTime(0).TotalMilliseconds;
}
