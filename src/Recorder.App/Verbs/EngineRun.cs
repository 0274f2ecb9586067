using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting.Systemd;
using Recorder.App.Devices;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
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
using Recorder.Linux.Store.Apart;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Interfaces;
using Recorder.Session.Journal;
using Recorder.Session.SetUp;

namespace Recorder.App.Verbs;

/// <summary>The engine's process: lives on when its host goes, ends when it is told to or has been alone for long enough.</summary>
internal sealed class EngineRun
{
    private const int TurnEveryMs = 10;

    private readonly FifoScheduler scheduler = new(Console.Error.WriteLine);
    private volatile bool isEndAsked;
    private readonly Lock gate = new();
    private HostCommands? commands;
    private EngineSnapshot newest;

    public required LinkPaths Link { get; init; }
    public required CaptureChoice Capture { get; init; }
    public string? Output { get; init; }
    public required string Session { get; init; }
    public SampleFormat? Format { get; init; }
    public double PreRollSeconds { get; init; }
    public double MemorySeconds { get; init; }
    public int MonitorPeriodFrames { get; init; } = MonitorPeriod.UsualFrames;
    public double? ExitWhenAloneSeconds { get; init; }

    /// <summary>Runs until it is asked to end; the exit code.</summary>
    public int Run()
    {
        using var sessionLock = SessionLock.Take(Session);
        using var store = StoreProcess.Start(
            Session, Path.Combine(Session, SessionLayout.FenceFile), [.. OwnProgram.Words, DiskVerb.Name], Console.Error.WriteLine);
        var folder = SessionFolder.OpenOrBegin(Session);
        var devices = new EngineDevices(
            Capture with { RateOf = key => SetUpOf(key).RateHz }, Output, InterfaceMemory.Beside(Session), new AlsaSoundCards(), TimeProvider.System);
        var left = EngineMemory.TryOpen(Link.Memory, store.Root, TimeProvider.System);
        using var publisher = new SnapshotPublisher(Link.Snapshot);
        FifoScheduler.LockMemory(Console.Error.WriteLine);
        EngineLinkServer? server = null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            for (var device = devices.OpenFirst(folder, left is { HasTakes: true }); device is not null; left = null)
            {
                var memory = MemoryFor(device, left, store, folder.Name);
                var underWay = memory?.TakeNumbers ?? [];
                // The host tells of it: it sees in the journals which takes were finished just now.
                if (underWay.Count == 0 && server is null)
                    TakeRecovery.Recover(store, BootId.Current);
                using var engine = new RecorderEngine(
                    Settings(folder, publisher, memory, devices, SetUpOf(device.Identity.Key).Format), device, store, TimeProvider.System,
                    devices.OpenOutput(device, PeriodOf(device.Identity.Key)));
                NameInputs(engine, folder);
                var (key, rateHz) = (device.Identity.Key, device.Format.RateHz);
                devices.RoundTripOf = output => LatencyFile.Find(Session, key, output, rateHz)?.InterfaceFrames ?? 0;
                var current = new HostCommands(engine);
                lock (gate)
                {
                    // Whoever sees its first snapshot may ask at once.
                    commands = current;
                    engine.Start();
                    devices.Attend(engine);
                }
                server ??= Listen(devices);
                // A take that goes on, and its host, cannot wait for those that only need to be finished.
                if (underWay.Count > 0)
                    TakeRecovery.Recover(store, BootId.Current, underWay);
                device = Turn(engine, devices, current, server);
                lock (gate)
                    commands = null;
            }
        }
        finally
        {
            server?.Dispose();
        }
        return 0;
    }

    // Returns another interface to begin anew with, or null at the end.
    private ICaptureDevice? Turn(RecorderEngine engine, EngineDevices devices, HostCommands commands, EngineLinkServer server)
    {
        Action<LinkMessage> send = message => server.Send(in message);
        while (!isEndAsked && !commands.IsShutdownAsked && !IsAloneForLong(engine, server))
        {
            engine.CopySnapshot(ref newest);
            commands.Tell(in newest, send);
            if (devices.Watch(engine) is { } another && IsLeft(engine, devices, another))
                return another;
            Thread.Sleep(TurnEveryMs);
        }
        return null;
    }

    // Whoever presses REC meanwhile goes before.
    private bool IsLeft(RecorderEngine engine, EngineDevices devices, ICaptureDevice another)
    {
        lock (gate)
        {
            if (engine.State == TransportState.Idle)
            {
                commands = null;
                devices.Accept();
                return true;
            }
        }
        another.Dispose();
        return false;
    }

    private EngineLinkServer Listen(EngineDevices devices)
    {
        var server = new EngineLinkServer(Link.Socket, (in LinkMessage command, ref LinkMessage reply) => Handle(devices, in command, ref reply));
        new SystemdNotifier().Notify(ServiceState.Ready);
        return server;
    }

    private void Handle(EngineDevices devices, in LinkMessage command, ref LinkMessage reply)
    {
        lock (gate)
        {
            if (devices.TryHandle(in command, ref reply))
                return;
            if (commands is { } current)
                current.Handle(in command, ref reply);
            else
                reply.Text.Set("The engine is busy with its interface; nothing was done; try again in a moment.");
        }
    }

    // Read anew for each interface that comes: what people chose at the panel goes before what the machine's settings say.
    private InterfaceSetUp SetUpOf(string key) => SetUpFile.Beside(Session).Facts.Of(key);

    private int PeriodOf(string key) => SetUpOf(key).MonitorPeriodFrames is { } own && MonitorPeriod.IsValid(own) ? own : MonitorPeriodFrames;

    private EngineMemory? MemoryFor(ICaptureDevice device, EngineMemory? left, ApartStore store, string sessionName)
    {
        if (left is { HasTakes: true } && left.Fits(device.Format, MemorySeconds) && left.Missing(TimeProvider.System) < TakeResume.LongestGap)
            return left;
        // Without its interface nothing can go on, but what is in memory comes to disk.
        if (left is not null)
            TakeResume.BringHome(left, store, sessionName);
        left?.Dispose();
        return device.IsPaced && device.Format.Channels > 0 && LiesInMemory(Path.GetDirectoryName(Path.GetFullPath(Link.Memory))!)
            ? EngineMemory.TryCreate(Link.Memory, store.Root, device.Format, MemorySeconds, TimeProvider.System)
            : null;
    }

    // On a disk the kernel would write the ring back again and again, and every commit would wait for it.
    private static bool LiesInMemory(string folder) => new DriveInfo(folder).DriveFormat is "tmpfs" or "ramfs";

    private EngineSettings Settings(
        SessionFolder folder, SnapshotPublisher publisher, EngineMemory? memory, EngineDevices devices, string? setUpFormat) => new()
    {
        Memory = memory,
        SessionName = folder.Name,
        MemorySeconds = MemorySeconds,
        PreRollSeconds = PreRollSeconds,
        Format = SampleFormats.TryParse(setUpFormat, out var chosen) ? chosen
            : Format ?? (SampleFormats.TryParse(folder.Facts.Format, out var format) ? format : null),
        PublishSnapshot = publisher.Publish,
        Scheduler = scheduler,
        ReopenCapture = devices.Reopen,
        DescribeMore = devices.Describe,
        OpenSecondStore = SecondStores.Open,
    };

    private bool IsAloneForLong(RecorderEngine engine, EngineLinkServer server) =>
        ExitWhenAloneSeconds is { } patience && !engine.IsBusy
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
