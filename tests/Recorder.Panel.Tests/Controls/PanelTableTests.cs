using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Tests.Controls;

/// <summary>"Buttons by state", cell by cell: each cell is pressed and must do what it says, and nothing else.</summary>
/// <remarks>
/// A cell names the commands that are posted, and the screen that opens; <c>says</c> begins what is told instead of a
/// command, <c>nothing</c> is neither.
/// </remarks>
public class PanelTableTests
{
    private const string Table = """
        | press           | idle                   | recording                            | playing             | overdubbing                                       | a job runs             |
        | REC             | StartTake              | says Already recording T12           | PunchIn             | PunchOut                                          | StartTake              |
        | BACK+REC        | StartTake from memory  | says Already recording T12           | PunchIn from PLAY   | PunchOut                                          | StartTake from memory  |
        | STOP            | Locate 0               | says Hold STOP to end T12            | StopPlaying         | says Hold STOP to end play and layer              | says Master of Song 4: |
        | STOP 0.5 s      | Locate 0               | EndTake                              | StopPlaying         | StopPlaying                                       | CancelJob              |
        | PLAY            | Play                   | nothing                              | Pause               | says REC: out. Hold STOP: end play and layer.     | Play                   |
        | BACK+PLAY       | nothing                | nothing                              | SwitchCompare       | nothing                                           | nothing                |
        | MARK            | StarTake 12            | AddMarker                            | AddMarker           | AddMarker                                         | StarTake 12            |
        | BACK+MARK       | nothing                | CutTake                              | AddSongBoundary     | AddSongBoundary                                   | nothing                |
        | MIX             | opens Mix              | opens Mix                            | opens Mix           | opens Mix                                         | opens Mix              |
        | MIX twice       | opens QuickMix         | opens QuickMix                       | opens QuickMix      | opens QuickMix                                    | opens QuickMix         |
        | BACK+MIX        | StartQuickMix          | StartQuickMix                        | StartQuickMix       | StartQuickMix                                     | StartQuickMix          |
        | MASTER          | opens Master           | opens Master                         | opens Master        | opens Master                                      | opens Master           |
        | MASTER twice    | opens Certificate      | opens Certificate                    | opens Certificate   | opens Certificate                                 | opens Certificate      |
        | BACK+MASTER     | StartMaster            | StartMaster                          | StartMaster         | StartMaster                                       | StartMaster            |
        | BACK+STOP 2 s   | PowerOff               | says T12 runs: hold STOP             | StopPlaying PowerOff| says A layer is recorded: hold STOP               | PowerOff               |
        | BACK+MAIN       | locks                  | locks                                | locks               | locks                                             | locks                  |
        """;

    private static readonly RecorderSnapshot Idle = Samples.WithTakes(Samples.Idle);

    private static readonly Dictionary<string, RecorderSnapshot> States = new()
    {
        ["idle"] = Idle,
        ["recording"] = Samples.Recording,
        ["playing"] = Samples.Playing,
        ["overdubbing"] = Samples.Playing with { Transport = TransportState.Overdubbing, Overdub = new OverdubState { Layer = 3, Take = 12 } },
        ["a job runs"] = Idle with
        {
            Job = new JobState { Kind = JobKind.Master, Phase = JobPhase.Running, Progress = 0.42, SecondsLeft = 60, Subject = "Song 4" },
        },
    };

    private static readonly Message Alarm = new(MessageKind.Alarm, "Interface X18 gone at 0:12:41.", "T12 kept. The gap is counted: 0:07.", "Plug it in again: the take goes on.")
    {
        IsStillTrue = true,
    };

    /// <summary>Every cell: what is pressed, in which state, and what must come of it.</summary>
    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        var rows = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var row in rows.Skip(1))
            for (var column = 1; column < row.Length; column++)
                cells.Add(row[0], rows[0][column], row[column]);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_does_what_it_says(string press, string state, string expected) =>
        Assert.StartsWith(expected, Outcome(new FakeRecorder(States[state]), press), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_alarm_changes_no_control(string press, string state, string expected) =>
        Assert.StartsWith(expected, Outcome(new FakeRecorder(States[state] with { Message = Alarm }), press), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Locked_only_mark_acts_and_the_rest_shows_how_to_unlock(string press, string state, string expected)
    {
        var recorder = new FakeRecorder(States[state]).BackAnd(PanelControl.Main).Wait(5000);
        var outcome = Outcome(recorder, press);
        if (press.EndsWith("MAIN", StringComparison.Ordinal))
            Assert.False(recorder.Panel.State.IsLocked);
        else if (press.EndsWith("MARK", StringComparison.Ordinal))
            Assert.StartsWith(expected, outcome, StringComparison.Ordinal);
        else
            Assert.Equal("says Locked. BACK + press MAIN unlocks.", outcome);
    }

    [Fact]
    public void The_table_has_every_state_for_every_press() => Assert.Equal(16 * 5, Cells().Count);

    [Fact]
    public void Paused_rec_says_how_and_play_goes_on()
    {
        var paused = Samples.Playing with { Transport = TransportState.Paused };
        Assert.StartsWith("says PLAY, then REC: punch in.", Outcome(new FakeRecorder(paused), "REC"), StringComparison.Ordinal);
        Assert.Equal("Play", Outcome(new FakeRecorder(paused), "PLAY"));
    }

    [Fact]
    public void Rec_predicts_itself()
    {
        var voice = Samples.Playing with { Inputs = Samples.Playing.Inputs.SetItem(6, Samples.Playing.Inputs[6] with { IsForOverdub = true }) };
        Assert.Equal("REC = new T13", RecordPrediction.Of(Idle with { NextTakeNumber = 13 }));
        Assert.Equal("REC = Guitar over T12", RecordPrediction.Of(voice));
        Assert.Equal("REC = which input over T12", RecordPrediction.Of(Samples.Playing));
        Assert.Equal(("REC over T12", "which input?"), RecordPrediction.OverTake(Samples.Playing));
        Assert.Equal(("REC = Guitar", "over T12"), RecordPrediction.OverTake(voice));
        Assert.Equal("REC = out", RecordPrediction.Of(States["overdubbing"]));
        Assert.Null(RecordPrediction.Of(Samples.Recording));
    }

    [Fact]
    public void Which_input_is_answered_by_its_knob_on_any_screen()
    {
        var asking = Samples.Playing with { Overdub = new OverdubState { AsksForInput = true } };
        Assert.Equal(new ArmOverdub(6, true), new FakeRecorder(asking).Tap(PanelControl.Knob7).Last);
        var onMix = new FakeRecorder(asking).Tap(PanelControl.Mix);
        Assert.Equal(new ArmOverdub(2, true), onMix.Tap(PanelControl.Knob3).Last);
    }

    [Fact]
    public void Arm_has_a_second_column_for_overdubs()
    {
        var recorder = new FakeRecorder(Idle);
        recorder.Panel.State.Screen = ScreenName.Arm;
        Assert.Equal(new ArmOverdub(6, true), recorder.BackAnd(PanelControl.Knob7).Last);
        recorder.Snapshot = Idle with { Inputs = Idle.Inputs.SetItem(6, Idle.Inputs[6] with { IsForOverdub = true }) };
        Assert.Equal(new ArmOverdub(6, false), recorder.Wait(10).BackAnd(PanelControl.Knob7).Last);
        Assert.IsType<ArmInput>(recorder.Tap(PanelControl.Knob7).Last);
    }

    [Fact]
    public void The_layers_of_the_open_take_are_stepped_through_with_the_original_among_them()
    {
        var recorder = new FakeRecorder(Layered(heard: 0));
        recorder.Panel.State.Screen = ScreenName.Layers;
        foreach (var (heard, chosen) in ((int, int)[])[(0, 2), (2, 5), (5, 0)])
        {
            recorder.Snapshot = Layered(heard);
            Assert.Equal(new ChooseLayer(12, 6, chosen), recorder.Wait(10).Tap(PanelControl.Main).Last);
        }
    }

    [Fact]
    public void A_song_is_played_from_its_beginning()
    {
        var recorder = new FakeRecorder(Samples.Playing with { Open = Samples.Playing.Open! with { SongSeconds = [0, 61.5] } });
        recorder.Panel.State.Screen = ScreenName.Songs;
        Assert.Equal(new Locate(2_952_000), recorder.Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Last);
    }

    private static RecorderSnapshot Layered(int heard) => Samples.Playing with
    {
        Open = Samples.Playing.Open! with { Layers = [new TrackLayers(0, "Kick", [], 0), new TrackLayers(6, "Guitar", [2, 5], heard)] },
    };

    // Pressed on METERS; what came of it in the table's own words.
    private static string Outcome(FakeRecorder recorder, string press)
    {
        var (wasLocked, noticeBefore) = (recorder.Panel.State.IsLocked, recorder.Notice);
        Press(recorder, press);
        var said = recorder.Notice == noticeBefore ? "" : recorder.Notice;
        if (recorder.Posted.Count > 0)
            return string.Join(' ', recorder.Posted.Select(Word));
        if (recorder.Panel.State.IsLocked != wasLocked)
            return recorder.Panel.State.IsLocked ? "locks" : "unlocks";
        if (recorder.Panel.State.Screen != ScreenName.Meters)
            return $"opens {recorder.Panel.State.Screen}";
        return said.Length > 0 ? $"says {said}" : "nothing";
    }

    private static void Press(FakeRecorder recorder, string press)
    {
        var withBack = press.StartsWith("BACK+", StringComparison.Ordinal);
        var words = (withBack ? press[5..] : press).Split(' ');
        var control = words[0] switch
        {
            "REC" => PanelControl.Record,
            "STOP" => PanelControl.Stop,
            "PLAY" => PanelControl.Play,
            "MARK" => PanelControl.Mark,
            "MIX" => PanelControl.Mix,
            "MASTER" => PanelControl.Master,
            _ => PanelControl.Main,
        };
        if (words.Length == 3)
        {
            var heldMs = (int)(1000 * double.Parse(words[1], CultureInfo.InvariantCulture)) + 40;
            if (withBack)
                recorder.Down(PanelControl.Back).Hold(control, heldMs).Up(PanelControl.Back);
            else
                recorder.Hold(control, heldMs);
        }
        else if (withBack)
            recorder.BackAnd(control);
        else
            recorder.Tap(control);
        if (words is [_, "twice"])
            recorder.Tap(control);
    }

    private static string Word(RecorderCommand command) => command switch
    {
        StartTake { FromStartOfMemory: true } => "StartTake from memory",
        PunchIn { FromPlayStart: true } => "PunchIn from PLAY",
        Locate locate => FormattableString.Invariant($"Locate {locate.Frame}"),
        StarTake star => FormattableString.Invariant($"StarTake {star.Number}"),
        _ => command.GetType().Name,
    };
}
