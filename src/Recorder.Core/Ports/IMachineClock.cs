namespace Recorder.Core.Ports;

/// <summary>The machine's wall clock, which people may set.</summary>
public interface IMachineClock
{
    /// <summary>Sets it, and the clock with a battery where there is one.</summary>
    /// <exception cref="Faults.RecorderException">This program may not, or the clock refuses; it stands as it was.</exception>
    void Set(DateTimeOffset time);
}
