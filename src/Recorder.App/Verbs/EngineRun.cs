using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting.Systemd;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine;
using Recorder.Engine.Recovery;
using Recorder.Engine.Survival;
using Recorder.Link;
using Recorder.Link.Messages;
using Recorder.Link.SharedMemory;
using Recorder.Link.Wire;
using Recorder.Linux.Realtime;
using Recorder.Linux.Store;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Journal;

namespace Recorder.App.Verbs;

/// <summary>The engine's process: lives on when its host goes, ends when it is told to or has been alone for long enough.</summary>
internal sealed class EngineRun
{
    private const int TurnEveryMs = 10;
    private const int MonitorPeriodFrames = 256;

    private volatile bool isEndAsked;
    private EngineSnapshot newest;

    public required LinkPaths Link { get; init; }
    public required CaptureChoice Capture { get; init; }
    public string? Output { get; init; }
    public required string Session { get; init; }
    public SampleFormat? Format { get; init; }
    public double PreRollSeconds { get; init; }
    public double MemorySeconds { get; init; }
    public double? ExitWhenAloneSeconds { get; init; }

    /// <summary>Runs until it is asked to end; the exit code.</summary>
    public int Run()
    {
        using var sessionLock = SessionLock.Take(Session);
        using var store = new DiskStore(Session);
        var folder = SessionFolder.OpenOrBegin(Session);
        using var left = EngineMemory.TryOpen(Link.Memory, store.Root, TimeProvider.System);
        using var device = OpenDevice(left, store, folder.Name);
        var memory = MemoryFor(device, left, store, folder.Name);
        var underWay = memory?.TakeNumbers ?? [];
        // The host tells of it: it sees in the journals which takes were finished just now.
        if (underWay.Count == 0)
            TakeRecovery.Recover(store, BootId.Current);
        using var publisher = new SnapshotPublisher(Link.Snapshot);
        FifoScheduler.LockMemory();
        var output = PlaybackDevices.Open(Output, device.Format.RateHz, MonitorPeriodFrames);
        using var engine = new RecorderEngine(Settings(folder, publisher, memory), device, store, TimeProvider.System, output);
        NameInputs(engine, folder);
        var commands = new HostCommands(engine);
        engine.Start();
        // A take that goes on cannot wait for those that only need to be finished.
        if (underWay.Count > 0)
            TakeRecovery.Recover(store, BootId.Current, underWay);
        using var server = new EngineLinkServer(Link.Socket, commands.Handle);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        new SystemdNotifier().Notify(ServiceState.Ready);
        Action<LinkMessage> send = message => server.Send(in message);
        while (!isEndAsked && !commands.IsShutdownAsked && !IsAloneForLong(engine, server))
        {
            engine.CopySnapshot(ref newest);
            commands.Tell(in newest, send);
            Thread.Sleep(TurnEveryMs);
        }
        return 0;
    }

    // Without an interface nothing can go on, but what is in memory comes to disk.
    private ICaptureDevice OpenDevice(EngineMemory? left, DiskStore store, string sessionName)
    {
        try
        {
            return CaptureDevices.Open(Capture);
        }
        catch (RecorderException) when (left is not null)
        {
            TakeResume.BringHome(left, store, sessionName);
            throw;
        }
    }

    private EngineMemory? MemoryFor(ICaptureDevice device, EngineMemory? left, DiskStore store, string sessionName)
    {
        if (left is { HasTakes: true } && left.Fits(device.Format, MemorySeconds) && left.Missing(TimeProvider.System) < TakeResume.LongestGap)
            return left;
        if (left is not null)
            TakeResume.BringHome(left, store, sessionName);
        left?.Dispose();
        return device.IsPaced && LiesInMemory(Path.GetDirectoryName(Path.GetFullPath(Link.Memory))!)
            ? EngineMemory.TryCreate(Link.Memory, store.Root, device.Format, MemorySeconds, TimeProvider.System)
            : null;
    }

    // On a disk the kernel would write the ring back again and again, and every commit would wait for it.
    private static bool LiesInMemory(string folder) => new DriveInfo(folder).DriveFormat is "tmpfs" or "ramfs";

    private EngineSettings Settings(SessionFolder folder, SnapshotPublisher publisher, EngineMemory? memory) => new()
    {
        Memory = memory,
        SessionName = folder.Name,
        MemorySeconds = MemorySeconds,
        PreRollSeconds = PreRollSeconds,
        Format = Format ?? (SampleFormats.TryParse(folder.Facts.Format, out var format) ? format : null),
        PublishSnapshot = publisher.Publish,
        Scheduler = new FifoScheduler(),
        ReopenCapture = Reopen,
        OpenSecondStore = SecondStores.Open,
    };

    private ICaptureDevice? Reopen()
    {
        try
        {
            var found = CaptureDevices.Open(Capture);
            found.Start();
            return found;
        }
        catch (RecorderException)
        {
            return null;
        }
    }

    private bool IsAloneForLong(RecorderEngine engine, EngineLinkServer server) =>
        ExitWhenAloneSeconds is { } patience && !engine.IsTakeRunning
        && server.WithoutHostSinceMs is { } since && Environment.TickCount64 - since > patience * 1000;

    private static void NameInputs(RecorderEngine engine, SessionFolder folder)
    {
        var names = folder.Facts.InputNames;
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0)
                engine.NameInput(i, names[i]);
        }
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        isEndAsked = true;
    }
}
