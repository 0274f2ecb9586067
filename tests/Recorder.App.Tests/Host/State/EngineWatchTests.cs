using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Messages;
using Recorder.App.Host.State;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.State;

public class EngineWatchTests
{
    private readonly FakeTimeProvider time = new();
    private readonly MessageBoard board;
    private readonly EngineWatch watch;
    private EngineSnapshot engine = SnapshotFoldTests.Engine(TransportState.Recording);

    public EngineWatchTests()
    {
        board = new MessageBoard(time);
        watch = new EngineWatch(board, time);
        (engine.TakeNumber, engine.TrackCount) = (12, 16);
        watch.Look(in engine);
    }

    [Fact]
    public void A_take_that_ended_is_told()
    {
        engine.TakeFrames = 48_000 * 61;
        engine.Transport = TransportState.Idle;
        engine.TakeEndedCount++;
        watch.Look(in engine);

        Assert.Equal("T12 stored: 0:01:01, 16 tracks.", board.Current!.Happened);
        Assert.Equal(MessageKind.News, board.Current.Kind);
    }

    [Fact]
    public void A_cut_tells_of_the_take_before_it()
    {
        engine.TakeFrames = 48_000 * 61;
        watch.Look(in engine);
        (engine.TakeNumber, engine.TakeFrames) = (13, 480);
        engine.TakeEndedCount++;
        watch.Look(in engine);

        Assert.Equal("T12 stored: 0:01:01, 16 tracks.", board.Current!.Happened);
    }

    [Fact]
    public void Lost_frames_are_told_and_are_news_for_two_seconds()
    {
        (engine.LostFrames, engine.FaultFrame, engine.Fault) = (16_320, 48_000 * 1275L, EngineFault.FramesLost);
        watch.Look(in engine);

        Assert.Equal("0.34 s lost at 0:21:15, all tracks.", board.Current!.Happened);
        Assert.True(watch.IsLosing);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(watch.IsLosing);
    }

    [Fact]
    public void A_take_that_another_engine_goes_on_with_is_told_when_the_gap_is_known()
    {
        engine.TakeFrames = 48_000 * 1275L;
        watch.Look(in engine);
        watch.Forget();
        watch.Forget();
        watch.Look(in engine);
        Assert.Null(board.Current);

        (engine.LostFrames, engine.Fault) = (19_200, EngineFault.FramesLost);
        watch.Look(in engine);

        Assert.Equal("Recording restarted itself at 0:21:15.", board.Current!.Happened);
        Assert.Equal("T12 goes on. 0.40 s are missing, marked.", board.Current.Safe);
        Assert.True(watch.IsLosing);
    }

    [Fact]
    public void An_interface_that_is_gone_is_an_alarm_whose_gap_counts_up_until_it_is_back()
    {
        (engine.InterfacePresent, engine.Fault, engine.FaultFrame) = (0, EngineFault.InterfaceGone, 48_000 * 761L);
        watch.Look(in engine);
        engine.PublishedAtMs += 7_000;
        watch.Look(in engine);

        Assert.Equal("T12 kept. The gap is counted: 0:07.", board.Current!.Safe);
        Assert.Equal((MessageKind.Alarm, true), (board.Current.Kind, board.Current.IsStillTrue));
        Assert.True(watch.IsLosing);

        engine.InterfacePresent = 1;
        watch.Look(in engine);
        Assert.False(board.Current!.IsStillTrue);
    }

    [Fact]
    public void Its_return_is_told_in_the_alarms_place_and_the_last_of_the_gap_with_it()
    {
        (engine.InterfacePresent, engine.Fault, engine.FaultFrame) = (0, EngineFault.InterfaceGone, 48_000 * 761L);
        watch.Look(in engine);
        engine.PublishedAtMs += 24_000;
        (engine.InterfacePresent, engine.TakeFrames) = (1, 48_000 * 785L);
        watch.Look(in engine);
        Assert.Equal(("Interface X18 back at 0:13:05.", "T12 goes on. Gap of 0:24, marked."), (board.Current!.Happened, board.Current.Safe));

        engine.PublishedAtMs += 100;
        (engine.Fault, engine.LostFrames) = (EngineFault.FramesLost, engine.LostFrames + 480);
        watch.Look(in engine);
        Assert.Equal("Interface X18 back at 0:13:05.", board.Current!.Happened);
    }

    [Fact]
    public void One_that_came_back_with_other_inputs_says_why_the_take_stays_a_gap()
    {
        (engine.InterfacePresent, engine.Fault, engine.Channels, engine.ReturnedChannels) = (0, EngineFault.InterfaceGone, 18, 2);
        watch.Look(in engine);
        Assert.Equal("Interface X18 has 2 inputs now, not 18.", board.Current!.Happened);
        Assert.Equal("Set it as it was, or hold STOP.", board.Current.Do);
    }

    [Fact]
    public void An_engine_that_began_anew_with_another_interface_is_compared_with_nothing()
    {
        engine.Transport = TransportState.Idle;
        watch.Look(in engine);
        (engine.EngineLife, engine.TakeNumber, engine.LostFrames) = (engine.EngineLife + 1, 0, 0);
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void An_interface_that_is_gone_while_nothing_runs_is_no_alarm()
    {
        engine.Transport = TransportState.Idle;
        watch.Look(in engine);
        engine.InterfacePresent = 0;
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void A_slow_card_is_a_warning_as_long_as_it_is_one()
    {
        (engine.Fault, engine.TakeFrames, engine.CommittedFrames) = (EngineFault.SlowDisk, 48_000 * 20, 48_000 * 8);
        watch.Look(in engine);
        engine.CommittedFrames = 48_000 * 15;
        watch.Look(in engine);
        Assert.Equal("Card is slow: 12 s wait in memory.", board.Current!.Happened);
        Assert.Equal("Nothing lost. Room for 28 s more.", board.Current.Safe);

        board.MarkSeen();
        engine.Fault = EngineFault.None;
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void A_full_card_is_told_once_and_instead_of_the_end()
    {
        (engine.Fault, engine.FaultFrame, engine.Transport) = (EngineFault.DiskFull, 48_000 * 7391L, TransportState.Idle);
        engine.TakeEndedCount++;
        watch.Look(in engine);
        Assert.Equal("Card full. T12 ended at 2:03:11.", board.Current!.Happened);

        board.MarkSeen();
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void Another_engine_with_another_take_is_not_compared_with_the_one_before()
    {
        watch.Forget();
        (engine.TakeNumber, engine.TakeEndedCount, engine.LostFrames) = (13, 99, 99);
        watch.Look(in engine);
        Assert.Null(board.Current);
    }
}
