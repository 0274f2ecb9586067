using Recorder.Core.Faults;
using Recorder.Core.Snapshots;

namespace Recorder.Link.SharedMemory;

/// <summary>The engine's end of the shared snapshot; one thread publishes.</summary>
public sealed class SnapshotPublisher : IDisposable
{
    private readonly SnapshotMap map;

    /// <summary>Makes the shared file, readable by this user alone.</summary>
    /// <exception cref="RecorderException">It cannot be made.</exception>
    public SnapshotPublisher(string path)
    {
        try
        {
            map = SnapshotMap.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"The shared file {path} cannot be made; nothing was started; choose a folder that can be written.", problem);
        }
    }

    /// <summary>Makes this the newest snapshot; allocates nothing and never waits for a reader.</summary>
    public void Publish(in EngineSnapshot snapshot) => map.Publish(in snapshot);

    /// <summary>Lets go; the file stays with the last snapshot, whose time tells that it is old.</summary>
    public void Dispose() => map.Dispose();
}
