using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link;
using Recorder.Link.Messages;
using Recorder.Link.SharedMemory;
using Recorder.Link.Wire;

namespace Recorder.App.Host.Engine;

/// <summary>The way to the engine: finds the one that runs, starts one where none does, and comes back when it was gone.</summary>
/// <param name="paths">Where they meet.</param>
/// <param name="start">Starts an engine; null when somebody else does (systemd).</param>
/// <param name="time">The monotonic clock.</param>
internal sealed class EngineConnection(LinkPaths paths, EngineStarter? start, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private EngineLinkClient? client;
    private SnapshotReader? reader;
    private long? startedAt;

    /// <summary>What the engine tells unasked; raised on the link's thread.</summary>
    public event Action<LinkMessage>? EventReceived;

    /// <summary>Whether an engine is there.</summary>
    public bool IsConnected => Volatile.Read(ref client) is { Ended.IsCompleted: false };

    /// <summary>Connects when there is no connection, starting an engine when nobody answers; called again and again.</summary>
    /// <returns>True when a connection was made by this call.</returns>
    /// <exception cref="Core.Faults.RecorderException">An engine is there but another host has it, or it is of another version.</exception>
    public bool TryEnsure()
    {
        lock (gate)
        {
            if (IsConnected)
                return false;
            Drop();
            if (EngineLinkClient.TryConnect(paths.Socket) is not { } connected)
            {
                StartOne();
                return false;
            }
            connected.EventReceived += message => EventReceived?.Invoke(message);
            reader = SnapshotReader.TryOpen(paths.Snapshot);
            Volatile.Write(ref client, connected);
            startedAt = null;
            return true;
        }
    }

    /// <summary>Why there is no engine, in one sentence.</summary>
    public string WhyNot() => start?.LastComplaint() is { Length: > 0 } complaint
        ? complaint
        : "The engine does not come up: nothing is recorded; start again, and look at its log.";

    /// <summary>Asks the engine and waits for its reply.</summary>
    public CommandReply Post(LinkMessage message) => Volatile.Read(ref client) is { } connected
        ? connected.Post(message, ReplyTimeout)
        : CommandReply.Refused("The engine is starting; nothing was done; try again in a moment.");

    /// <summary>The engine's newest snapshot; false when there is none.</summary>
    public bool TryRead(out EngineSnapshot snapshot)
    {
        snapshot = default;
        lock (gate)
            return reader?.TryRead(out snapshot) ?? false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            Drop();
    }

    private void StartOne()
    {
        if (start is null || (startedAt is { } at && time.GetElapsedTime(at) < StartAgainAfter))
            return;
        startedAt = time.GetTimestamp();
        start.Start();
    }

    private void Drop()
    {
        client?.Dispose();
        reader?.Dispose();
        (client, reader) = (null, null);
    }
}
