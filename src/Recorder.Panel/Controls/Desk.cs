using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Controls;

/// <summary>What all parts of the control map share: the state, the newest snapshot, the time, and a voice.</summary>
internal sealed class Desk(IRecorder recorder, bool isSmall)
{
    private const long NoticeMs = 2500;

    public PanelState State { get; } = new() { IsSmall = isSmall };

    public RecorderSnapshot Snapshot { get; private set; } = recorder.Snapshot;

    public long NowMs { get; private set; }

    /// <summary>Something is recorded, is about to be, or is being stored.</summary>
    public bool IsRecording => Snapshot.Transport is TransportState.Starting or TransportState.Recording or TransportState.Ending;

    /// <summary>What the inputs hear is being kept, as a take or as a layer.</summary>
    public bool RecordsInputs => IsRecording || Snapshot.Transport == TransportState.Overdubbing;

    /// <summary>"T12", the take that runs.</summary>
    public string RunningTake => Snapshot.Running is { } take ? FormattableString.Invariant($"T{take.Number}") : "the take";

    public void Advance(RecorderSnapshot snapshot, long nowMs) => (Snapshot, NowMs) = (snapshot, nowMs);

    /// <summary>Takes the recorder's newest snapshot.</summary>
    public void Refresh(long nowMs) => Advance(recorder.Snapshot, nowMs);

    /// <summary>Posts a command and shows what is said to it; false when it was refused.</summary>
    public bool Post(RecorderCommand command)
    {
        CommandReply reply;
        try
        {
            reply = recorder.Post(command);
        }
        catch (RecorderException trouble)
        {
            reply = CommandReply.Refused(trouble.Message);
        }
        Snapshot = recorder.Snapshot;
        if (reply.Sentence.Length > 0)
            Tell(reply.Sentence);
        return reply.Accepted;
    }

    /// <summary>Shows a sentence for a moment.</summary>
    public void Tell(string sentence) => State.Notice = new Notice(sentence, NowMs + NoticeMs);

    /// <summary>Shows how far a hold has come, for as long as this is called again.</summary>
    public void TellHold(string sentence, double share) => State.Notice = new Notice(sentence, NowMs + 200, share);

    /// <summary>Goes to a screen, with its list on the first row; what was said on the one before does not cover it.</summary>
    public void GoTo(ScreenName screen)
    {
        // What is said with this very step belongs to the new screen.
        if (State.Screen != screen && State.Notice?.UntilMs < NowMs + NoticeMs)
            State.Notice = null;
        State.Screen = screen;
        State.Row = 0;
        State.Choice = null;
        State.Clock = null;
        State.Overlay = null;
        State.Question = null;
        State.IsHelpShown = false;
    }
}
