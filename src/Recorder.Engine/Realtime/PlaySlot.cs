using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Engine.Disk;

namespace Recorder.Engine.Realtime;

/// <summary>
/// The take under the playhead, shared by three threads: control puts one in, the reader thread fills it, the monitor plays it.
/// </summary>
/// <remarks>
/// Design: a source that was replaced is closed by the reader thread once the monitor has turned to another. The monitor
/// names the one it uses, then looks again whether it still is the one wanted; the reader looks at that name only after
/// another was wanted, with a full fence between the two steps on both sides, so neither uses a closed one.
/// </remarks>
internal sealed class PlaySlot(TransportMachine transport) : IDisposable
{
    private readonly List<PlaySource> retired = [];
    private readonly Lock gate = new();
    private PlaySource? wanted;
    private PlaySource? used;

    /// <summary>The take that is in it.</summary>
    public PlaySource? Current => Volatile.Read(ref wanted);

    /// <summary>Control side: the take that is played from now on; null for none.</summary>
    public void Put(PlaySource? source)
    {
        lock (gate)
        {
            if (wanted is not null)
                retired.Add(wanted);
            Volatile.Write(ref wanted, source);
        }
    }

    /// <summary>Monitor thread: the take to play now; safe until the next call.</summary>
    public PlaySource? Use()
    {
        while (true)
        {
            var source = Volatile.Read(ref wanted);
            Volatile.Write(ref used, source);
            Interlocked.MemoryBarrier();
            if (source == Volatile.Read(ref wanted))
                return source;
        }
    }

    /// <summary>The take has been played to its end, or cannot be read any further.</summary>
    public void End(PlaySource source)
    {
        if (source != Current)
            return;
        transport.TryMove(TransportState.Playing, TransportState.Idle);
        transport.TryMove(TransportState.Overdubbing, TransportState.Idle);
    }

    /// <summary>Reader thread: reads ahead and closes what is not needed any more; false when there was nothing to do.</summary>
    public bool Fill()
    {
        CloseRetired();
        if (Current is not { } source)
            return false;
        try
        {
            // Not under the lock: a disk that stands still must not keep REC waiting. Only this thread closes sources.
            return source.Fill();
        }
        catch (RecorderException)
        {
            End(source);
            return false;
        }
    }

    /// <summary>What the snapshot shows of it.</summary>
    public void CopyTo(ref EngineSnapshot snapshot)
    {
        var source = Current;
        snapshot.PlayTakeNumber = source?.Number ?? 0;
        snapshot.PlayheadFrames = source?.PlayheadFrames ?? 0;
        snapshot.PlayLengthFrames = source?.LengthFrames ?? 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Put(null);
        retired.ForEach(source => source.Dispose());
    }

    private void CloseRetired()
    {
        lock (gate)
        {
            if (retired.Count == 0)
                return;
            Interlocked.MemoryBarrier();
            var inUse = Volatile.Read(ref used);
            for (var i = retired.Count - 1; i >= 0; i--)
            {
                if (retired[i] == inUse)
                    continue;
                retired[i].Dispose();
                retired.RemoveAt(i);
            }
        }
    }
}
