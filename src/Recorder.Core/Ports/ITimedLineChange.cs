namespace Recorder.Core.Ports;

/// <summary>
/// A change of a line as the kernel saw it. The events of System.Device.Gpio carry neither time nor order between lines;
/// drivers of ours hand out events that are also this.
/// </summary>
public interface ITimedLineChange
{
    /// <summary>When the edge came, in nanoseconds of the machine's monotonic clock.</summary>
    long TimestampNs { get; }

    /// <summary>Its number among all edges of its chip, from 1; 0 for a change that was found out by asking.</summary>
    uint Sequence { get; }
}
