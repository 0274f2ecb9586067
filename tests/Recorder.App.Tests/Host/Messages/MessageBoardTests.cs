using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Messages;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.Messages;

public class MessageBoardTests
{
    private readonly FakeTimeProvider time = new();
    private readonly MessageBoard board;

    public MessageBoardTests() => board = new MessageBoard(time);

    [Fact]
    public void The_gravest_that_nobody_has_seen_is_shown()
    {
        board.Tell(Matter.InterfaceGone, Of(MessageKind.Alarm, "gone"), isStillTrue: true);
        board.Tell(Matter.TakeEnded, Of(MessageKind.News, "stored"));
        board.Tell(Matter.FramesLost, Of(MessageKind.Warning, "lost"));
        Assert.Equal("gone", board.Current!.Happened);

        board.MarkSeen();
        Assert.Equal("lost", board.Current!.Happened);
        board.MarkSeen();
        Assert.Equal("stored", board.Current!.Happened);
        board.MarkSeen();

        Assert.Equal(("gone", true, true), (board.Current!.Happened, board.Current.IsSeen, board.Current.IsStillTrue));
        Assert.False(board.MarkSeen());
    }

    [Fact]
    public void A_seen_alarm_stays_until_its_cause_is_cured()
    {
        board.Tell(Matter.InterfaceGone, Of(MessageKind.Alarm, "gone 1 s"), isStillTrue: true);
        board.MarkSeen();
        board.Tell(Matter.InterfaceGone, Of(MessageKind.Alarm, "gone 2 s"), isStillTrue: true);
        Assert.Equal(("gone 2 s", true), (board.Current!.Happened, board.Current.IsSeen));

        board.Cure(Matter.InterfaceGone);

        Assert.Null(board.Current);
    }

    [Fact]
    public void An_alarm_that_was_cured_before_anyone_saw_it_is_still_told()
    {
        board.Tell(Matter.InterfaceGone, Of(MessageKind.Alarm, "gone"), isStillTrue: true);
        board.Cure(Matter.InterfaceGone);
        Assert.Equal((false, false), (board.Current!.IsSeen, board.Current.IsStillTrue));

        board.MarkSeen();

        Assert.Null(board.Current);
    }

    [Fact]
    public void News_goes_by_itself_when_it_is_no_longer_true()
    {
        board.Tell(Matter.TakeEnded, Of(MessageKind.News, "REC goes on"), lifetime: TimeSpan.FromSeconds(40));
        time.Advance(TimeSpan.FromSeconds(39));
        Assert.NotNull(board.Current);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(board.Current);
    }

    [Fact]
    public void A_new_loss_is_told_anew()
    {
        board.Tell(Matter.FramesLost, Of(MessageKind.Warning, "0.1 s"));
        board.MarkSeen();
        board.Tell(Matter.FramesLost, Of(MessageKind.Warning, "0.2 s"));
        Assert.Equal(("0.2 s", false), (board.Current!.Happened, board.Current.IsSeen));
    }

    private static Message Of(MessageKind kind, string happened) => new(kind, happened, "", "");
}
