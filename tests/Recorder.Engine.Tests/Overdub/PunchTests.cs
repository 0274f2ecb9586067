using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link.Messages;
using Recorder.Session;
using Recorder.Session.Layers;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Overdub;

public sealed class PunchTests : IDisposable
{
    private readonly MemoryStore store = new();
    private readonly LoopDesk desk;

    public PunchTests() => desk = new LoopDesk(store);

    public void Dispose() => desk.Dispose();

    [Fact]
    public void An_overdub_is_always_a_new_layer_and_touches_nothing_older()
    {
        desk.Engine.ArmOverdub(0, true);
        desk.Engine.ArmOverdub(1, true);
        for (var layer = 1; layer <= 3; layer++)
        {
            var before = store.Paths.ToDictionary(path => path, path => store[path]);
            Punch();
            Assert.Equal(layer, desk.Layer(layer).Number);
            Assert.Equal(["Noise", "Guitar"], desk.Layer(layer).Tracks.Select(track => track.Name));
            Assert.All(before, file => Assert.Equal(file.Value, store[file.Key]));
        }
        Assert.Equal(3, StoredLayers.Read(store, 1).Length);
        Assert.Equal((3, 1, 3), (desk.Last.LayerNumber, desk.Last.LayerTakeNumber, desk.Last.LayerEndedCount));
    }

    [Fact]
    public void Out_again_the_take_plays_on()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Step();
        Assert.Equal(TransportState.Overdubbing, desk.Last.Transport);
        Assert.False(desk.Engine.PunchIn().Accepted);
        desk.Run(0.2);
        desk.Engine.PunchOut();
        Assert.Equal(TransportState.Playing, desk.Engine.State);
        Assert.False(desk.Engine.PunchOut().Accepted);
        desk.Run(0.3);
        Assert.InRange(desk.Last.PlayheadFrames, 0.79 * 48_000, 0.82 * 48_000);
        Assert.Equal(TransportState.Playing, desk.Engine.State);
    }

    [Theory]
    [InlineData(30_001, 52_345)]
    [InlineData(20_000, 20_777)]
    public void Punch_in_and_out_are_exact_to_the_frame_and_the_take_plays_on(long first, long end)
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        Assert.Equal(LinkMessages.NotHeardYet, desk.Engine.PunchIn(true, first, end).Sentence);
        for (var steps = 0; !desk.Engine.PunchIn(true, first, end).Accepted; steps++)
        {
            Assert.InRange(steps, 0, 2000);
            desk.Step();
        }
        desk.Run(1);
        Assert.Equal((TransportState.Playing, 1), (desk.Last.Transport, desk.Last.LayerEndedCount));
        desk.Engine.Monitor!.StopPlaying();
        desk.Settle();
        Assert.Equal((first, end), (desk.Layer(1).StartFrame, desk.Layer(1).EndFrame));
        Assert.Equal(end - first, desk.LayerSamples(1).Length);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
        Assert.True(desk.Residue(1, movedFrames: 1) > 0.5);
    }

    [Fact]
    public void A_stretch_that_was_asked_for_only_when_it_was_over_is_exact_all_the_same()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.6);
        Assert.True(desk.Engine.PunchIn(true, 5_000, 9_000).Accepted);
        desk.Run(0.3);
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
        desk.Settle();
        Assert.Equal((5_000, 9_000), (desk.Layer(1).StartFrame, desk.Layer(1).EndFrame));
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void A_host_sends_the_stretch_over_the_link_and_without_one_the_layer_goes_on()
    {
        var commands = new HostCommands(desk.Engine);
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.6);
        var reply = new LinkMessage();
        commands.Handle(LinkMessages.PunchIn(true, (5_000, 9_001)), ref reply);
        Assert.True(reply.Flag);
        desk.Run(0.3);
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
        commands.Handle(LinkMessages.PunchIn(false), ref reply);
        desk.Run(0.5);
        Assert.Equal(TransportState.Overdubbing, desk.Last.Transport);
        commands.Handle(LinkMessages.Plain(LinkKind.PunchOut), ref reply);
        Assert.True(reply.Flag);
        desk.Settle();
        Assert.Equal((5_000, 9_001), (desk.Layer(1).StartFrame, desk.Layer(1).EndFrame));
        Assert.InRange(desk.Layer(2).EndFrame - desk.Layer(2).StartFrame, 0.4 * 48_000, 0.6 * 48_000);
    }

    [Fact]
    public void Rec_inside_the_stretch_begins_there_and_ends_at_punch_out_and_behind_it_refuses()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.4);
        Assert.True(desk.Engine.PunchIn(false, 1_000, 40_000).Accepted);
        desk.Run(0.8);
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
        Assert.Contains("Punch out lies behind", desk.Engine.PunchIn(false, 1_000, 40_000).Sentence, StringComparison.Ordinal);
        desk.Settle();
        Assert.InRange(desk.Layer(1).StartFrame, 0.4 * 48_000 - 1500, 0.4 * 48_000);
        Assert.Equal(40_000, desk.Layer(1).EndFrame);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void Rec_again_and_a_pause_end_it_before_punch_out_and_an_answer_keeps_the_stretch()
    {
        desk.Play();
        desk.Run(0.4);
        Assert.Equal("Which input? Press its knob.", desk.Engine.PunchIn(true, 5_000, 30_000).Sentence);
        desk.Run(0.1);
        desk.Engine.ArmOverdub(1, true);
        desk.Run(0.5);
        desk.Engine.Monitor!.StopPlaying();
        desk.Settle();
        Assert.Equal((5_000, 30_000), (desk.Layer(1).StartFrame, desk.Layer(1).EndFrame));

        desk.Play();
        desk.Run(0.3);
        Assert.True(desk.Engine.PunchIn(true, 5_000, 90_000).Accepted);
        desk.Run(0.1);
        desk.Engine.PunchOut();
        desk.Run(0.2);
        Assert.True(desk.Engine.PunchIn(true, 7_000, 90_000).Accepted);
        desk.Run(0.1);
        desk.Engine.Monitor!.Pause();
        desk.Settle();
        Assert.InRange(desk.Layer(2).EndFrame, 0.4 * 48_000 - 1500, 0.4 * 48_000);
        Assert.Equal(7_000, desk.Layer(3).StartFrame);
        Assert.InRange(desk.Layer(3).EndFrame, 0.7 * 48_000 - 1500, 0.7 * 48_000 + 1500);
    }

    [Fact]
    public void Without_an_input_it_asks_and_the_answer_begins_where_rec_was_pressed()
    {
        desk.Play();
        desk.Run(0.4);
        var reply = desk.Engine.PunchIn();
        Assert.Equal((true, "Which input? Press its knob."), (reply.Accepted, reply.Sentence));
        desk.Run(0.5);
        Assert.Equal((TransportState.Playing, 1), (desk.Last.Transport, desk.Last.AsksForInput));
        Assert.True(desk.Engine.ArmOverdub(1, true).Accepted);
        desk.Run(0.3);
        Assert.Equal((TransportState.Overdubbing, 0), (desk.Last.Transport, desk.Last.AsksForInput));
        desk.Engine.PunchOut();
        desk.Settle();
        Assert.InRange(desk.Layer(1).StartFrame, 0.4 * 48_000 - 1500, 0.4 * 48_000);
        Assert.InRange(desk.Layer(1).Frames, 0.8 * 48_000 - 480, 0.8 * 48_000 + 480);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void A_question_that_nobody_answered_is_forgotten_when_playing_ends()
    {
        desk.Play();
        desk.Run(0.4);
        desk.Engine.PunchIn();
        desk.Engine.Monitor!.StopPlaying();
        desk.Run(0.1);
        desk.Play();
        desk.Run(0.2);
        desk.Engine.ArmOverdub(1, true);
        desk.Step();
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("stop")]
    [InlineData("end")]
    public void What_ends_playing_ends_the_layer_with_the_last_frame_that_was_heard(string how)
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play(fromFrame: how == "end" ? 60_000 : 0);
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.2);
        var playhead = desk.Last.PlayheadFrames;
        if (how == "pause")
            desk.Engine.Monitor!.Pause();
        else if (how == "stop")
            desk.Engine.Monitor!.StopPlaying();
        else
            desk.Run(0.6);
        desk.Settle();
        Assert.Equal(how == "pause" ? TransportState.Paused : TransportState.Idle, desk.Engine.State);
        Assert.Equal(how == "end" ? LoopDesk.TakeFrames : playhead, desk.Layer(1).EndFrame);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void Rec_right_after_stop_is_a_take_with_all_its_pre_roll_and_the_layer_is_whole()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.4);
        desk.Engine.Monitor!.StopPlaying();
        Assert.True(desk.Engine.StartTake(preRollSeconds: 1).Accepted);
        desk.Run(1);
        desk.Engine.EndTake();
        desk.Settle();
        Assert.InRange(desk.Layer(1).EndFrame, 0.7 * 48_000 - 240, 0.7 * 48_000 + 240);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
        var take = TakeCheck.Journal(store, 2);
        Assert.Equal(2 * 48_000, take.Stop!.Value.Frames);
        AssertIsNoise(2);
    }

    [Fact]
    public void A_new_take_goes_before_everything_and_ends_the_layer()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.3);
        Assert.True(desk.Engine.StartTake().Accepted);
        desk.Run(0.5);
        Assert.Equal(TransportState.Recording, desk.Engine.State);
        desk.Engine.EndTake();
        desk.Settle();
        Assert.InRange(desk.Layer(1).EndFrame, 0.6 * 48_000 - 240, 0.6 * 48_000 + 240);
        AssertIsNoise(2);
    }

    [Fact]
    public void An_interface_that_goes_away_costs_only_what_it_did_not_deliver()
    {
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.4);
        desk.Interface.IsGone = true;
        desk.Run(0.2);
        desk.Engine.PunchOut();
        desk.Settle();
        Assert.InRange(desk.Layer(1).EndFrame, 0.7 * 48_000 - 1500, 0.7 * 48_000 + 240);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void A_layer_is_a_broadcast_wav_on_the_takes_line_of_time()
    {
        desk.Engine.ArmOverdub(1, true);
        Punch();
        var (take, layer) = (TakeCheck.Journal(store, 1).Start!, desk.Layer(1).Journal.Start!);
        using var reader = Media.Wav.WavReader.Open(store.Open(layer.PathOf(layer.Tracks[0].FileName)), "layer");
        Assert.Equal(take.SamplesSinceMidnight + layer.LayerStartFrame, reader.Metadata.Broadcast!.TimeReferenceFrames);
        Assert.Equal(SampleFormat.F32, layer.Format);
    }

    [Fact]
    public void The_newest_layer_is_heard_in_its_place_with_a_fade_of_ten_milliseconds()
    {
        desk.Engine.ArmOverdub(0, true);
        Punch();
        var (layer, samples, take) = (desk.Layer(1), desk.LayerSamples(1), desk.TakeSamples());
        Assert.NotEqual(take[layer.StartFrame + 5000], samples[5000]);
        var played = Played();
        var gain = played[100] / take[100];
        for (var frame = 0; frame < played.Length; frame++)
        {
            var inLayer = frame - layer.StartFrame;
            var fromEdge = Math.Min(inLayer, layer.Frames - 1 - inLayer);
            if (inLayer < 0 || inLayer >= layer.Frames)
                Assert.Equal(take[frame] * gain, played[frame], 1e-5f);
            else if (fromEdge >= 480)
                Assert.Equal(samples[inLayer] * gain, played[frame], 1e-5f);
            else
                Assert.InRange(played[frame] / gain, Math.Min(take[frame], samples[inLayer]) - 1e-5f, Math.Max(take[frame], samples[inLayer]) + 1e-5f);
        }
    }

    [Fact]
    public void The_original_comes_back_when_it_is_chosen()
    {
        desk.Engine.ArmOverdub(0, true);
        Punch();
        store[SessionLayout.TakeFile(1)] = """{ "chosenLayers": [ { "input": 0, "layer": 0, "among": 1 } ] }"""u8.ToArray();
        var (take, played) = (desk.TakeSamples(), Played());
        var gain = played[100] / take[100];
        for (var frame = 0; frame < played.Length; frame++)
            Assert.Equal(take[frame] * gain, played[frame], 1e-5f);
    }

    [Fact]
    public void An_input_that_the_take_has_not_joins_it_as_a_track_more()
    {
        desk.Engine.ArmOverdub(1, true);
        Punch();
        var heard = StoredLayers.Heard(store, TakeCheck.Journal(store, 1).Start!);
        Assert.Equal([(0, "Noise", false), (1, "Guitar", true)], heard.Select(track => (track.Input, track.Name, track.FileName is null)));
        Assert.Equal(1, Assert.Single(heard[1].Spans).Layer);
    }

    private void Punch()
    {
        desk.Play();
        desk.Run(0.3);
        Assert.True(desk.Engine.PunchIn().Accepted);
        desk.Run(0.4);
        Assert.True(desk.Engine.PunchOut().Accepted);
        desk.Settle();
        desk.Engine.Monitor!.StopPlaying();
        desk.Run(0.05);
    }

    // The first second of T1 as it goes to the output.
    private float[] Played()
    {
        desk.Step();
        var before = desk.Heard.Length;
        desk.Play();
        desk.Run(1);
        return desk.Heard[before..].ToArray();
    }

    private void AssertIsNoise(int take)
    {
        var start = TakeCheck.Journal(store, take).Start!;
        var words = TakeCheck.ReadWords(store, start.PathOf(start.Tracks[0].FileName), SampleFormat.F32);
        var first = Enumerable.Range(0, 48_000 * 10).First(frame => TestInterface.Word(frame, 0, SampleFormat.F32) == words[0] && TestInterface.Word(frame + 1, 0, SampleFormat.F32) == words[1]);
        for (var i = 0; i < words.Length; i++)
            Assert.Equal(TestInterface.Word(first + i, 0, SampleFormat.F32), words[i]);
    }
}
