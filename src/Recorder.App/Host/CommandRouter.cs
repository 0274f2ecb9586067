using Recorder.App.Host.Engine;
using Recorder.App.Host.Jobs;
using Recorder.App.Host.Messages;
using Recorder.App.Host.Session;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Linux.Drives;
using Recorder.Session.Folders;

namespace Recorder.App.Host;

/// <summary>Takes each command to where it is done: the engine, the session, the mix or the queue of jobs.</summary>
internal sealed class CommandRouter(
    CompareDesk compare, OpenTakeDesk openTake, EngineConnection engine, SceneSender sender, SessionFolder session, TakeShelf shelf, MixDesk desk, JobQueue jobs,
    MessageBoard board, IRemovableDrive stick, ExportChoices export, SecondCopySwitch secondCopy, SetUpDesk setUp, TakeDesk takes, PunchDesk punching, MasterDesk masters,
    Func<RecorderSnapshot> snapshot, Action powerOff)
{
    private readonly GroupDesk groups = new(desk);

    // REC is answered within 20 ms; an engine that prepares sixteen files on a slow card needs longer than that.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan RefusalStands = TimeSpan.FromSeconds(6);

    // Whether a hand has put the playhead somewhere while nothing plays.
    private volatile bool isLocated;

    /// <summary>Does it, or says why not.</summary>
    public CommandReply Route(RecorderCommand command)
    {
        // A hand on the mix means what is heard.
        if (command is Core.Commands.SetStrip or Core.Commands.SetBus or SetGroup or JoinGroup or ProposeGroups or Undo or Redo or RecallScene or MorphScene or DropMove or ChooseLayer or Core.Commands.OpenTake or Core.Commands.StartTake)
            compare.End();
        return setUp.TryRoute(command, snapshot()) ?? takes.TryRoute(command, snapshot()) ?? openTake.TryRoute(command) ?? masters.TryRoute(command) ?? groups.TryRoute(command) ?? Do(command);
    }

    private CommandReply Do(RecorderCommand command) => command switch
    {
        SwitchCompare change => compare.Switch(change),
        StartTake start => StartTake(start),
        PunchIn punch => PunchIn(punch),
        PunchOut when punching.TryLetBe() => new CommandReply(true, "Not punching in. It plays on."),
        AddMarker marker => AddMarker(marker),
        Core.Commands.Play => Play(),
        Locate locate => Locate(locate),
        OpenTake open => OpenTake(open.Number),
        StarTake star => shelf.Change(star.Number, facts => facts with { IsStarred = star.Starred }),
        RenameTake rename => shelf.Change(rename.Number, facts => facts with { Name = rename.Name.Trim() }),
        BinTake bin => Bin(bin.Number),
        RestoreTake restore => shelf.Change(restore.Number, facts => facts with { IsBinned = false }),
        Core.Commands.EmptyBin => EmptyBin(),
        SetStrip set => SetStrip(set),
        SetBus set => SetBus(set),
        SetMaster set => SetMaster(set),
        Undo => desk.Undo(),
        Redo => desk.Redo(),
        RecallScene recall => desk.Recall(recall.Name),
        MorphScene morph => desk.Morph(morph),
        DropMove drop => desk.Drop(drop),
        StartQuickMix => AddJob(RunningOrOpen, (take, isRunning) => new TakeQuickMix(take, desk, isRunning)),
        StartMaster => AddJob(() => shelf.Open, (take, _) => masters.NewJob(take)),
        StartStems => AddJob(() => IsTakeRunning ? null : shelf.Open, (take, _) => new TakeStems(take, session, desk), "Stems are made of takes that have ended."),
        StartExport start => StartExport(start.Choice),
        SetSecondCopy set => SetSecondCopy(set.On),
        CancelJob => jobs.Cancel() ? CommandReply.Done : CommandReply.Refused("No job runs."),
        MarkAlarmSeen => board.MarkSeen() ? CommandReply.Done : CommandReply.Refused("There is no message."),
        PowerOff => SwitchOff(),
        _ => LinkMessages.TryFrom(command) is { } message
            ? Quickly(() => engine.Post(message))
            : CommandReply.Refused("That is not known here."),
    };

    private bool IsTakeRunning => SnapshotFold.IsTakeRunning(snapshot().Transport);

    // A job stands still before the engine is asked: its disk traffic must not lie between REC and the first commit.
    private CommandReply StartTake(StartTake start)
    {
        jobs.SetTakeRuns(true);
        return Quickly(() =>
        {
            var reply = engine.Post(LinkMessages.StartTake(start.PreRollSeconds ?? setUp.PreRollSeconds, start.FromStartOfMemory));
            if (!reply.Accepted && !IsTakeRunning)
                jobs.SetTakeRuns(false);
            return reply;
        });
    }

    // The same for a layer.
    private CommandReply PunchIn(PunchIn punch)
    {
        jobs.SetTakeRuns(true);
        return Quickly(() =>
        {
            var reply = punching.PunchIn(punch.FromPlayStart, snapshot());
            if ((!reply.Accepted || reply.Sentence.Length > 0) && !SnapshotFold.IsRecording(snapshot().Transport))
                jobs.SetTakeRuns(false);
            return reply;
        });
    }

    // What takes longer counts as accepted, as lamps and snapshot will show; a late refusal becomes a message.
    private CommandReply Quickly(Func<CommandReply> ask)
    {
        var asking = Task.Run(ask);
        if (asking.Wait(Patience))
            return asking.Result;
        asking.ContinueWith(
            asked =>
            {
                if (asked.IsCompletedSuccessfully && !asked.Result.Accepted)
                    board.Tell(Matter.Panel, MessageTexts.HostTrouble(asked.Result.Sentence), lifetime: RefusalStands);
            },
            TaskScheduler.Default);
        return CommandReply.Done;
    }

    private CommandReply AddMarker(AddMarker marker) => IsTakeRunning
        ? engine.Post(LinkMessages.AddMarker(marker.Label))
        : CommandReply.Refused("Markers are set while a take is recorded or heard.");

    private CommandReply Play() => shelf.Open is { } take
        ? Quickly(() => Play(take))
        : CommandReply.Refused("No take to play yet. Press REC.");

    // From standing, a take begins where its range does; a playhead that a hand has put elsewhere stays there.
    private CommandReply Play(Take take)
    {
        takes.Tell();
        if (snapshot().Transport == TransportState.Idle && !isLocated && take.Range.Start > 0)
            engine.Post(LinkMessages.Locate(take.Range.Start));
        isLocated = false;
        return engine.Post(LinkMessages.Play(take.Number));
    }

    private CommandReply Locate(Locate locate)
    {
        isLocated = locate.Frame > 0;
        return Quickly(() => engine.Post(LinkMessages.Locate(locate.Frame)));
    }

    private CommandReply OpenTake(int number)
    {
        if (IsTakeRunning)
            return CommandReply.Refused("Not while a take is recorded.");
        if (snapshot().Transport is TransportState.Playing or TransportState.Paused or TransportState.Overdubbing)
            engine.Post(LinkMessages.Plain(LinkKind.StopPlaying));
        if (shelf.TryOpen(number) is not { } take)
            return CommandReply.Refused($"T{number} is not there.");
        desk.Open(take);
        return CommandReply.Done;
    }

    private CommandReply Bin(int number)
    {
        if (snapshot().Running?.Number == number)
            return CommandReply.Refused($"T{number} is being recorded.");
        var reply = shelf.Change(number, facts => facts with { IsBinned = true });
        return reply.Accepted ? new CommandReply(true, $"T{number} is in the bin. It comes back until the bin is emptied.") : reply;
    }

    private CommandReply EmptyBin()
    {
        var deleted = shelf.EmptyBin();
        return new CommandReply(true, deleted == 1 ? "1 take is deleted." : FormattableString.Invariant($"{deleted} takes are deleted."));
    }

    private CommandReply SetStrip(SetStrip set)
    {
        var reply = desk.Set(set, out var moved);
        foreach (var (strip, value) in moved)
            sender.Send(strip, set.Parameter, value);
        return reply;
    }

    private CommandReply SetBus(SetBus set)
    {
        desk.Set(set);
        sender.Send(set.Parameter, desk.Mix.Current.Bus[set.Parameter]);
        return CommandReply.Done;
    }

    private CommandReply SetMaster(SetMaster set)
    {
        desk.Set(set);
        return CommandReply.Done;
    }

    private Take? RunningOrOpen() => snapshot().Running is { } running ? session.ReadTake(running.Number) : shelf.Open;

    private CommandReply AddJob(Func<Take?> find, Func<Take, bool, HostJob> make, string whileRunning = "Masters are made of takes that have ended.")
    {
        if (find() is not { } take)
            return CommandReply.Refused(IsTakeRunning ? whileRunning : "No take yet. Press REC.");
        jobs.Add(make(take, take.Condition == TakeCondition.Open));
        return CommandReply.Done;
    }

    private CommandReply StartExport(ExportChoice choice)
    {
        if (stick.Label is null)
            return CommandReply.Refused("No stick is in. Put one in, then start again.");
        if (stick.Trouble == DriveTrouble.ReadOnly)
            return CommandReply.Refused($"Stick {stick.Label} takes no writes: nothing was copied. Look at its switch, or take another.");
        var items = export.Items(choice, shelf.Open, stick.Folder is { } folder ? new FolderVolume(folder).MaxFileBytes : long.MaxValue);
        if (items.Count == 0)
            return CommandReply.Refused("Nothing to copy yet: record a take, make a master.");
        board.Withdraw(Matter.Stick);
        jobs.Add(new StickExport(items, stick, board, IsStickBusy));
        return CommandReply.Done;
    }

    private bool IsStickBusy() =>
        snapshot().SecondCopy.Phase is SecondCopyPhase.Copying or SecondCopyPhase.Behind or SecondCopyPhase.Verifying;

    private CommandReply SetSecondCopy(bool isOn)
    {
        if (!isOn && snapshot().SecondCopy.CarriesTake)
            return CommandReply.Refused($"T{snapshot().Running?.Number} is being recorded on the stick alone. Hold STOP first.");
        secondCopy.Set(isOn);
        return CommandReply.Done;
    }

    private CommandReply SwitchOff()
    {
        if (snapshot().Running is { } running)
            return CommandReply.Refused($"T{running.Number} is being recorded. Hold STOP first.");
        if (snapshot().Transport is TransportState.Overdubbing)
            return CommandReply.Refused("A layer is being recorded. Hold STOP first.");
        desk.StoreIfDue(atOnce: true);
        engine.Post(LinkMessages.Plain(LinkKind.Shutdown));
        board.Tell(Matter.Panel, MessageTexts.SafeToUnplug());
        powerOff();
        return CommandReply.Done;
    }
}
