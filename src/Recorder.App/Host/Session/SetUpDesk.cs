using System.Collections.Immutable;
using Recorder.App.Host.Engine;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link.Messages;
using Recorder.Session.SetUp;
using Recorder.Web.Pairing;

namespace Recorder.App.Host.Session;

/// <summary>
/// What people set up: kept per interface and per band, brought to every engine that comes, and to every interface that is
/// plugged in.
/// </summary>
internal sealed class SetUpDesk(SetUpFile file, Func<LinkMessage, CommandReply> ask, MixDesk desk, HostSettings settings, TimeProvider time)
{
    private const double MostPreRollSeconds = 60;
    private const int MostNameLetters = 16;
    private static readonly TimeSpan StoreEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PowerOnLasts = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private string key = "";
    private readonly long createdAt = time.GetTimestamp();
    private bool isPowerOnOver;
    private long storedAt;

    /// <summary>A band's inputs are back; what the interface itself sets of them is not yet.</summary>
    public event Action<ImmutableArray<InputSetUp>> BandRecalled = _ => { };

    /// <summary>What SET-UP shows.</summary>
    public SetUpState State
    {
        get
        {
            var facts = file.Facts;
            var now = time.GetLocalNow();
            var own = facts.Of(Key);
            return new SetUpState
            {
                PreRollSeconds = PreRollSeconds,
                MonitorPeriodFrames = own.MonitorPeriodFrames ?? settings.MonitorPeriodFrames,
                RecordsAtPowerOn = facts.RecordsAtPowerOn,
                DisplaySleepMinutes = facts.DisplaySleepMinutes,
                Bands = [.. own.Bands.Select(band => band.Name)],
                Band = own.Band,
                WallClock = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)),
            };
        }
    }

    /// <summary>What is kept of the inputs of the interface that is there.</summary>
    public InterfaceSetUp Own => file.Facts.Of(Key);

    /// <summary>Seconds before REC that belong to a take.</summary>
    public double PreRollSeconds => file.Facts.PreRollSeconds ?? settings.PreRollSeconds;

    private string Key
    {
        get
        {
            lock (gate)
                return key;
        }
    }

    /// <summary>Does what is set up; null when the command is no such.</summary>
    public CommandReply? TryRoute(RecorderCommand command, RecorderSnapshot snapshot) => command switch
    {
        ArmInput arm => Arm(arm),
        NameInput name => Name(name, snapshot),
        PairInputs pair => Pair(pair, snapshot),
        SetMicrophone set => ChangeInput(set.Input, snapshot, input => input with { Microphone = set.Type }),
        SetRate set => Restart(snapshot, "rate", own => own with { RateHz = set.RateHz }),
        SetFormat set => Restart(snapshot, "format", own => own with { Format = set.Format.ToWord() }),
        SetMonitorPeriod set when !MonitorPeriod.IsValid(set.Frames) => CommandReply.Refused(
            FormattableString.Invariant($"{set.Frames} frames at once are not between {MonitorPeriod.LeastFrames} and {MonitorPeriod.MostFrames}: the period stays.")),
        SetMonitorPeriod set => Restart(snapshot, "period", own => own with { MonitorPeriodFrames = set.Frames }),
        SetPreRoll set => Change(facts => facts with { PreRollSeconds = Math.Clamp(set.Seconds, 0, MostPreRollSeconds) }),
        SetRecordAtPowerOn set => Change(facts => facts with { RecordsAtPowerOn = set.IsOn }),
        SetDisplaySleep set => Change(facts => facts with { DisplaySleepMinutes = Math.Max(0, set.Minutes) }),
        StoreBand store => StoreBand(store.Name.Trim(), snapshot),
        RecallBand recall => RecallBand(recall.Name, snapshot),
        DeleteBand delete => DeleteBand(delete.Name),
        SetDateAndTime set => SetClock(set.Time),
        BeginPairing => Pairing(pairing => pairing.Begin(), ""),
        ForgetBrowsers => Pairing(pairing => pairing.Forget(), "Every other browser is asked for a code again."),
        _ => null,
    };

    /// <summary>Whether an interface has come that has not been greeted yet.</summary>
    public bool IsNew(RecorderSnapshot snapshot) => KeyOf(snapshot.Interface) != Key;

    /// <summary>A new engine or another interface: it learns what is kept for it.</summary>
    /// <param name="snapshot">With the inputs as the engine knows them.</param>
    public void Greet(RecorderSnapshot snapshot)
    {
        lock (gate)
            key = KeyOf(snapshot.Interface);
        Apply(snapshot);
        // An interface that is slow to come up is waited for, one that is plugged in later starts nothing.
        if (isPowerOnOver || (!snapshot.Interface.IsPresent && time.GetElapsedTime(createdAt) < PowerOnLasts))
            return;
        isPowerOnOver = true;
        if (time.GetElapsedTime(createdAt) < PowerOnLasts && settings.IsPowerOn() && file.Facts.RecordsAtPowerOn && snapshot.Interface.IsPresent && snapshot.Running is null)
            ask(LinkMessages.StartTake(PreRollSeconds));
    }

    /// <summary>Stores what has changed, at most once a second.</summary>
    /// <exception cref="RecorderException">The disk refuses; what was stored before stands.</exception>
    public void StoreIfDue(bool atOnce = false)
    {
        if (!atOnce && time.GetElapsedTime(storedAt) < StoreEvery)
            return;
        storedAt = time.GetTimestamp();
        file.Store();
    }

    /// <summary>What set-up is kept under.</summary>
    internal static string KeyOf(InterfaceState state) => state.Key.Length > 0 ? state.Key : state.Name;

    private CommandReply Arm(ArmInput arm)
    {
        var reply = ask(LinkMessages.ArmInput(arm.Input, arm.Armed));
        if (reply.Accepted)
            file.Change(Key, own => own.With(arm.Input, input => input with { IsArmed = arm.Armed }));
        return reply;
    }

    // A pair is named once: its halves are told apart by L and R.
    private CommandReply Name(NameInput name, RecorderSnapshot snapshot)
    {
        if ((uint)name.Input >= (uint)snapshot.Inputs.Length)
            return NoInput(name.Input);
        if (!IsPaired(Own, name.Input))
            return Rename(name.Input, name.Name.Trim());
        var (left, right) = StereoPairs.NamesOf(name.Name.Trim(), MostNameLetters);
        var reply = Rename(name.Input & ~1, left);
        return reply.Accepted ? Rename(name.Input | 1, right) : reply;
    }

    private CommandReply Pair(PairInputs pair, RecorderSnapshot snapshot)
    {
        var (left, right) = (pair.Input & ~1, pair.Input | 1);
        if (pair.Input < 0 || right >= snapshot.Inputs.Length)
            return CommandReply.Refused($"There is no input beside {pair.Input + 1} to make a pair.");
        if (pair.Paired == IsPaired(Own, left))
            return CommandReply.Done;
        var names = pair.Paired
            ? StereoPairs.NamesOf(snapshot.Inputs[left].Name, MostNameLetters)
            : StereoPairs.Parted(snapshot.Inputs[left].Name, snapshot.Inputs[right].Name);
        var reply = Rename(left, names.Item1);
        if (reply.Accepted)
            reply = Rename(right, names.Item2);
        if (reply.Accepted)
            file.Change(Key, own => own.With(left, input => input with { IsPaired = pair.Paired }));
        return reply;
    }

    private CommandReply Rename(int input, string name)
    {
        var reply = ask(LinkMessages.NameInput(input, name));
        if (!reply.Accepted)
            return reply;
        file.Change(Key, own => own.With(input, kept => kept with { Name = name }));
        desk.RenameInput(input, name);
        return reply;
    }

    private CommandReply ChangeInput(int input, RecorderSnapshot snapshot, Func<InputSetUp, InputSetUp> change)
    {
        if ((uint)input >= (uint)snapshot.Inputs.Length)
            return NoInput(input);
        file.Change(Key, own => own.With(input, change));
        return CommandReply.Done;
    }

    private CommandReply Change(Func<SetUpFacts, SetUpFacts> change)
    {
        file.Change(change);
        return CommandReply.Done;
    }

    // An engine has one rate and one format for its life: another one reads the new ones as it starts.
    private CommandReply Restart(RecorderSnapshot snapshot, string what, Func<InterfaceSetUp, InterfaceSetUp> change)
    {
        if (SnapshotFold.IsTakeRunning(snapshot.Transport))
            return CommandReply.Refused($"T{snapshot.Running?.Number} is being recorded: the {what} stays until it has ended.");
        if (snapshot.Transport != TransportState.Idle)
            return CommandReply.Refused($"Something plays: the {what} stays. Press STOP first.");
        if (!snapshot.Interface.IsPresent)
            return CommandReply.Refused($"No interface: the {what} is kept per interface. Plug it in first.");
        file.Change(Key, change);
        StoreIfDue(atOnce: true);
        return ask(LinkMessages.Plain(LinkKind.Shutdown));
    }

    private CommandReply StoreBand(string name, RecorderSnapshot snapshot)
    {
        if (name.Length == 0)
            return CommandReply.Refused("A band needs a name.");
        file.Change(Key, own => Complete(own, snapshot).Store(name));
        return new CommandReply(true, $"{name} is stored.");
    }

    private CommandReply RecallBand(string name, RecorderSnapshot snapshot)
    {
        if (Own.FindBand(name) is not { } band)
            return CommandReply.Refused($"{name} is not kept for this interface.");
        if (snapshot.Transport is not (TransportState.Idle or TransportState.Playing or TransportState.Paused))
            return CommandReply.Refused($"T{snapshot.Running?.Number} is being recorded: its inputs stay as they are.");
        file.Change(Key, own => own with { Inputs = band.Inputs, Band = band.Name });
        Apply(snapshot);
        BandRecalled(band.Inputs);
        return new CommandReply(true, $"{band.Name} is back.");
    }

    private CommandReply DeleteBand(string name)
    {
        file.Change(Key, own => own.Forget(name));
        return new CommandReply(true, $"{name} is deleted. The inputs stay as they are.");
    }

    private CommandReply SetClock(DateTimeOffset to)
    {
        if (settings.Clock is not { } clock)
            return CommandReply.Refused("This machine keeps its own time: nothing was set.");
        clock.Set(to);
        return new CommandReply(true, "The clock is set.");
    }

    private CommandReply Pairing(Action<PairingDesk> act, string sentence)
    {
        if (settings.Pairing is not { } pairing)
            return CommandReply.Refused("No code is needed here: every browser is let in.");
        act(pairing);
        return new CommandReply(true, sentence);
    }

    // Names that are the interface's own are kept too: recalled, the band finds them again.
    private static InterfaceSetUp Complete(InterfaceSetUp own, RecorderSnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Inputs.Length; i++)
        {
            var seen = snapshot.Inputs[i];
            own = own.With(i, input => input with { Name = seen.Name, IsArmed = seen.IsArmed });
        }
        return own;
    }

    private void Apply(RecorderSnapshot snapshot)
    {
        var own = Own;
        for (var i = 0; i < Math.Min(own.Inputs.Length, snapshot.Inputs.Length); i++)
        {
            var (kept, seen) = (own.Inputs[i], snapshot.Inputs[i]);
            if (kept.Name.Length > 0 && kept.Name != seen.Name && ask(LinkMessages.NameInput(i, kept.Name)).Accepted)
                desk.RenameInput(i, kept.Name);
            if (kept.IsArmed != seen.IsArmed)
                ask(LinkMessages.ArmInput(i, kept.IsArmed));
        }
    }

    internal static bool IsPaired(InterfaceSetUp own, int input) => own.Input(input & ~1).IsPaired;

    private static CommandReply NoInput(int input) => CommandReply.Refused($"There is no input {input + 1}.");
}
