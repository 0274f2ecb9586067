using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.SecondCopy;
using Recorder.Engine.Survival;

namespace Recorder.Engine;

/// <summary>Receives every snapshot the engine publishes; called on the capture thread, must neither wait nor allocate.</summary>
public delegate void SnapshotSink(in EngineSnapshot snapshot);

/// <summary>Adds to a snapshot what is known beside the engine; called on the capture thread, must neither wait nor allocate.</summary>
public delegate void SnapshotDetail(ref EngineSnapshot snapshot);

/// <summary>How an engine is set up; fixed for its life.</summary>
public sealed record EngineSettings
{
    /// <summary>The session's name, for the files' own information.</summary>
    public string SessionName { get; init; } = "";

    /// <summary>Seconds of every input kept in memory: what REC can reach back to, and how long a disk may stand still.</summary>
    public double MemorySeconds { get; init; } = 40;

    /// <summary>
    /// Memory that outlives the engine, owned by it from then on; null is memory of its own. Its length goes before
    /// <see cref="MemorySeconds"/>.
    /// </summary>
    public EngineMemory? Memory { get; init; }

    /// <summary>Seconds before REC that belong to a take unless it is said otherwise, 0 to 60.</summary>
    public double PreRollSeconds { get; init; }

    /// <summary>Format of the tracks; null is the interface's own.</summary>
    public SampleFormat? Format { get; init; }

    /// <summary>Inputs armed at the beginning, from 0; null is all.</summary>
    public IReadOnlyList<int>? ArmedInputs { get; init; }

    /// <summary>Frames by which a sound that is played comes back later than output and interface tell; 0 when it was never measured.</summary>
    public int RoundTripFrames { get; init; }

    /// <summary>Opens and starts the interface again after it was gone, null while it is not there; without it the input has ended then.</summary>
    public Func<ICaptureDevice?>? ReopenCapture { get; init; }

    /// <summary>Opens the stick in a folder for the second copy; null while it is not there. Without it there is none.</summary>
    public Func<string, SecondStore?>? OpenSecondStore { get; init; }

    /// <summary>The stick's folder at the beginning; empty is none.</summary>
    public string SecondCopyFolder { get; init; } = "";

    /// <summary>Where snapshots go.</summary>
    public SnapshotSink? PublishSnapshot { get; init; }

    /// <summary>Adds to every snapshot before it is published.</summary>
    public SnapshotDetail? DescribeMore { get; init; }

    /// <summary>Gives the engine's threads their precedence.</summary>
    public IRealtimeScheduler? Scheduler { get; init; }
}
