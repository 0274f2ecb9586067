using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>One move of the quick mix is dropped: heard at once, and undo knows its name.</summary>
public sealed class DropMoveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MixDesk desk;
    private readonly List<float> heardDb = [];

    public DropMoveTests()
    {
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, Stems.RateHz, Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", folder.File("session"), "--speed", "max").ExitCode);
        var session = SessionFolder.Open(folder.File("session"));
        var take = session.ReadTake(1)!;
        desk = new MixDesk(session, new FakeTimeProvider());
        desk.Open(take);
        var scene = desk.Mix.Current.WithStrip(0, StripParameter.FaderDb, -6) with { Name = "Quick mix" };
        // By the quick mix, not by a hand.
        scene = scene with { Strips = scene.Strips.SetItem(0, scene.Strips[0] with { HandSet = default }) };
        desk.AddQuickMix(take, scene,
            [new QuickMixMove("Kick", "Lowered 6.0 dB: it fills in.") { Strip = 0, Values = [new QuickMixValue(StripParameter.FaderDb.Spec().Key, 0, -6)] }]);
        desk.SceneChanged += heard => heardDb.Add(heard.Strips[0].Values[StripParameter.FaderDb]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_goes_comes_back_and_is_undone_by_its_name()
    {
        Assert.Equal(new CommandReply(true, "Dropped: Kick: Lowered 6.0 dB"), desk.Drop(new DropMove(0, Dropped: true)));
        Assert.Equal("drop Kick: Lowered 6.0 dB", desk.StepNames.Undo);
        Assert.Equal("In again: Kick: Lowered 6.0 dB", desk.Drop(new DropMove(0, Dropped: false)).Sentence);
        desk.Undo();
        desk.Undo();
        Assert.Equal([0, -6, 0, -6], heardDb);
        Assert.Equal("drop Kick: Lowered 6.0 dB", desk.StepNames.Redo);
    }

    [Fact]
    public void Another_scene_than_the_quick_mixs_is_left_alone()
    {
        desk.Recall("Scene 1");
        var reply = desk.Drop(new DropMove(0, Dropped: true));
        Assert.Equal((false, "You hear Scene 1: choose Quick mix first."), (reply.Accepted, reply.Sentence));
        Assert.False(desk.Drop(new DropMove(7, Dropped: true)).Accepted);
    }

    [Fact]
    public void What_a_hand_has_set_stays()
    {
        desk.Set(new SetStrip(0, StripParameter.FaderDb, -2), out _);
        Assert.False(desk.Drop(new DropMove(0, Dropped: true)).Accepted);
        Assert.Equal(-2, desk.Mix.Current.Strips[0].Values[StripParameter.FaderDb]);
    }
}
