using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Messages;
using Recorder.App.Host.State;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.State;

/// <summary>What a person is told of the second copy and of storage.</summary>
public sealed class SecondCopyWatchTests
{
    private readonly MessageBoard board;
    private readonly EngineWatch watch;
    private EngineSnapshot engine = SnapshotFoldTests.Engine(TransportState.Recording);

    public SecondCopyWatchTests()
    {
        var time = new FakeTimeProvider();
        board = new MessageBoard(time);
        watch = new EngineWatch(board, time);
        (engine.TakeNumber, engine.TrackCount, engine.Fault, engine.FreeBytes) = (12, 16, EngineFault.None, long.MaxValue);
        engine.SecondCopy.Phase = SecondCopyPhase.Copying;
        watch.Look(in engine);
    }

    [Fact]
    public void A_card_that_fails_while_the_stick_carries_on_ends_nothing()
    {
        (engine.Fault, engine.FaultFrame, engine.SecondCopy.CarriesTake) = (EngineFault.DiskError, 48_000 * 761L, 1);
        watch.Look(in engine);
        Assert.Equal("Card failed at 0:12:41. T12 goes on.|Nothing lost. It is on the stick alone.", Lines());

        engine.SecondCopy.CarriesTake = 0;
        (engine.Transport, engine.SecondCopy.Phase, engine.SecondCopy.SafeFrames) = (TransportState.Idle, SecondCopyPhase.Verifying, 48_000 * 900L);
        engine.TakeEndedCount++;
        watch.Look(in engine);
        Assert.Equal("T12 stored on the stick: 0:15:00.|All of it is there. The card failed.", Lines());
    }

    [Fact]
    public void When_both_fail_that_is_told()
    {
        (engine.Fault, engine.FaultFrame, engine.SecondCopy.CarriesTake) = (EngineFault.DiskFull, 48_000 * 761L, 1);
        watch.Look(in engine);
        Assert.StartsWith("Card full at 0:12:41. T12 goes on.", Lines(), StringComparison.Ordinal);
        (engine.SecondCopy.CarriesTake, engine.SecondCopy.Phase, engine.SecondCopy.SafeFrames) = (0, SecondCopyPhase.Failed, 48_000 * 800L);
        engine.Transport = TransportState.Idle;
        engine.TakeEndedCount++;
        watch.Look(in engine);
        Assert.StartsWith("Card and stick failed at 0:13:20.", Lines(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreError.Full, "Second copy of T12: the stick is full.")]
    [InlineData(StoreError.Gone, "Second copy of T12: the stick is gone.")]
    [InlineData(StoreError.ReadOnly, "Second copy of T12: stick is locked.")]
    [InlineData(StoreError.Io, "Second copy of T12: the stick failed.")]
    public void A_second_copy_that_stops_is_a_warning_and_the_take_is_safe(StoreError error, string happened)
    {
        (engine.SecondCopy.Phase, engine.SecondCopy.Error, engine.SecondCopy.TakeNumber) = (SecondCopyPhase.Failed, error, 12);
        watch.Look(in engine);

        Assert.Equal($"{happened}|The take on the card is safe.", Lines());
        Assert.Equal(MessageKind.Warning, board.Current!.Kind);
    }

    [Fact]
    public void A_stick_that_is_slow_is_told_until_it_has_caught_up()
    {
        (engine.SecondCopy.Phase, engine.SecondCopy.BehindFrames) = (SecondCopyPhase.Behind, 48_000 * 45);
        watch.Look(in engine);
        Assert.Equal("Second copy is 45 s behind.|The take on the card is safe.", Lines());
        Assert.True(board.Current!.IsStillTrue);
        engine.SecondCopy.Phase = SecondCopyPhase.Copying;
        watch.Look(in engine);
        Assert.False(board.Current!.IsStillTrue);
    }

    [Fact]
    public void A_copy_that_is_begun_anew_is_told_beside_how_far_it_is_behind()
    {
        (engine.SecondCopy.TakeNumber, engine.SecondCopy.TimesBegunAnew) = (12, 1);
        (engine.SecondCopy.Phase, engine.SecondCopy.BehindFrames) = (SecondCopyPhase.Behind, 48_000 * 45);
        watch.Look(in engine);
        Assert.Equal("Second copy of T12 begins anew.|This stick lacks what was copied of it.", Lines());
        board.MarkSeen();
        watch.Look(in engine);
        Assert.StartsWith("Second copy is 45 s behind.", Lines(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_take_that_was_over_goes_with_its_engine_and_that_is_told()
    {
        (engine.Transport, engine.SecondCopy.TakeNumber) = (TransportState.Idle, 12);
        watch.Look(in engine);
        watch.Forget();
        engine.SecondCopy = default;
        watch.Look(in engine);
        Assert.Equal("Second copy of T12 was not finished.|The take on the card is safe.", Lines());
    }

    [Fact]
    public void A_copy_of_a_take_that_goes_on_is_not_told_as_unfinished()
    {
        engine.SecondCopy.TakeNumber = 12;
        watch.Look(in engine);
        watch.Forget();
        engine.SecondCopy = default;
        watch.Look(in engine);
        Assert.Null(board.Current);
    }

    [Fact]
    public void Frames_that_are_on_the_stick_alone_are_told_with_their_length_and_once_more_when_there_are_more()
    {
        engine.SecondCopy.OnlyHereFrames = 48_000 * 7;
        watch.Look(in engine);
        Assert.Equal("Card stood still in T12 for too long.|Nothing lost: 7.0 s on the stick alone.", Lines());
        Assert.Equal(MessageKind.Alarm, board.Current!.Kind);
        board.MarkSeen();
        watch.Look(in engine);
        Assert.Null(board.Current);
        engine.SecondCopy.OnlyHereFrames = 48_000 * 9;
        watch.Look(in engine);
        Assert.EndsWith("Nothing lost: 9.0 s on the stick alone.", Lines(), StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_stick_takes_the_take_a_card_that_stands_still_is_told_without_a_limit()
    {
        (engine.Fault, engine.TakeFrames, engine.CommittedFrames, engine.RingCapacityFrames) = (EngineFault.SlowDisk, 48_000 * 60, 48_000 * 45, 48_000 * 40);
        engine.SecondCopy.TakeNumber = 12;
        watch.Look(in engine);
        Assert.Equal("Card is slow: 15 s behind.|Nothing lost. The stick has all of it.", Lines());
        Assert.True(board.Current!.IsStillTrue);
        (engine.SecondCopy.TakeNumber, engine.SecondCopy.Phase) = (11, SecondCopyPhase.Verifying);
        watch.Look(in engine);
        Assert.Equal("Card is slow: 15 s wait in memory.|Nothing lost. Room for 25 s more.", Lines());
    }

    [Fact]
    public void Little_room_stands_beside_a_slow_card_and_is_told_once()
    {
        (engine.BytesPerSecond, engine.FreeBytes, engine.Fault) = (1000, 599_000, EngineFault.TenMinutesLeft);
        watch.Look(in engine);
        Assert.Equal("Room for 9 minutes.|T12 goes on.", Lines());
        board.MarkSeen();
        engine.Fault = EngineFault.SlowDisk;
        watch.Look(in engine);
        board.MarkSeen();
        engine.Fault = EngineFault.TenMinutesLeft;
        watch.Look(in engine);
        Assert.True(board.Current!.IsSeen);
    }

    [Fact]
    public void All_lines_fit_the_display()
    {
        Message[] messages =
        [
            MessageTexts.GoesOnOnStick(123, 35_999, isFull: false), MessageTexts.StoredOnStick(123, 35_999), MessageTexts.BothFailed(123, 35_999),
            MessageTexts.SecondCopyBehind(3600), MessageTexts.SecondCopyBegunAnew(123), MessageTexts.SecondCopyUnfinished(123),
            MessageTexts.OnStickAlone(123, 3600), MessageTexts.SlowCardBesideStick(3600), MessageTexts.SecondCopyDone(123, "DRUMS"),
            .. Enum.GetValues<StoreError>().Select(error => MessageTexts.SecondCopyFailed(123, error)),
            .. Enum.GetValues<DriveTrouble>().Select(trouble => MessageTexts.StickUnusable(trouble, "DRUMS")),
        ];
        Assert.All(messages.SelectMany(message => new[] { message.Happened, message.Safe, message.Do }), line => Assert.DoesNotContain("…", line));
    }

    private string Lines() => $"{board.Current!.Happened}|{board.Current.Safe}";
}
