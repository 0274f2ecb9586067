using Recorder.Core.Snapshots;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Overdub;

/// <summary>A take is played into an input and recorded over itself: taken off, nothing may be left, to the sample.</summary>
public class AlignmentTests
{
    [Theory]
    [InlineData(720, 0, 0, 0)]
    [InlineData(720, 137, 0, 0)]
    [InlineData(240, 1, 31, 0)]
    [InlineData(2400, 411, 100, 96)]
    [InlineData(0, 63, 239, 3)]
    public void A_layer_nulls_against_what_was_played(int outputBuffer, int roundTrip, int heldBack, int outputStartsLater)
    {
        using var desk = Overdubbed(new Loop(outputBuffer, roundTrip, heldBack, outputStartsLater), roundTrip);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
        Assert.True(desk.Residue(1, movedFrames: 1) > 0.5);
        Assert.True(desk.Residue(1, movedFrames: -1) > 0.5);
    }

    [Fact]
    public void What_was_never_measured_is_not_put_right_and_the_journal_says_so()
    {
        using var desk = Overdubbed(new Loop(RoundTrip: 137), measuredRoundTrip: 0);
        Assert.True(desk.Residue(1) > 0.5);
        Assert.InRange(desk.Residue(1, movedFrames: -137), 0, 1e-9);
        Assert.Equal(0, desk.Layer(1).Journal.Start!.RoundTripFrames);
    }

    [Fact]
    public void Back_and_rec_begins_where_play_began()
    {
        using var desk = new LoopDesk(new MemoryStore(), new Loop(RoundTrip: 50), measuredRoundTrip: 50);
        desk.Play(fromFrame: 12_000);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Run(0.6);
        Assert.True(desk.Engine.PunchIn(fromPlayStart: true).Accepted);
        desk.Run(0.2);
        desk.Engine.PunchOut();
        desk.Settle();
        Assert.Equal(12_000, desk.Layer(1).StartFrame);
        Assert.InRange(desk.Layer(1).Frames, 0.8 * 48_000 - 1500, 0.8 * 48_000);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void Punched_in_before_anything_was_heard_it_begins_with_the_first_frame_that_was()
    {
        using var desk = new LoopDesk(new MemoryStore(), new Loop(OutputBuffer: 4800, RoundTrip: 50), measuredRoundTrip: 50);
        desk.Play();
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Step();
        Assert.True(desk.Engine.PunchIn().Accepted);
        desk.Run(1);
        desk.Engine.PunchOut();
        desk.Settle();
        Assert.Equal(0, desk.Layer(1).StartFrame);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void After_a_pause_it_is_the_take_that_counts_not_the_time()
    {
        using var desk = new LoopDesk(new MemoryStore(), new Loop(RoundTrip: 20), measuredRoundTrip: 20);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Play();
        desk.Run(0.5);
        desk.Engine.Monitor!.Pause();
        desk.Run(0.7);
        desk.Engine.Monitor.Play(1);
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.4);
        desk.Engine.PunchOut();
        desk.Settle();
        Assert.InRange(desk.Layer(1).StartFrame, 0.8 * 48_000 - 1500, 0.8 * 48_000);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    [Fact]
    public void Frames_that_are_lost_in_between_move_nothing()
    {
        using var desk = new LoopDesk(new MemoryStore(), new Loop(RoundTrip: 20), measuredRoundTrip: 20);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Interface.Lose(1000);
        desk.Run(0.1);
        desk.Play();
        desk.Run(0.2);
        desk.Interface.Lose(777);
        desk.Run(0.2);
        desk.Engine.PunchIn(fromPlayStart: true);
        desk.Run(0.3);
        desk.Interface.Lose(333);
        desk.Run(0.3);
        desk.Engine.PunchOut();
        desk.Settle();
        var layer = desk.Layer(1);
        Assert.Equal([777L, 333L], layer.Journal.Dropouts.Select(dropout => dropout.Frames));
        // What was lost is silence; all the rest is where it belongs.
        Assert.InRange(desk.Residue(1), (777.0 + 333) / layer.Frames * 0.3, (777.0 + 333) / layer.Frames * 3);
        Assert.Equal(0, layer.StartFrame);
        var (samples, take) = (desk.LayerSamples(1), desk.TakeSamples());
        var gain = samples[^100] / take[samples.Length - 100];
        for (var i = samples.Length - 500; i < samples.Length; i++)
            Assert.Equal(take[i] * gain, samples[i], 1e-5f);
    }

    [Fact]
    public void A_stumbling_output_ends_the_layer_where_it_was_still_right()
    {
        using var desk = new LoopDesk(new MemoryStore(), new Loop(RoundTrip: 20), measuredRoundTrip: 20);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.3);
        // The disk is late: what was read ahead runs out.
        desk.Engine.Monitor!.Locate(30_000);
        desk.IsReaderStalled = true;
        desk.Run(0.1);
        Assert.Equal(TransportState.Playing, desk.Engine.State);
        desk.IsReaderStalled = false;
        desk.Settle();
        Assert.InRange(desk.Layer(1).EndFrame, 0.6 * 48_000 - 240, 0.6 * 48_000 + 240);
        Assert.InRange(desk.Residue(1), 0, 1e-9);
    }

    private static LoopDesk Overdubbed(Loop loop, int measuredRoundTrip)
    {
        var desk = new LoopDesk(new MemoryStore(), loop, measuredRoundTrip);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        desk.Play();
        desk.Run(0.5);
        Assert.True(desk.Engine.PunchIn().Accepted);
        desk.Run(0.6);
        Assert.True(desk.Engine.PunchOut().Accepted);
        desk.Settle();
        return desk;
    }
}
