using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Session;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

/// <summary>What is played of a take: up to its end, or a stretch of it again and again.</summary>
public sealed class PlayRangeTests : IDisposable
{
    private const int In = 10_000;
    private const int Out = 17_001;

    private readonly MemoryStore store = new();
    private readonly VirtualDesk desk;

    public PlayRangeTests()
    {
        desk = new VirtualDesk(store, output: new TestOutput());
        desk.Engine.StartTake();
        desk.Run(1);
        desk.End();
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_loop_is_played_again_and_again_without_a_seam()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetRange(new PlayRange(1, TakeFrames, (In, Out)));
        monitor.Play(1);
        ReadAhead();
        var words = TakeCheck.ReadWords(store, SessionLayout.InTake(1, TakeCheck.Journal(store, 1).Start!.Tracks[0].FileName), SampleFormat.S24);
        var ring = monitor.Slot.Current!.Ring;
        for (var played = 0L; played < 100_000;)
        {
            var block = ring.Read(played, 4096);
            for (var i = 0; i < block.Frames; i++)
                Assert.Equal(words[Looped(played + i)], block.Channel(0)[i]);
            played += block.Frames;
        }
        desk.Run(1.5);
        Assert.Equal(TransportState.Playing, desk.Last.Transport);
        Assert.InRange(desk.Last.PlayheadFrames, In, Out - 1);
    }

    [Fact]
    public void A_loop_taken_off_plays_on_to_the_end()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetRange(new PlayRange(1, TakeFrames, (In, Out)));
        monitor.Play(1);
        ReadAhead();
        desk.Run(1.2);
        monitor.SetRange(new PlayRange(1, TakeFrames, null));
        ReadAhead();
        desk.Step();
        Assert.InRange(desk.Last.PlayheadFrames, In, Out + TestOutput.Period);
        desk.Run(1);
        Assert.Equal(TransportState.Idle, desk.Last.Transport);
    }

    [Fact]
    public void A_playhead_behind_the_loop_goes_straight_on()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetRange(new PlayRange(1, TakeFrames, (In, Out)));
        monitor.Locate(Out);
        monitor.Play(1);
        ReadAhead();
        desk.Run(1.1);
        Assert.Equal(TransportState.Idle, desk.Last.Transport);
    }

    [Fact]
    public void The_end_of_the_range_ends_what_plays()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetRange(new PlayRange(1, 12_000, null));
        monitor.Play(1);
        ReadAhead();
        desk.Run(0.2);
        Assert.Equal((TransportState.Playing, 12_000L), (desk.Last.Transport, desk.Last.PlayLengthFrames));
        desk.Run(0.1);
        Assert.Equal(TransportState.Idle, desk.Last.Transport);
    }

    [Fact]
    public void A_range_of_another_take_or_outside_this_one_does_not_count()
    {
        var monitor = desk.Engine.Monitor!;
        monitor.SetRange(new PlayRange(7, 100, (0, 50)));
        monitor.Play(1);
        Assert.Equal(TakeFrames, monitor.Slot.Current!.LengthFrames);
        monitor.StopPlaying();
        monitor.SetRange(new PlayRange(1, long.MaxValue, (0, TakeFrames + 1)));
        monitor.Play(1);
        Assert.Equal((TakeFrames, TakeFrames), (monitor.Slot.Current!.LengthFrames, monitor.Slot.Current.RemainingFrames));
    }

    private long TakeFrames => TakeCheck.Journal(store, 1).Stop!.Value.Frames;

    private static long Looped(long played) => played < Out ? played : In + (played - Out) % (Out - In);

    private void ReadAhead()
    {
        while (desk.Engine.Monitor!.Slot.Fill())
        {
        }
    }
}
