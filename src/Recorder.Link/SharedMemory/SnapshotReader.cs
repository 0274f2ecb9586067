using Recorder.Core.Snapshots;

namespace Recorder.Link.SharedMemory;

/// <summary>A host's end of the shared snapshot.</summary>
/// <remarks>Of an engine that died the last snapshot stays: look at <see cref="EngineSnapshot.PublishedAtMs"/>.</remarks>
public sealed class SnapshotReader : IDisposable
{
    // The publisher would have to come round this often, each time within the microsecond of a copy.
    private const int Tries = 64;

    private readonly SnapshotMap map;

    private SnapshotReader(SnapshotMap map) => this.map = map;

    /// <summary>Null when there is no such file, or it is one of another version.</summary>
    public static SnapshotReader? TryOpen(string path) => SnapshotMap.TryOpen(path) is { } map ? new SnapshotReader(map) : null;

    /// <summary>The newest snapshot, whole; false when nothing was published yet.</summary>
    public bool TryRead(out EngineSnapshot snapshot)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (map.TryCopy(out snapshot))
                return true;
        }
        snapshot = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => map.Dispose();
}
