using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Messages;
using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>REC before punch in waits, asks the engine once its place is under the playhead, and again until it was heard.</summary>
public sealed class PunchDeskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly BlockingCollection<LinkMessage> asked = [];
    private readonly MessageBoard board = new(new FakeTimeProvider());
    private readonly DiskStore store;
    private readonly TakeShelf shelf;
    private readonly PunchDesk desk;
    private CommandReply reply = CommandReply.Done;

    public PunchDeskTests()
    {
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, Stems.RateHz, Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--speed", "max").ExitCode);
        var session = SessionFolder.Open(folder.File("session"));
        store = new DiskStore(session.Path);
        shelf = new TakeShelf(session, store);
        shelf.Refresh();
        shelf.TryOpen(1);
        desk = new PunchDesk(shelf, message =>
        {
            asked.Add(message);
            return reply;
        }, board);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Without_a_stretch_and_inside_it_the_engine_is_asked_at_once()
    {
        Assert.True(desk.PunchIn(false, At(0.1)).Accepted);
        Assert.Equal((false, 0, 0.0), Asked());
        SetStretch();
        Assert.True(desk.PunchIn(true, At(0.5)).Accepted);
        Assert.Equal((true, 9_600, 28_800.0), Asked());
        Assert.False(desk.IsWaiting);
    }

    [Fact]
    public void Before_it_the_panel_is_told_and_the_engine_is_asked_until_the_place_was_heard()
    {
        SetStretch();
        Assert.Equal("In at 0:00.2, out at 0:00.6. REC: not.", desk.PunchIn(false, At(0.1)).Sentence);
        desk.Look(At(0.15));
        Assert.Equal((true, 0), (desk.IsWaiting, asked.Count));
        reply = CommandReply.Refused(LinkMessages.NotHeardYet);
        desk.Look(At(0.21));
        Assert.Equal((true, 9_600, 28_800.0), Asked());
        reply = CommandReply.Done;
        Assert.True(SpinWait.SpinUntil(() =>
        {
            desk.Look(At(0.23));
            return !desk.IsWaiting;
        }, Patience));
        Assert.Equal((true, 9_600, 28_800.0), Asked());
        Assert.Null(board.Current);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void In_the_count_in_it_waits_until_the_take_begins_to_play_and_rec_again_takes_it_back(bool hasStretch)
    {
        if (hasStretch)
            SetStretch();
        var (first, end) = hasStretch ? (9_600, 28_800.0) : (0, 0.0);
        reply = CommandReply.Refused(LinkMessages.NotHeardYet);
        Assert.Equal("In at 0:00.4, after the count-in. REC: not.", desk.PunchIn(false, At(0.4)).Sentence);
        Assert.Equal((false, first, end), Asked());
        Assert.True(desk.IsWaiting && desk.TryLetBe() && !desk.IsWaiting);
        desk.Look(At(0.4));
        Assert.Empty(asked);

        desk.PunchIn(false, At(0.4));
        Asked();
        desk.Look(At(0.4));
        Assert.Equal((true, first, end), Asked());
        Assert.True(desk.IsWaiting);
        reply = CommandReply.Done;
        Assert.True(SpinWait.SpinUntil(() =>
        {
            desk.Look(At(0.4));
            return !desk.IsWaiting;
        }, Patience));
        Assert.Equal((true, first, end), Asked());
        Assert.Null(board.Current);
    }

    [Fact]
    public void Rec_again_a_pause_and_another_take_let_it_be()
    {
        SetStretch();
        Assert.False(desk.TryLetBe());
        desk.PunchIn(false, At(0.1));
        Assert.True(desk.TryLetBe());
        foreach (var ends in (RecorderSnapshot[])[At(0.1) with { Transport = TransportState.Paused }, At(0.1) with { Open = new OpenTakeState { Number = 2 } }])
        {
            desk.PunchIn(false, At(0.1));
            desk.Look(ends);
            Assert.False(desk.IsWaiting);
        }
        desk.Look(At(0.3));
        Assert.Empty(asked);
    }

    [Fact]
    public void A_refusal_that_nobody_waits_for_is_a_message()
    {
        SetStretch();
        desk.PunchIn(false, At(0.1));
        reply = CommandReply.Refused("No room left.");
        desk.Look(At(0.3));
        Assert.True(SpinWait.SpinUntil(() => board.Current is not null, Patience));
        Assert.False(desk.IsWaiting);
    }

    private void SetStretch() => Assert.True(shelf.Change(1, facts => facts with { PunchInFrame = 9_600, PunchOutFrame = 28_800 }).Accepted);

    private (bool FromPlayStart, long In, double Out) Asked()
    {
        Assert.True(asked.TryTake(out var message, Patience));
        Assert.Equal(LinkKind.PunchIn, message.Kind);
        return (message.Flag, message.Frame, message.Value);
    }

    private static RecorderSnapshot At(double seconds) => new()
    {
        Transport = TransportState.Playing, Open = new OpenTakeState { Number = 1, RateHz = Stems.RateHz, PlayheadSeconds = seconds },
    };
}
