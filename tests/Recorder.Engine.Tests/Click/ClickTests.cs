using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Engine.Click;
using Recorder.Engine.Tests.Overdub;
using Recorder.Link.Messages;
using Recorder.Session;
using Recorder.Session.Layers;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Click;

/// <summary>The click through a loop of known length: what goes out comes back in, as from a player who plays exactly on the beat.</summary>
public sealed class ClickTests
{
    private const float AccentGain = 0.25118864f; // -12 dB
    private const float BeatGain = 0.12589254f; // 6 dB less
    private const int Period = TestInterface.PeriodFrames;

    private readonly MemoryStore store = new();

    [Theory]
    [InlineData(720, 0, 0, 120, 4, 1), InlineData(720, 333, 0, 150, 3, 2), InlineData(1111, 77, 240, 97, 4, 1), InlineData(480, 0, 0, 240, 1, 4), InlineData(720, 12, 0, 61, 5, 0)]
    public void What_is_played_on_the_beat_lies_on_the_beat_of_the_take(int buffer, int roundTrip, int heldBack, float tempoBpm, int beats, int bars)
    {
        using var desk = Desk(new Loop(buffer, roundTrip, heldBack), roundTrip);
        Set(desk, tempoBpm, beats, bars);
        Record(desk, 6);
        var grid = ClickGrid.Of(tempoBpm, beats, bars, TestInterface.RateHz);
        var samples = Track(2, 1);
        var barOne = desk.Last.GridBarOneFrame;
        Assert.Equal((2, tempoBpm, beats, bars), (desk.Last.GridTakeNumber, (float)desk.Last.GridTempoBpm, desk.Last.GridBeatsPerBar, desk.Last.GridCountInBars));
        // Half a second of pre-roll, the count-in, and what the next period and the way to the ear take.
        Assert.InRange(barOne - TestInterface.RateHz / 2 - grid.CountInFrames, 0, buffer + roundTrip + 3 * Period);
        AssertStrokes(samples, barOne, grid, grid.FirstBeat);
        Assert.InRange(desk.Last.LeftPeak, 0, 1e-3f);
    }

    [Fact]
    public void Played_again_the_take_is_clicked_in_time_from_its_count_in_on()
    {
        using var desk = Desk(new Loop(720, 50), 50);
        Set(desk, 133, 4, 1);
        Record(desk, 5);
        Tell(desk);
        desk.Engine.Monitor!.SetClick(ClickParameter.TempoBpm, 60);
        Play(desk, 0);
        desk.Run(3);
        AssertHeard(desk, ClickGrid.Of(133, 4, 1, TestInterface.RateHz), fromBeat: -4);
        desk.Engine.Monitor.Locate(70_001);
        desk.Run(2);
        AssertHeard(desk, ClickGrid.Of(133, 4, 1, TestInterface.RateHz), fromBeat: -4);
    }

    [Fact]
    public void A_take_that_was_recorded_without_is_played_without_and_a_click_that_is_off_is_silent()
    {
        using var desk = Desk();
        Set(desk, 120, 4, 0);
        Play(desk, 0, take: 1);
        desk.Run(1);
        Assert.False(desk.Heard[^(TestInterface.RateHz / 2)..].ContainsAnyExcept(0f));
        desk.Engine.Monitor!.StopPlaying();
        desk.Engine.Monitor.SetClick(ClickParameter.On, 0);
        Record(desk, 2);
        Assert.Equal(0, desk.Last.GridTakeNumber);
        Assert.DoesNotContain(Track(2, 1), sample => sample != 0);
    }

    [Fact]
    public void A_cut_goes_on_in_the_same_bars()
    {
        using var desk = Desk();
        Set(desk, 120, 4, 1);
        desk.Engine.StartTake(0);
        desk.Run(3.21);
        var barOne = desk.Last.GridBarOneFrame;
        Assert.True(desk.Engine.CutTake().Accepted);
        desk.Run(3);
        desk.Engine.EndTake();
        desk.Run(1);
        var frames = TakeCheck.Journal(store, 2).Stop!.Value.Frames;
        Assert.Equal((3, barOne - frames), (desk.Last.GridTakeNumber, desk.Last.GridBarOneFrame));
        AssertStrokes(Track(3, 1), barOne - frames, ClickGrid.Of(120, 4, 1, TestInterface.RateHz), fromBeat: 0);
    }

    [Fact]
    public void While_idle_it_runs_on_and_a_take_without_count_in_joins_its_next_bar()
    {
        using var desk = Desk();
        Set(desk, 200, 3, 0);
        desk.Run(1);
        Assert.False(desk.Heard[^(TestInterface.RateHz / 2)..].ContainsAnyExcept(0f));
        desk.Engine.Monitor!.SetClick(ClickParameter.WhileIdle, 1);
        var from = desk.Heard.Length;
        desk.Run(2.1);
        Record(desk, 3, preRollSeconds: 0);
        var strokes = Strokes(desk.Heard[from..].ToArray());
        Assert.Equal(0, strokes[0].Frame);
        var taken = strokes.TakeWhile((stroke, i) => i == 0 || stroke.Frame - strokes[i - 1].Frame < 2 * 14_400).ToArray();
        Assert.InRange(taken.Length, 12, 24);
        for (var i = 0; i < taken.Length; i++)
            Assert.Equal((i * 14_400, i % 3 == 0), taken[i]);
        AssertStrokes(Track(2, 1), desk.Last.GridBarOneFrame, ClickGrid.Of(200, 3, 0, TestInterface.RateHz), fromBeat: -2);
        Assert.InRange(desk.Last.GridBarOneFrame, 0, 3 * 14_400 + 4 * Period);
    }

    [Fact]
    public void A_tempo_that_is_turned_while_idle_keeps_the_beat_that_was_heard()
    {
        using var desk = Desk();
        Set(desk, 120, 4, 0);
        desk.Engine.Monitor!.SetClick(ClickParameter.WhileIdle, 1);
        var from = desk.Heard.Length;
        desk.Run(1.25);
        desk.Engine.Monitor.SetClick(ClickParameter.TempoBpm, 240);
        desk.Run(0.8);
        var frames = Strokes(desk.Heard[from..].ToArray()).Select(stroke => stroke.Frame).ToArray();
        Assert.Equal([0, 24_000, 48_000, 60_000, 72_000, 84_000, 96_000], frames);
    }

    [Fact]
    public void An_overdub_is_counted_in_and_then_the_take_plays_from_its_frame()
    {
        using var desk = DeskForOverdub();
        var barOne = desk.Last.GridBarOneFrame;
        var from = desk.Heard.Length;
        Play(desk, barOne);
        desk.Run(1.5);
        Assert.False(desk.Engine.Overdub!.Trail.TryRead(out var early) && early.TakeNumber == 2);
        Assert.Equal(barOne, desk.Last.PlayheadFrames);
        desk.Run(1.5);
        Assert.True(desk.Engine.Overdub.Trail.TryRead(out var run));
        Assert.Equal((2, barOne, from + 6 * 16_000L), (run.TakeNumber, run.TakeFrame, run.OutputFrame));
        var strokes = Strokes(desk.Heard[from..].ToArray());
        Assert.Equal(Enumerable.Range(0, strokes.Length).Select(i => (i * 16_000, i % 3 == 0)), strokes);
        Assert.InRange(strokes.Length, 8, 9);
        Assert.True(desk.Engine.PunchIn().Accepted);
        desk.Run(0.5);
        desk.Engine.Monitor!.StopPlaying();
        desk.Settle();
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Punched_in_during_the_count_in_the_layer_begins_on_the_very_frame_that_play_begins_with(bool hasPlayedBefore)
    {
        using var desk = DeskForOverdub();
        var barOne = desk.Last.GridBarOneFrame;
        if (hasPlayedBefore)
        {
            Play(desk, 0);
            desk.Run(3);
            desk.Engine.Monitor!.StopPlaying();
            desk.Run(0.1);
        }
        Play(desk, barOne);
        for (var steps = 0; desk.Engine.PunchIn(fromPlayStart: true) is { Accepted: false } refused; steps++)
        {
            Assert.Equal(LinkMessages.NotHeardYet, refused.Sentence);
            Assert.InRange(steps, 0, 3000);
            desk.Step();
        }
        Assert.Equal(TransportState.Overdubbing, desk.Engine.State);
        desk.Run(0.5);
        desk.Engine.PunchOut();
        desk.Engine.Monitor!.StopPlaying();
        desk.Settle();
        Assert.Equal(barOne, Assert.Single(StoredLayers.Read(desk.Store, 2)).StartFrame);
    }

    [Fact]
    public void Switched_on_in_the_middle_of_a_take_bar_1_is_there_and_off_and_on_again_it_stays()
    {
        using var desk = Desk();
        Set(desk, 120, 4, 2);
        desk.Engine.Monitor!.SetClick(ClickParameter.On, 0);
        desk.Engine.StartTake(0);
        desk.Run(1);
        desk.Engine.Monitor.SetClick(ClickParameter.On, 1);
        desk.Run(1.2);
        var barOne = desk.Last.GridBarOneFrame;
        Assert.Equal((2, 0), (desk.Last.GridTakeNumber, desk.Last.GridCountInBars));
        desk.Engine.Monitor.SetClick(ClickParameter.On, 0);
        desk.Run(1.1);
        desk.Engine.Monitor.SetClick(ClickParameter.On, 1);
        desk.Run(2);
        desk.Engine.EndTake();
        desk.Run(1);
        Assert.Equal(barOne, desk.Last.GridBarOneFrame);
        var beats = Strokes(Track(2, 1)).Select(stroke => (stroke.Frame - barOne) / 24_000.0).ToArray();
        Assert.Equal([0, 1, 2, 5, 6, 7, 8], beats);
    }

    [Fact]
    public void It_allocates_nothing_where_it_is_heard()
    {
        using var desk = Desk();
        Set(desk, 240, 4, 1);
        desk.Engine.Monitor!.SetClick(ClickParameter.WhileIdle, 1);
        desk.Run(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            desk.Engine.Monitor.Loop.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Its_level_and_accent_are_those_that_are_set()
    {
        using var desk = Desk();
        Set(desk, 120, 2, 0);
        desk.Engine.Monitor!.SetClick(ClickParameter.WhileIdle, 1);
        desk.Engine.Monitor.SetClick(ClickParameter.LevelDb, -20);
        desk.Engine.Monitor.SetClick(ClickParameter.AccentDb, 10);
        var from = desk.Heard.Length;
        desk.Run(1);
        Assert.Equal(FaderGain.FromDb(-20), desk.Heard[from], 1e-6f);
        Assert.Equal(FaderGain.FromDb(-30), desk.Heard[from + 24_000], 1e-6f);
        desk.Engine.Monitor.SetClick(ClickParameter.LevelDb, StripParameters.SilenceDb);
        desk.Run(0.1);
        from = desk.Heard.Length;
        desk.Run(1);
        Assert.False(desk.Heard[from..].ContainsAnyExcept(0f));
    }

    // A take of 5 s with two bars of three counted in, and the second input chosen for a layer over it.
    private LoopDesk DeskForOverdub()
    {
        var desk = Desk();
        Set(desk, 180, 3, 2);
        Record(desk, 5);
        Tell(desk);
        desk.Engine.ArmOverdub(1, true);
        return desk;
    }

    private LoopDesk Desk(Loop loop = default, int measuredRoundTrip = 0)
    {
        var desk = new LoopDesk(store, loop, measuredRoundTrip);
        desk.Engine.ArmInput(1, true);
        desk.Engine.Monitor!.SetStrip(0, StripParameter.Mute, 1);
        desk.Run(1.5);
        return desk;
    }

    private static void Set(LoopDesk desk, float tempoBpm, int beats, int bars)
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetClick(ClickParameter.On, 1);
        monitor.SetClick(ClickParameter.TempoBpm, tempoBpm);
        monitor.SetClick(ClickParameter.BeatsPerBar, beats);
        monitor.SetClick(ClickParameter.CountInBars, bars);
    }

    private static void Record(LoopDesk desk, double seconds, double preRollSeconds = 0.5)
    {
        Assert.True(desk.Engine.StartTake(preRollSeconds).Accepted);
        desk.Run(seconds);
        desk.Engine.EndTake();
        desk.Run(1);
        Assert.Equal(TransportState.Idle, desk.Engine.State);
    }

    // As the host tells it of the take it has kept it with.
    private static void Tell(LoopDesk desk) => desk.Engine.Monitor!.SetTakeTempo(desk.Last.GridTakeNumber, new TakeTempo
    {
        TempoBpm = desk.Last.GridTempoBpm, BeatsPerBar = desk.Last.GridBeatsPerBar, CountInBars = desk.Last.GridCountInBars, BarOneFrame = desk.Last.GridBarOneFrame,
    });

    private static void Play(LoopDesk desk, long fromFrame, int take = 2)
    {
        desk.Engine.Monitor!.Locate(fromFrame);
        Assert.True(desk.Engine.Monitor.Play(take).Accepted);
    }

    // What is heard of the newest run of a take, beat by beat of its own grid.
    private static void AssertHeard(LoopDesk desk, ClickGrid grid, long fromBeat)
    {
        Assert.True(desk.Engine.Overdub!.Trail.TryRead(out var run));
        var heard = desk.Heard.Slice((int)run.OutputFrame, (int)run.Frames).ToArray();
        var first = Math.Max(fromBeat, grid.BeatFrom(run.TakeFrame - desk.Last.GridBarOneFrame));
        AssertStrokes(heard, desk.Last.GridBarOneFrame - run.TakeFrame, grid, first);
    }

    private static void AssertStrokes(float[] samples, long barOne, ClickGrid grid, long fromBeat)
    {
        var expected = new List<(int, bool)>();
        for (var beat = fromBeat; barOne + grid.FrameOf(beat) < samples.Length; beat++)
            if (barOne + grid.FrameOf(beat) >= 0)
                expected.Add(((int)(barOne + grid.FrameOf(beat)), beat % grid.BeatsPerBar == 0));
        Assert.True(expected.Count > 3);
        Assert.Equal(expected, Strokes(samples));
    }

    // Frames on which a stroke begins: it is loudest there, and nothing was heard just before.
    private static (int Frame, bool IsAccent)[] Strokes(float[] samples)
    {
        var strokes = new List<(int, bool)>();
        for (var i = 0; i < samples.Length; i++)
        {
            if (samples[i] == 0 || (i > 0 && samples.AsSpan(Math.Max(0, i - 48), Math.Min(i, 48)).ContainsAnyExcept(0f)))
                continue;
            var isAccent = samples[i] > (AccentGain + BeatGain) / 2;
            Assert.Equal(isAccent ? AccentGain : BeatGain, samples[i], 1e-5f);
            strokes.Add((i, isAccent));
        }
        return [.. strokes];
    }

    private float[] Track(int take, int track)
    {
        var start = TakeCheck.Journal(store, take).Start!;
        return [.. TakeCheck.ReadWords(store, SessionLayout.InTake(take, start.Tracks[track].FileName), SampleFormat.F32).Select(BitConverter.Int32BitsToSingle)];
    }
}
