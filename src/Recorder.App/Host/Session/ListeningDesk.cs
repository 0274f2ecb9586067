using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;

namespace Recorder.App.Host.Session;

/// <summary>How what plays is heard, other than it is; back as it is when nobody says it again, and when something is recorded.</summary>
/// <param name="post">Tells the engine.</param>
/// <param name="snapshot">The newest state.</param>
/// <param name="time">The clock of how long it holds.</param>
internal sealed class ListeningDesk(Func<LinkMessage, CommandReply> post, Func<RecorderSnapshot> snapshot, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private PlaybackSystem wanted;
    private PlaybackSystem? told;
    private long askedAt;

    /// <summary>What the engine does.</summary>
    public ListeningState State
    {
        get
        {
            lock (gate)
                return new ListeningState { As = told ?? PlaybackSystem.Studio };
        }
    }

    /// <summary>Does its command; null for any other.</summary>
    public CommandReply? TryRoute(RecorderCommand command)
    {
        if (command is not Listen listen)
            return null;
        if (listen.As != PlaybackSystem.Studio && SnapshotFold.IsRecording(snapshot().Transport))
            return CommandReply.Refused("Something is recorded: what is heard stays as it is.");
        lock (gate)
        {
            (wanted, askedAt) = (listen.As, time.GetTimestamp());
            return Tell();
        }
    }

    /// <summary>Looks whether anybody still wants it; called several times a second.</summary>
    public void Round()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(askedAt) > Lease || SnapshotFold.IsRecording(snapshot().Transport))
                wanted = PlaybackSystem.Studio;
            Tell();
        }
    }

    /// <summary>Another engine, or one that has met another host before.</summary>
    public void Forget()
    {
        lock (gate)
            told = null;
    }

    private CommandReply Tell()
    {
        if (told == wanted)
            return CommandReply.Done;
        var reply = post(LinkMessages.HearAs(wanted));
        if (reply.Accepted)
            told = wanted;
        return reply;
    }
}
