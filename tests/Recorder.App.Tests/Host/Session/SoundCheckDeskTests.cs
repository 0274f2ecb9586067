using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Survival;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>The sound check on the memory of an engine: a loud input, the same upside down, and one with nothing plugged in.</summary>
public sealed class SoundCheckDeskTests : IDisposable
{
    private const int RoundMs = 100;
    private static readonly CaptureFormat Format = new(3, 48000, SampleFormat.S32, 480);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly Random noise = new(5);
    private readonly List<RecorderCommand> posted = [];
    private readonly MixDesk mix;
    private readonly SoundCheckDesk desk;
    private EngineMemory memory;
    private double level = 0.7;

    private RecorderSnapshot snapshot = new()
    {
        Interface = new InterfaceState { IsPresent = true, Channels = 3, RateHz = 48000 },
        Inputs =
        [
            new InputState { Name = "Snare", Controls = new InputControls(new InputGain(40, 0, 60, 1), null, null) },
            new InputState { Name = "Bottom" }, new InputState { Name = "Voice" },
        ],
    };

    public SoundCheckDeskTests()
    {
        memory = Begin();
        mix = new MixDesk(SessionFolder.OpenOrBegin(folder.File("session")), time);
        mix.OpenInputs(["Snare", "Bottom", "Voice"]);
        desk = new SoundCheckDesk(MemoryFile, mix, Post, () => snapshot, time);
    }

    private string MemoryFile => folder.File("engine.memory");

    public void Dispose()
    {
        desk.Dispose();
        memory.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_listens_from_start_to_end_and_what_it_found_stays()
    {
        Play(5);
        Assert.Equal((false, 0, 0), (desk.State.IsListening, desk.State.Seconds, desk.State.Inputs.Length));
        Assert.True(Do(new StartSoundCheck()).Accepted);
        Play(40);
        Assert.True(desk.State.IsListening);
        Assert.Equal(4, desk.State.Seconds, 0.6);
        Assert.True(Do(new EndSoundCheck()).Accepted);
        Play(20);
        Assert.Equal((false, 3), (desk.State.IsListening, desk.State.Inputs.Length));
        Assert.Equal(4, desk.State.Seconds, 0.2);
        Assert.Equal(20 * Math.Log10(0.7), desk.State.Inputs[0].SamplePeakDbfs!.Value, 0.1);
        Assert.Equal([InputSignal.Playing, InputSignal.Playing, InputSignal.Zeros], desk.State.Inputs.Select(input => input.Signal));
        Assert.Equal((-9, 31f), (desk.State.Inputs[0].GainChangeDb, desk.State.Inputs[0].GainDb));
        Assert.Null(desk.TryRoute(new Undo()));
    }

    [Fact]
    public void A_check_that_was_forgotten_ends_by_itself()
    {
        using var shortDesk = new SoundCheckDesk(MemoryFile, mix, Post, () => snapshot, time, longestSeconds: 3);
        shortDesk.TryRoute(new StartSoundCheck());
        for (var round = 0; round < 33; round++)
        {
            Play(1);
            shortDesk.Round();
        }
        Assert.Equal((false, 3), (shortDesk.State.IsListening, shortDesk.State.Inputs.Length));
        Assert.Equal(3, shortDesk.State.Seconds, 0.1);
    }

    [Fact]
    public void Applied_to_one_input_its_gain_goes_there_and_it_is_heard_anew()
    {
        Listen();
        var reply = Do(new ApplySoundCheck(0));
        Assert.Equal((true, "Done: gain 40 to 31 dB."), (reply.Accepted, reply.Sentence));
        Assert.Equal([new SetInputGain(0, 31)], posted);
        Assert.Equal((InputSignal.Waiting, ""), (desk.State.Inputs[0].Signal, desk.State.Inputs[0].Proposal));
        level *= Math.Pow(10, -9 / 20.0);
        Play(30);
        Assert.Equal("good, peak -12 dB", desk.State.Inputs[0].Verdict);
        Assert.Equal("Nothing to apply: it is good.", Do(new ApplySoundCheck(0)).Sentence);
        Assert.Equal(InputSignal.Playing, desk.State.Inputs[1].Signal);
    }

    [Fact]
    public void A_gain_that_a_hand_turns_is_heard_anew()
    {
        Listen();
        Turn(31);
        Play(1);
        level *= 0.1;
        Play(30);
        Assert.Equal(20 * Math.Log10(0.07), desk.State.Inputs[0].SamplePeakDbfs!.Value, 0.1);
        Assert.Equal(20 * Math.Log10(0.37), desk.State.Inputs[1].SamplePeakDbfs!.Value, 0.4);
    }

    [Fact]
    public void Applied_to_all_the_mix_changes_in_one_step_that_undo_takes_back()
    {
        Listen();
        Assert.True(desk.State.Inputs[1].Polarity);
        Assert.Equal("Done for 2 inputs. BACK + MAIN left: undo the mix.", Do(new ApplySoundCheck()).Sentence);
        Assert.Equal([new SetInputGain(0, 31)], posted);
        Assert.True(IsInverted(1));
        Assert.Equal("sound check", mix.StepNames.Undo);
        Assert.Null(desk.State.Inputs[1].Polarity);
        mix.Undo();
        Assert.False(IsInverted(1));
        Play(10);
    }

    [Fact]
    public void While_something_is_recorded_gains_stay_and_the_mix_may_change()
    {
        Listen();
        snapshot = snapshot with { Transport = TransportState.Recording };
        var refused = Do(new ApplySoundCheck(0));
        Assert.Equal((false, "Gains stay while recording: on CHANNEL press the knob in and turn."), (refused.Accepted, refused.Sentence));
        Assert.True(Do(new ApplySoundCheck(1)).Accepted);
        Assert.True(IsInverted(1));
        Assert.Empty(posted);
        Play(10);
        Assert.Equal(31f, desk.State.Inputs[0].GainDb);
    }

    [Fact]
    public void An_engine_that_begins_anew_is_heard_on()
    {
        Listen();
        memory.Dispose();
        memory = Begin();
        for (var i = 0; i < 6; i++)
            Pass();
        Play(30);
        Assert.Equal(7, desk.State.Seconds, 0.8);
    }

    [Fact]
    public void Before_a_check_and_without_an_interface_it_says_so()
    {
        Assert.Equal("No sound check yet. Menu: Sound check.", Do(new ApplySoundCheck(1)).Sentence);
        snapshot = snapshot with { Interface = new InterfaceState() };
        Assert.Equal((false, "No interface. Plug one in."), (Do(new StartSoundCheck()).Accepted, Do(new StartSoundCheck()).Sentence));
    }

    private CommandReply Do(RecorderCommand command) => desk.TryRoute(command)!.Value;

    private CommandReply Post(RecorderCommand command)
    {
        posted.Add(command);
        if (command is SetInputGain { Input: 0 } set)
            Turn(set.GainDb);
        return CommandReply.Done;
    }

    private void Turn(float gainDb)
    {
        var input = snapshot.Inputs[0];
        snapshot = snapshot with { Inputs = snapshot.Inputs.SetItem(0, input with { Controls = input.Controls with { Gain = input.Controls.Gain!.Value with { ValueDb = gainDb } } }) };
    }

    private bool IsInverted(int strip) => mix.Mix.Current.Strips[strip].Values.IsOn(StripParameter.PolarityInverted);

    private void Listen()
    {
        Do(new StartSoundCheck());
        Play(40);
    }

    private EngineMemory Begin() => EngineMemory.TryCreate(MemoryFile, "session", Format, 2, time)!;

    // Drum beats, eight a second; the other microphone hears half of them, upside down, and a noise of its own.
    private void Play(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var left = Format.RateHz * RoundMs / 1000; left > 0;)
            {
                var from = memory.Ring.WrittenFrames;
                var room = memory.Ring.BeginWrite(left);
                for (var i = 0; i < room.Frames; i++)
                {
                    var at = (from + i) % 6000 / 6000.0;
                    var sample = at < 0.5 ? Math.Sin(Math.Tau * 4 * at) * Math.Sin(Math.Tau * (from + i) * (180 + 40 * at) / Format.RateHz) : 0;
                    room.Channel(0)[i] = (int)(level * int.MaxValue * Math.Clamp(sample, -1, 1));
                    room.Channel(1)[i] = (int)(-0.5 * 0.7 * int.MaxValue * sample + 0.06 * int.MaxValue * (noise.NextDouble() - 0.5));
                    room.Channel(2)[i] = 0;
                }
                memory.Ring.EndWrite(room.Frames);
                left -= room.Frames;
            }
            Pass();
        }
    }

    private void Pass()
    {
        time.Advance(TimeSpan.FromMilliseconds(RoundMs));
        desk.Round();
    }
}
