using Recorder.Core.Commands;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Surfaces;

/// <summary>A control surface in the language it speaks. One thread calls it.</summary>
internal interface ISurface
{
    SurfaceProtocol Protocol { get; }

    /// <summary>Controls that do something; 0 where the protocol says which.</summary>
    int Controls { get; }

    /// <summary>Bytes from it, split anywhere; values that they move are posted by <see cref="Flush"/>.</summary>
    void Receive(ReadOnlySpan<byte> bytes, RecorderSnapshot snapshot, long nowMs);

    /// <summary>Posts each value that was moved, once.</summary>
    void Flush();

    /// <summary>Bytes from it were passed over.</summary>
    void Lost();

    /// <summary>Time has passed and the recorder may have changed: counts holds, shows what is other than it was.</summary>
    void Tick(RecorderSnapshot snapshot, long nowMs);
}
