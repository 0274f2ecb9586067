using Recorder.App.Host;
using Recorder.App.Host.Engine;
using Recorder.App.Host.Messages;
using Recorder.App.Host.Session;
using Recorder.App.Tests.Verbs;
using Recorder.Core.Snapshots;
using Recorder.Link;
using Recorder.Linux.Store;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;
using Recorder.Simulation.Drives;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>What becomes open when a take ends, whichever is seen first: its last words on disk or the engine's being idle.</summary>
[Collection(ConsoleUsers.Name)]
public sealed class EndedTakeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SessionFolder session;
    private readonly DiskStore store;
    private readonly TakeShelf shelf;
    private readonly PeakShelf peaks;
    private readonly EngineConnection engine;
    private readonly Housekeeping housekeeping;

    public EndedTakeTests()
    {
        var time = TimeProvider.System;
        session = SessionFolder.OpenOrBegin(folder.File("session"));
        store = new DiskStore(session.Path);
        shelf = new TakeShelf(session, store);
        peaks = new PeakShelf(session);
        var settings = new HostSettings
        {
            SessionFolder = session.Path, Link = LinkPaths.InFolder(folder.File("link")), Stick = new FolderDrive(folder.File("stick")),
        };
        engine = new EngineConnection(settings.Link, null, time);
        var desk = new MixDesk(session, time);
        var export = new ExportChoices(session, folder.File("projects"));
        housekeeping = new Housekeeping(
            session, shelf, desk, new MessageBoard(time), engine, new SceneSender(engine.Post), export,
            new SecondCopySwitch(session, settings.Stick, engine, false), new SetUpDesk(SetUpFile.Beside(session.Path), engine.Post, desk, settings, time),
            new TakeDesk(shelf, engine.Post), new ClickDesk(SetUpFile.Beside(session.Path), session, shelf, engine.Post),
            new CueDesk(SetUpFile.Beside(session.Path), engine.Post), peaks,
            new MasterDesk(session, shelf, desk, new ReferenceShelf(session, shelf, settings.Stick)), settings, time);
        housekeeping.Begin();
        Stems.Write(folder.File("in"), Core.Units.SampleFormat.S24, Stems.RateHz, Stems.RateHz);
        Assert.Equal(0, RecorderProgram.Run(
            "record", "--device", "files:" + folder.File("in"), "--session", session.Path, "--speed", "max").ExitCode);
        housekeeping.Forget();
    }

    public void Dispose()
    {
        peaks.Dispose();
        engine.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_take_that_is_on_disk_before_the_engine_is_idle_is_opened_when_it_is()
    {
        housekeeping.Round(Running(TransportState.Ending, take: 1));
        Assert.Null(shelf.Open);
        housekeeping.Round(Running(TransportState.Idle, take: null));
        Assert.Equal(1, shelf.Open?.Number);
    }

    [Fact]
    public void A_take_that_was_cut_leaves_the_hands_on_the_one_that_runs()
    {
        housekeeping.Round(Running(TransportState.Recording, take: 2));
        housekeeping.Round(Running(TransportState.Idle, take: null));
        Assert.Null(shelf.Open);
    }

    private static RecorderSnapshot Running(TransportState transport, int? take) => new()
    {
        Transport = transport,
        Engine = new EngineHealth { IsConnected = true },
        Interface = new InterfaceState { IsPresent = true, Name = "X18", Channels = 1 },
        Inputs = [new InputState { Name = "Kick" }],
        Running = take is { } number ? new RunningTake { Number = number } : null,
    };
}
