using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Engine.Disk;
using Recorder.Engine.Realtime;
using Recorder.Link.Messages;

namespace Recorder.Engine;

/// <summary>Does what a host asks over the link, and tells it unasked when a take begins, ends or is in trouble.</summary>
/// <param name="engine">The engine that does it.</param>
public sealed class HostCommands(RecorderEngine engine)
{
    private volatile bool isShutdownAsked;
    private TransportState lastState;
    private int lastTake;
    private EngineFault lastFault;

    /// <summary>Whether a host has asked the engine to end.</summary>
    public bool IsShutdownAsked => isShutdownAsked;

    /// <summary>Answers one command; called on the link's thread. A running take's commands allocate nothing but a marker's label.</summary>
    public void Handle(in LinkMessage command, ref LinkMessage reply)
    {
        CommandReply answer;
        try
        {
            answer = Do(in command);
        }
        catch (RecorderException trouble)
        {
            answer = CommandReply.Refused(trouble.Message);
        }
        reply.Flag = answer.Accepted;
        reply.Text.Set(answer.Sentence);
    }

    /// <summary>Tells what has happened since the last call.</summary>
    /// <param name="snapshot">The newest snapshot.</param>
    /// <param name="send">Sends to the host, if there is one.</param>
    public void Tell(in EngineSnapshot snapshot, Action<LinkMessage> send)
    {
        if (snapshot.TakeNumber != lastTake && snapshot.TakeNumber > 0)
            send(LinkMessages.TakeStarted(snapshot.TakeNumber));
        if (lastState == TransportState.Ending && snapshot.Transport == TransportState.Idle)
            send(LinkMessages.TakeEnded(snapshot.TakeNumber, snapshot.TakeFrames));
        if (snapshot.Fault != lastFault && snapshot.Fault != EngineFault.None)
            send(LinkMessages.Fault(snapshot.TakeNumber, snapshot.Fault, snapshot.FaultFrame));
        (lastState, lastTake, lastFault) = (snapshot.Transport, snapshot.TakeNumber, snapshot.Fault);
    }

    private CommandReply Do(in LinkMessage command) => command.Kind switch
    {
        LinkKind.StartTake => engine.StartTake(double.IsNaN(command.Value) ? null : Math.Clamp(command.Value, 0, 3600), command.Flag),
        LinkKind.EndTake => engine.EndTake(),
        LinkKind.CutTake => engine.CutTake(),
        LinkKind.AddMarker => engine.AddMarker(command.Text.ToString()),
        LinkKind.ArmInput => engine.ArmInput(command.Number, command.Flag),
        LinkKind.NameInput => engine.NameInput(command.Number, command.Text.ToString()),
        LinkKind.SecondCopy => engine.SetSecondCopy(command.Text.ToString()),
        LinkKind.PunchIn => engine.PunchIn(command.Flag, Math.Max(0, command.Frame), command.Value > 0 ? (long)command.Value : long.MaxValue),
        LinkKind.PunchOut => engine.PunchOut(),
        LinkKind.ArmOverdub => engine.ArmOverdub(command.Number, command.Flag),
        LinkKind.ClearClips => ClearClips(),
        LinkKind.Shutdown => Shutdown(),
        _ => engine.Monitor is { } monitor ? Do(in command, monitor) : CommandReply.Refused("The engine has no output."),
    };

    private static CommandReply Do(in LinkMessage command, MonitorDesk monitor) => command.Kind switch
    {
        LinkKind.SetStrip => monitor.SetStrip(command.Number, (StripParameter)command.Choice, (float)command.Value),
        LinkKind.SetBus => monitor.SetBus((BusParameter)command.Choice, (float)command.Value),
        LinkKind.EditBank => monitor.EditBank(command.Number),
        LinkKind.LoadMaster => monitor.LoadMaster(command.Text.ToString(), command.Frame),
        LinkKind.LoadLayer => monitor.LoadLayer(command.Number, command.Choice, (float)command.Value),
        LinkKind.HearBank => monitor.HearBank(command.Number, (float)command.Value),
        LinkKind.SetClick => monitor.SetClick((ClickParameter)command.Choice, (float)command.Value),
        LinkKind.SetCue => monitor.SetCue(command.Frame, command.Number, (CueParameter)command.Choice, (float)command.Value),
        LinkKind.SetCueChannel => monitor.SetCueChannel(command.Frame, command.Number, command.Choice, (float)command.Value),
        LinkKind.SetTakeTempo => monitor.SetTakeTempo(command.Number, LinkMessages.TempoOf(in command)),
        LinkKind.HearAs => monitor.HearAs((PlaybackSystem)command.Choice),
        LinkKind.SetMaster => monitor.SetMaster((MasterParameter)command.Choice, (float)command.Value),
        LinkKind.HearStage => monitor.HearStage(command.Flag ? (MasterParameter)command.Choice : null, command.Value),
        LinkKind.SetPhones => monitor.SetPhones((float)command.Value),
        LinkKind.Play => monitor.Play(command.Number),
        LinkKind.Pause => monitor.Pause(),
        LinkKind.StopPlaying => monitor.StopPlaying(),
        LinkKind.Locate => monitor.Locate(command.Frame),
        LinkKind.SetPlayRange => monitor.SetRange(new PlayRange(
            command.Number, command.Frame, command.Flag ? ((long)command.Value, (long)command.Value + command.Choice) : null)),
        _ => CommandReply.Refused("The engine does not know that command; host and engine are of different versions."),
    };

    private CommandReply ClearClips()
    {
        engine.ClearClips();
        return CommandReply.Done;
    }

    private CommandReply Shutdown()
    {
        if (engine.IsTakeRunning)
            return CommandReply.Refused($"T{engine.TakeNumber} is being recorded; it goes on; end it first.");
        if (engine.IsBusy)
            return CommandReply.Refused("A layer is being stored; it goes on; wait a moment.");
        isShutdownAsked = true;
        return CommandReply.Done;
    }
}
