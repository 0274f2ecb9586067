using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link;
using Recorder.Link.Messages;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;
using Recorder.Simulation.Drives;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>Set-up against an engine that only remembers what it was told.</summary>
public sealed class SetUpDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<LinkMessage> asked = [];
    private readonly FakeClock clock = new();
    private bool isPowerOn = true;
    private RecorderSnapshot snapshot = Snapshot("X18", 4);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Names_arming_and_microphones_are_brought_to_every_engine_that_comes()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Do(desk, new NameInput(0, "Kick"));
        Do(desk, new ArmInput(3, false));
        Do(desk, new SetMicrophone(1, MicrophoneType.Condenser));
        desk.StoreIfDue(atOnce: true);
        asked.Clear();

        var next = Desk();
        next.Greet(snapshot);
        Assert.Equal([(LinkKind.NameInput, 0), (LinkKind.ArmInput, 3)], asked.Select(message => (message.Kind, message.Number)));
        Assert.Equal("Kick", asked[0].Text.ToString());
        Assert.False(asked[1].Flag);
        Assert.Equal(MicrophoneType.Condenser, next.Own.Input(1).Microphone);
    }

    [Fact]
    public void Another_interface_has_a_set_up_of_its_own()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Do(desk, new NameInput(0, "Kick"));
        snapshot = Snapshot("UMC404", 4);
        Assert.True(desk.IsNew(snapshot));
        asked.Clear();
        desk.Greet(snapshot);
        Assert.False(desk.IsNew(snapshot));
        Assert.Empty(asked);
        Assert.Equal("", desk.Own.Input(0).Name);
    }

    [Fact]
    public void A_pair_is_named_once_and_parted_by_name_too()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Do(desk, new PairInputs(3, true));
        Assert.Equal(["In 3 L", "In 3 R"], Names());
        Assert.True(SetUpDesk.IsPaired(desk.Own, 2));
        asked.Clear();
        Do(desk, new NameInput(3, "OH"));
        Assert.Equal(["OH L", "OH R"], Names());
        asked.Clear();
        snapshot = snapshot with { Inputs = [snapshot.Inputs[0], snapshot.Inputs[1], new InputState { Name = "OH L" }, new InputState { Name = "OH R" }] };
        Do(desk, new PairInputs(2, false));
        Assert.Equal(["OH 1", "OH 2"], Names());
        Assert.False(SetUpDesk.IsPaired(desk.Own, 3));
    }

    [Fact]
    public void An_input_without_a_neighbour_makes_no_pair()
    {
        snapshot = Snapshot("X18", 3);
        var desk = Desk();
        desk.Greet(snapshot);
        Assert.False(desk.TryRoute(new PairInputs(2, true), snapshot)!.Value.Accepted);
        Assert.Empty(asked);
    }

    [Fact]
    public void A_band_brings_back_names_and_arming()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Do(desk, new StoreBand("Trio"));
        Do(desk, new NameInput(0, "Voice"));
        Do(desk, new ArmInput(0, false));
        Assert.Equal("Trio", desk.State.Band);
        Assert.Equal(["Trio"], desk.State.Bands);
        asked.Clear();
        snapshot = snapshot with { Inputs = [new InputState { Name = "Voice", IsArmed = false }, .. snapshot.Inputs[1..]] };
        Do(desk, new RecallBand("trio"));
        Assert.Equal([(LinkKind.NameInput, 0), (LinkKind.ArmInput, 0)], asked.Select(message => (message.Kind, message.Number)));
        Assert.Equal("In 1", asked[0].Text.ToString());
        Do(desk, new DeleteBand("Trio"));
        Assert.False(desk.TryRoute(new RecallBand("Trio"), snapshot)!.Value.Accepted);
    }

    [Fact]
    public void Rate_and_format_are_kept_before_the_engine_starts_anew()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Do(desk, new SetRate(96000));
        Assert.Equal(LinkKind.Shutdown, asked[^1].Kind);
        Do(desk, new SetFormat(SampleFormat.F32));
        var own = SetUpFile.Beside(folder.File("session")).Facts.Of("X18");
        Assert.Equal((96000, "f32"), (own.RateHz!.Value, own.Format));
    }

    [Theory]
    [InlineData(TransportState.Starting), InlineData(TransportState.Recording), InlineData(TransportState.Ending), InlineData(TransportState.Playing)]
    public void Rate_and_format_stay_while_something_runs(TransportState transport)
    {
        var desk = Desk();
        desk.Greet(snapshot);
        var busy = snapshot with { Transport = transport, Running = new RunningTake { Number = 12 } };
        foreach (var command in (RecorderCommand[])[new SetRate(96000), new SetFormat(SampleFormat.S16)])
            Assert.Contains("stays", desk.TryRoute(command, busy)!.Value.Sentence, StringComparison.Ordinal);
        Assert.Empty(asked);
        Assert.Null(desk.Own.RateHz);
    }

    [Fact]
    public void A_take_begins_by_itself_only_at_power_on_and_only_when_set_up()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Assert.Empty(asked);
        Do(desk, new SetRecordAtPowerOn(true));
        Do(desk, new SetPreRoll(99));
        desk.StoreIfDue(atOnce: true);

        isPowerOn = false;
        Desk().Greet(snapshot);
        Assert.Empty(asked);
        isPowerOn = true;
        desk = Desk();
        desk.Greet(snapshot);
        Assert.Equal((LinkKind.StartTake, 60.0), (asked.Single().Kind, asked[0].Value));
        desk.Greet(snapshot);
        Assert.Single(asked);
    }

    [Fact]
    public void At_power_on_an_interface_is_waited_for_but_not_for_ever()
    {
        var first = Desk();
        Do(first, new SetRecordAtPowerOn(true));
        first.StoreIfDue(atOnce: true);
        var absent = new RecorderSnapshot();
        foreach (var (waitSeconds, starts) in ((int, bool)[])[(20, true), (90, false)])
        {
            asked.Clear();
            var desk = Desk();
            desk.Greet(absent);
            Assert.Empty(asked);
            time.Advance(TimeSpan.FromSeconds(waitSeconds));
            desk.Greet(snapshot);
            Assert.Equal(starts, asked.Count > 0);
        }
    }

    [Theory]
    [InlineData(31), InlineData(1025), InlineData(0), InlineData(-256)]
    public void A_period_nobody_could_hear_with_is_refused(int frames)
    {
        var desk = Desk();
        desk.Greet(snapshot);
        Assert.False(desk.TryRoute(new SetMonitorPeriod(frames), snapshot)!.Value.Accepted);
        Assert.Null(desk.Own.MonitorPeriodFrames);
        Assert.Equal(MonitorPeriod.UsualFrames, desk.State.MonitorPeriodFrames);
    }

    [Fact]
    public void The_period_is_kept_for_the_interface_and_the_engine_begins_anew_with_it()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        asked.Clear();
        Do(desk, new SetMonitorPeriod(64));
        Assert.Equal(LinkKind.Shutdown, Assert.Single(asked).Kind);
        Assert.Equal(64, desk.State.MonitorPeriodFrames);
        Assert.Equal(64, SetUpFile.Beside(folder.File("session")).Facts.Of(SetUpDesk.KeyOf(snapshot.Interface)).MonitorPeriodFrames);
    }

    [Fact]
    public void Turns_are_stored_once_a_second_at_most()
    {
        var desk = Desk();
        desk.Greet(snapshot);
        time.Advance(TimeSpan.FromSeconds(2));
        desk.StoreIfDue();
        Do(desk, new SetPreRoll(7));
        desk.StoreIfDue();
        Assert.Null(SetUpFile.Beside(folder.File("session")).Facts.PreRollSeconds);
        time.Advance(TimeSpan.FromSeconds(1));
        desk.StoreIfDue();
        Assert.Equal(7, SetUpFile.Beside(folder.File("session")).Facts.PreRollSeconds);
    }

    [Fact]
    public void The_clock_is_set_where_there_is_one()
    {
        var to = new DateTimeOffset(2026, 3, 8, 19, 41, 0, TimeSpan.FromHours(1));
        Do(Desk(), new SetDateAndTime(to));
        Assert.Equal(to, clock.Time);
    }

    [Fact]
    public void Other_commands_are_left_to_others() => Assert.Null(Desk().TryRoute(new Undo(), snapshot));

    private static RecorderSnapshot Snapshot(string name, int inputs) => new()
    {
        Interface = new InterfaceState { IsPresent = true, Name = name, RateHz = 48000, Channels = inputs },
        Inputs = [.. Enumerable.Range(1, inputs).Select(number => new InputState { Name = FormattableString.Invariant($"In {number}") })],
    };

    private string[] Names() => [.. asked.Where(message => message.Kind == LinkKind.NameInput).Select(message => message.Text.ToString())];

    private void Do(SetUpDesk desk, RecorderCommand command) => Assert.True(desk.TryRoute(command, snapshot)!.Value.Accepted);

    private SetUpDesk Desk()
    {
        var session = SessionFolder.OpenOrBegin(folder.File("session"));
        var settings = new HostSettings
        {
            SessionFolder = session.Path, Link = LinkPaths.InFolder(folder.Path), Stick = new FolderDrive(folder.File("stick")),
            Clock = clock, IsPowerOn = () => isPowerOn,
        };
        return new SetUpDesk(SetUpFile.Beside(session.Path), Ask, new MixDesk(session, time), settings, time);
    }

    private CommandReply Ask(LinkMessage message)
    {
        asked.Add(message);
        return CommandReply.Done;
    }

    private sealed class FakeClock : IMachineClock
    {
        public DateTimeOffset? Time { get; private set; }

        public void Set(DateTimeOffset time) => Time = time;
    }
}
