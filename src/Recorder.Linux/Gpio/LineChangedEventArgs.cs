using System.Device.Gpio;
using Recorder.Core.Ports;

namespace Recorder.Linux.Gpio;

/// <summary>An edge on a line, with the kernel's time and order.</summary>
/// <param name="change">Rising or falling.</param>
/// <param name="pinNumber">The line's number at its controller.</param>
/// <param name="timestampNs">Nanoseconds of the monotonic clock.</param>
/// <param name="sequence">Its number among the edges of its chip.</param>
public sealed class LineChangedEventArgs(PinEventTypes change, int pinNumber, long timestampNs, uint sequence)
    : PinValueChangedEventArgs(change, pinNumber), ITimedLineChange
{
    /// <inheritdoc/>
    public long TimestampNs { get; } = timestampNs;

    /// <inheritdoc/>
    public uint Sequence { get; } = sequence;
}
