using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;

namespace Recorder.App.Tests.Host.Session;

public sealed class ListeningDeskTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<PlaybackSystem> told = [];
    private readonly BlockingCollection<LinkMessage> stages = [];
    private readonly ListeningDesk desk;
    private RecorderSnapshot snapshot = new();
    private MasterValues master = MasterParameters.Defaults();

    public ListeningDeskTests() => desk = new ListeningDesk(
        message =>
        {
            if (message.Kind == LinkKind.HearAs)
                told.Add((PlaybackSystem)message.Choice);
            else
                stages.Add(message);
            return CommandReply.Done;
        }, () => master, () => -21.5, () => snapshot, time);

    [Fact]
    public void A_stage_is_heard_alone_once_the_mix_is_measured_and_follows_the_knobs()
    {
        desk.Round();
        Assert.False(Told().Flag);
        Assert.True(desk.TryRoute(new Listen(PlaybackSystem.Studio, MasterParameter.Warmth))!.Value.Accepted);
        for (var i = 0; i < MasterParameters.Count; i++)
            Assert.Equal((LinkKind.SetMaster, i), KindAndChoice(Told()));
        var stage = Told();
        Assert.Equal((LinkKind.HearStage, true, (int)MasterParameter.Warmth, -21.5), (stage.Kind, stage.Flag, stage.Choice, stage.Value));
        Assert.Equal((MasterParameter.Warmth, false), (desk.State.Alone, desk.State.IsMeasuring));

        master = master.With(MasterParameter.Warmth, 7);
        desk.Round();
        var turned = Told();
        Assert.Equal((LinkKind.SetMaster, (int)MasterParameter.Warmth, 7.0), (turned.Kind, turned.Choice, turned.Value));
        Assert.Empty(stages);

        time.Advance(TimeSpan.FromSeconds(4));
        desk.Round();
        Assert.Equal((LinkKind.HearStage, 0), KindAndChoice(Told()));
        Assert.Null(desk.State.Alone);
    }

    private static (LinkKind Kind, int Choice) KindAndChoice(LinkMessage message) => (message.Kind, message.Choice);

    private LinkMessage Told()
    {
        Assert.True(stages.TryTake(out var message, TimeSpan.FromSeconds(20)));
        return message;
    }

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
