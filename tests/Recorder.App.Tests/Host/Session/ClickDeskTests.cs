using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Link.Messages;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>The click as it is kept, on the machine and with a take.</summary>
[Collection(ConsoleUsers.Name)]
public sealed class ClickDeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SessionFolder session;
    private readonly DiskStore store;
    private readonly TakeShelf shelf;
    private readonly List<LinkMessage> told = [];
    private readonly ClickDesk desk;

    public ClickDeskTests()
    {
        session = SessionFolder.OpenOrBegin(folder.File("session"));
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, 1000, 1000);
        Assert.Equal(0, RecorderProgram.Run("record", "--device", "files:" + folder.File("in"), "--session", session.Path, "--speed", "max").ExitCode);
        store = new DiskStore(session.Path);
        shelf = new TakeShelf(session, store);
        shelf.Refresh();
        desk = Desk();
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_new_engine_learns_all_of_it_once_and_then_what_is_other()
    {
        desk.Tell();
        Assert.Equal(ClickParameters.Specs.Select(spec => (double)spec.Default), told.OrderBy(message => message.Choice).Select(message => message.Value));
        told.Clear();
        Set(ClickParameter.TempoBpm, 1000);
        var message = Assert.Single(told);
        Assert.Equal((LinkKind.SetClick, (int)ClickParameter.TempoBpm, 240.0), (message.Kind, message.Choice, message.Value));
        Assert.Equal(240, desk.State[ClickParameter.TempoBpm]);
        told.Clear();
        desk.Forget();
        desk.Tell();
        Assert.Equal(ClickParameters.Count, told.Count);
    }

    [Fact]
    public void It_is_kept_on_the_machine()
    {
        Set(ClickParameter.BeatsPerBar, 7);
        var file = SetUpFile.Beside(session.Path);
        Assert.Equal(4, new ClickDesk(file, session, shelf, Ask).State[ClickParameter.BeatsPerBar]);
        kept.Store();
        Assert.Equal(7, Desk().State[ClickParameter.BeatsPerBar]);
    }

    [Fact]
    public void While_a_take_is_recorded_its_bars_stay_and_its_level_may_move()
    {
        var recording = new RecorderSnapshot { Transport = TransportState.Recording };
        Assert.Equal("Tempo and bars stay while recording.", desk.TryRoute(new SetClick(ClickParameter.TempoBpm, 90), recording)!.Value.Sentence);
        Assert.True(desk.TryRoute(new SetClick(ClickParameter.LevelDb, -20), recording)!.Value.Accepted);
        Assert.Equal((120, -20), (desk.State[ClickParameter.TempoBpm], desk.State[ClickParameter.LevelDb]));
        Assert.Null(desk.TryRoute(new Undo(), recording));
    }

    [Fact]
    public void What_a_take_is_recorded_to_is_kept_with_it_and_told_before_it_plays()
    {
        var engine = new EngineSnapshot
        {
            Transport = TransportState.Starting, GridTakeNumber = 1, GridTempoBpm = 97, GridBeatsPerBar = 5, GridCountInBars = 2, GridBarOneFrame = -1234,
        };
        desk.Look(in engine);
        desk.Keep();
        Assert.Null(session.ReadTake(1)!.Facts.Tempo);
        engine.Transport = TransportState.Recording;
        desk.Look(in engine);
        desk.Keep();
        var tempo = new TakeTempo { TempoBpm = 97, BeatsPerBar = 5, CountInBars = 2, BarOneFrame = -1234 };
        Assert.Equal(tempo, session.ReadTake(1)!.Facts.Tempo);
        Assert.Equal(tempo, SessionFolder.OpenOrBegin(session.Path).ReadTake(1)!.Facts.Tempo);
        shelf.TryOpen(1);
        Assert.Equal(tempo, desk.State.Take);
        new TakeDesk(shelf, Ask).Tell();
        Assert.Equal(tempo, LinkMessages.TempoOf(Assert.Single(told, message => message.Kind == LinkKind.SetTakeTempo)));
    }

    private SetUpFile kept = null!;

    private ClickDesk Desk() => new(kept = SetUpFile.Beside(session.Path), session, shelf, Ask);

    private void Set(ClickParameter parameter, float value) => Assert.True(desk.TryRoute(new SetClick(parameter, value), new RecorderSnapshot())!.Value.Accepted);

    private CommandReply Ask(LinkMessage message)
    {
        told.Add(message);
        return CommandReply.Done;
    }
}
