using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Mixing;
using Recorder.Media.Samples;
using Recorder.Session;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Cues;

/// <summary>The musicians' own mixes on the output's further pairs.</summary>
public sealed class CueTests
{
    private const int Period = TestOutput.Period;
    private const int Channels = 3;

    [Fact]
    public void A_cue_is_the_sum_of_its_channels_each_at_its_own_level_and_where_the_mix_has_panned_it()
    {
        var (output, store) = (new TestOutput { Pairs = 3 }, new MemoryStore());
        using var desk = WithTake(store, output);
        var monitor = desk.Engine.Monitor!;
        float[] first = [-6, 3, -60];
        float[] second = [0, -20, -12];
        for (var c = 0; c < Channels; c++)
        {
            monitor.SetCueChannel(0, 0, c, first[c]);
            monitor.SetCueChannel(0, 1, c, second[c]);
            monitor.SetStrip(c, StripParameter.Pan, c - 1);
        }
        monitor.SetStrip(1, StripParameter.PolarityInverted, 1);
        monitor.SetCue(0, 0, CueParameter.LevelDb, -10);
        monitor.SetCue(0, 1, CueParameter.LevelDb, 2);
        Play(desk, output);
        AssertSum(store, output, 0, first, -10);
        AssertSum(store, output, 1, second, 2);
    }

    [Fact]
    public void What_the_desk_does_to_its_strips_is_heard_there_and_in_no_cue()
    {
        var (output, store) = (new TestOutput { Pairs = 2 }, new MemoryStore());
        using var desk = WithTake(store, output);
        var monitor = desk.Engine.Monitor!;
        monitor.SetPhones(0);
        monitor.SetCue(0, 0, CueParameter.LevelDb, 0);
        foreach (var (parameter, value) in new (StripParameter, float)[]
            { (StripParameter.FaderDb, -30), (StripParameter.HighGainDb, 12), (StripParameter.CompressorOn, 1), (StripParameter.GateOn, 1), (StripParameter.TrimDb, -9) })
            monitor.SetStrip(0, parameter, value);
        monitor.SetStrip(1, StripParameter.Mute, 1);
        monitor.SetStrip(2, StripParameter.Solo, 1);
        for (var c = 0; c < Channels; c++)
            monitor.SetStrip(c, StripParameter.Pan, c - 1);
        Play(desk, output);
        AssertSum(store, output, 0, [0, 0, 0], 0);
    }

    [Fact]
    public void Live_and_while_recording_a_cue_of_everything_as_it_is_is_the_mix()
    {
        var output = new TestOutput { Pairs = 2 };
        using var desk = new VirtualDesk(new MemoryStore(), Channels, output: output);
        desk.Engine.Monitor!.SetPhones(0);
        desk.Engine.Monitor.SetCue(0, 0, CueParameter.LevelDb, 0);
        desk.Run(0.2);
        desk.Engine.StartTake();
        desk.Run(0.5);
        Assert.Equal(TransportState.Recording, desk.Last.Transport);
        Assert.Contains(output.Cues[0][^Period..], sample => Math.Abs(sample) > 0.1f);
        for (var i = Period; i < output.Left.Count; i++)
            Assert.Equal(output.Left[i], output.Cues[0][i], 1e-6f);
    }

    [Fact]
    public void The_mix_is_the_same_to_the_bit_with_cues_and_without()
    {
        var (alone, beside) = (new TestOutput(), new TestOutput { Pairs = 5 });
        foreach (var output in new[] { alone, beside })
        {
            using var desk = WithTake(new MemoryStore(), output);
            desk.Engine.Monitor!.SetPhones(-3);
            desk.Engine.Monitor.SetClick(ClickParameter.On, 1);
            desk.Engine.Monitor.SetClick(ClickParameter.WhileIdle, 1);
            for (var cue = 0; cue < CueParameters.MostCues; cue++)
                desk.Engine.Monitor.SetCue(0, cue, CueParameter.LevelDb, 6);
            desk.Run(0.7);
            Play(desk, output);
        }
        Assert.Equal(0, alone.Cues.Sum(side => side.Count));
        Assert.Equal(alone.Left, beside.Left);
        Assert.All(beside.Cues, side => Assert.Equal(beside.Left.Count, side.Count));
    }

    [Fact]
    public void A_new_output_begins_with_all_cues_off_and_what_is_meant_for_the_one_before_is_refused()
    {
        var output = new TestOutput { Pairs = 2 };
        using var desk = new VirtualDesk(new MemoryStore(), Channels, output: output);
        var monitor = desk.Engine.Monitor!;
        desk.Run(0.1);
        Assert.DoesNotContain(output.Cues[0], sample => sample != 0);
        Assert.True(monitor.SetCue(0, 0, CueParameter.LevelDb, 0).Accepted);
        Assert.True(monitor.SetCueChannel(0, 0, 1, -60).Accepted);
        desk.Run(0.1);
        Assert.Contains(output.Cues[0], sample => sample != 0);
        monitor.BeginOutput(1);
        desk.Step();
        output.Cues[0].Clear();
        Assert.False(monitor.SetCue(0, 0, CueParameter.LevelDb, 0).Accepted);
        Assert.False(monitor.SetCueChannel(0, 0, 1, 0).Accepted);
        desk.Run(0.1);
        Assert.DoesNotContain(output.Cues[0], sample => sample != 0);
        Assert.Equal((1, 2), (desk.Last.OutputLife, desk.Last.OutputPairs));
        Assert.True(monitor.SetCue(1, 0, CueParameter.LevelDb, 0).Accepted);
        monitor.SetPhones(0);
        desk.Run(0.1);
        // Its channels are at their defaults again.
        for (var i = 1; i <= Period; i++)
            Assert.Equal(output.Left[^i], output.Cues[0][^i], 1e-6f);
    }

    [Fact]
    public void The_click_has_a_level_of_its_own_in_each_cue()
    {
        var output = new TestOutput { Pairs = 3 };
        using var desk = new VirtualDesk(new MemoryStore(), channels: 1, output: output);
        var monitor = desk.Engine.Monitor!;
        monitor.SetPhones(0);
        monitor.SetClick(ClickParameter.LevelDb, StripParameters.SilenceDb);
        monitor.SetClick(ClickParameter.AccentDb, 6);
        monitor.SetClick(ClickParameter.On, 1);
        monitor.SetClick(ClickParameter.WhileIdle, 1);
        monitor.SetClick(ClickParameter.BeatsPerBar, 4);
        for (var cue = 0; cue < 2; cue++)
        {
            monitor.SetCueChannel(0, cue, 0, StripParameters.SilenceDb);
            monitor.SetCue(0, cue, CueParameter.LevelDb, 0);
        }
        monitor.SetStrip(0, StripParameter.Mute, 1);
        monitor.SetCue(0, 0, CueParameter.ClickDb, -6);
        monitor.SetCue(0, 1, CueParameter.ClickDb, StripParameters.SilenceDb);
        desk.Run(2.5);
        Assert.DoesNotContain(output.Left.Skip(Period), sample => sample != 0);
        Assert.DoesNotContain(output.Cues[2].Skip(Period), sample => sample != 0);
        Assert.Equal(output.Cues[0], output.Cues[1]);
        var loudest = output.Cues[0].Skip(2 * Period).Max();
        Assert.InRange(loudest, FaderGain.FromDb(-6.2f), FaderGain.FromDb(-5.99f));
        // Five beats in two and a half seconds of 120 in a minute.
        Assert.Equal(5, CountBeats(output.Cues[0]));
    }

    [Fact]
    public void Cues_allocate_nothing()
    {
        var output = new TestOutput { Pairs = 5 };
        using var desk = WithTake(new MemoryStore(), output);
        var monitor = desk.Engine.Monitor!;
        output.IsKeeping = false;
        monitor.SetClick(ClickParameter.On, 1);
        monitor.SetClick(ClickParameter.WhileIdle, 1);
        monitor.BeginOutput(7);
        for (var cue = 0; cue < CueParameters.MostCues; cue++)
            monitor.SetCue(7, cue, CueParameter.LevelDb, 0);
        desk.Run(0.1);
        var value = 0f;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                monitor.SetCue(7, i % 4, CueParameter.LevelDb, value);
                monitor.SetCueChannel(7, i % 4, i % Channels, value--);
                monitor.Loop.Step();
            }
        }));
    }

    [Fact]
    public void An_output_that_is_gone_with_its_cues_costs_the_recording_nothing()
    {
        var (output, store) = (new TestOutput { Pairs = 5 }, new MemoryStore());
        using var desk = WithTake(store, output);
        desk.Engine.Monitor!.SetCue(0, 3, CueParameter.LevelDb, 0);
        var start = desk.Interface.Position;
        desk.Engine.StartTake();
        desk.Run(0.5);
        output.IsGone = true;
        desk.Run(0.5);
        desk.End();
        Assert.Empty(TakeCheck.AssertWhole(store, 2, start).Dropouts);
    }

    private static int CountBeats(List<float> side)
    {
        var (beats, quietFrames) = (0, int.MaxValue / 2);
        foreach (var sample in side)
        {
            if (Math.Abs(sample) > 0.05f)
            {
                beats += quietFrames > TestInterface.RateHz / 10 ? 1 : 0;
                quietFrames = 0;
            }
            quietFrames++;
        }
        return beats;
    }

    private static VirtualDesk WithTake(MemoryStore store, TestOutput output)
    {
        var desk = new VirtualDesk(store, Channels, output: output);
        desk.Engine.StartTake();
        desk.Run(1);
        desk.End();
        return desk;
    }

    // From its first frame to its last; gains have arrived before it begins.
    private static void Play(VirtualDesk desk, TestOutput output)
    {
        desk.Run(0.1);
        Assert.True(desk.Engine.Monitor!.Play(1).Accepted);
        while (desk.Engine.Monitor.Slot.Fill())
        {
        }
        output.Left.Clear();
        foreach (var side in output.Cues)
            side.Clear();
        desk.Run(1.2);
        Assert.Equal(TransportState.Idle, desk.Last.Transport);
    }

    private static void AssertSum(MemoryStore store, TestOutput output, int cue, float[] levelsDb, float levelDb)
    {
        var tracks = TakeCheck.Journal(store, 1).Start!.Tracks
            .Select(track => TakeCheck.ReadWords(store, SessionLayout.InTake(1, track.FileName), SampleFormat.S24)).ToArray();
        var frames = tracks[0].Length / Period * Period;
        var floats = tracks.Select(words =>
        {
            var samples = new float[frames];
            SampleConversion.WordsToFloats(SampleFormat.S24, words.AsSpan(0, frames), samples);
            return samples;
        }).ToArray();
        Assert.True(frames > TestInterface.RateHz / 2);
        for (var i = 0; i < frames; i++)
        {
            var (left, right) = (0.0, 0.0);
            for (var c = 0; c < Channels; c++)
            {
                // From full left through the middle, which a test turns upside down, to full right.
                var gain = levelsDb[c] <= -60 ? 0 : Math.Pow(10, (levelsDb[c] + levelDb) / 20.0) * (IsInverted(c) ? -1 : 1);
                left += floats[c][i] * gain * Math.Cos(c * Math.PI / 4);
                right += floats[c][i] * gain * Math.Sin(c * Math.PI / 4);
            }
            Assert.Equal(left, output.Cues[2 * cue][i], 1e-6);
            Assert.Equal(right, output.Cues[2 * cue + 1][i], 1e-6);
        }

        bool IsInverted(int channel) => channel == 1 && output.Pairs == 3;
    }
}
