namespace Recorder.Core.Ports;

/// <summary>What a thread is for, the most urgent first.</summary>
public enum ThreadRole
{
    /// <summary>Takes frames from the interface; may never be late by more than the driver's buffer.</summary>
    Capture,

    /// <summary>Fills the output.</summary>
    Playback,

    /// <summary>Writes to disk; must not wait behind ordinary programs.</summary>
    Disk,

    /// <summary>Answers hands: keys, knobs and lamps must not wait behind mixing.</summary>
    Panel,
}

/// <summary>Gives threads the precedence the machine allows.</summary>
public interface IRealtimeScheduler
{
    /// <summary>Raises the calling thread for its role; false when the machine refuses, which is not an error.</summary>
    bool Raise(ThreadRole role);
}
