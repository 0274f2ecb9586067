using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;

namespace Recorder.App.Tests.Host.Session;

public sealed class ListeningDeskTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<PlaybackSystem> told = [];
    private readonly ListeningDesk desk;
    private RecorderSnapshot snapshot = new();

    public ListeningDeskTests() => desk = new ListeningDesk(
        message =>
        {
            Assert.Equal(LinkKind.HearAs, message.Kind);
            told.Add((PlaybackSystem)message.Choice);
            return CommandReply.Done;
        }, () => snapshot, time);

    [Fact]
    public void It_holds_while_it_is_said_again_and_ends_when_it_is_not()
    {
        Assert.Null(desk.TryRoute(new ClearClips()));
        Assert.True(desk.TryRoute(new Listen(PlaybackSystem.Phone))!.Value.Accepted);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            desk.TryRoute(new Listen(PlaybackSystem.Phone));
            desk.Round();
        }
        Assert.Equal([PlaybackSystem.Phone], told);
        Assert.Equal(PlaybackSystem.Phone, desk.State.As);
        time.Advance(TimeSpan.FromSeconds(3.1));
        desk.Round();
        Assert.Equal([PlaybackSystem.Phone, PlaybackSystem.Studio], told);
        Assert.Equal(PlaybackSystem.Studio, desk.State.As);
    }

    [Fact]
    public void A_host_that_comes_ends_what_the_one_before_it_has_left()
    {
        desk.Round();
        Assert.Equal([PlaybackSystem.Studio], told);
        desk.Forget();
        desk.Round();
        desk.Round();
        Assert.Equal([PlaybackSystem.Studio, PlaybackSystem.Studio], told);
    }

    [Fact]
    public void While_something_is_recorded_it_is_refused_and_what_was_on_ends()
    {
        desk.TryRoute(new Listen(PlaybackSystem.Club));
        snapshot = snapshot with { Transport = TransportState.Overdubbing };
        desk.Round();
        Assert.Equal(PlaybackSystem.Studio, desk.State.As);
        var reply = desk.TryRoute(new Listen(PlaybackSystem.Club))!.Value;
        Assert.Equal((false, "Something is recorded: what is heard stays as it is."), (reply.Accepted, reply.Sentence));
        Assert.True(desk.TryRoute(new Listen(PlaybackSystem.Studio))!.Value.Accepted);
    }
}
