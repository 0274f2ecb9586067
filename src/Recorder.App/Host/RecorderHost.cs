using Recorder.App.Host.CardTest;
using Recorder.App.Host.Controls;
using Recorder.App.Host.Engine;
using Recorder.App.Host.Jobs;
using Recorder.App.Host.Messages;
using Recorder.App.Host.Session;
using Recorder.App.Host.State;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;
using Recorder.Linux.Store;
using Recorder.Panel.Surfaces;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;
using Recorder.Studio.Compare;
using Recorder.Studio.Mix;
using Recorder.Web.Pairing;

namespace Recorder.App.Host;

/// <summary>
/// The recorder as panel, page and tests see it: folds the engine's snapshot and the session on disk into one, and
/// takes commands to the engine, the session or the studio. It may be killed at any time; the engine records on.
/// </summary>
internal sealed class RecorderHost : IRecorder, IDisposable
{
    // The display shows 30 pictures a second; each of them finds levels younger than one.
    private const int FoldIntervalMs = 20;
    private const int HousekeepingIntervalMs = 250;

    private readonly TimeProvider time;
    private readonly DiskStore store;
    private readonly EngineConnection engine;
    private readonly MessageBoard board;
    private readonly EngineWatch watch;
    private readonly TakeShelf shelf;
    private readonly MixDesk desk;
    private readonly SceneSender sender;
    private readonly JobQueue jobs;
    private readonly DirectoryInfo projects;
    private readonly SecondCopySwitch secondCopy;
    private readonly SetUpDesk setUp;
    private readonly PairingDesk? pairing;
    private readonly TakeDesk takes;
    private readonly PunchDesk punching;
    private readonly PeakShelf peaks;
    private readonly Housekeeping housekeeping;
    private readonly CompareDesk compare;
    private readonly ListeningDesk listening;
    private readonly CommandRouter router;
    private readonly SurfaceBoard? surfaces;
    private readonly ControlsDesk controls;
    private readonly TunerDesk tuner;
    private readonly CardTestDesk cardTest;
    private readonly SoundCheckDesk soundCheck;
    private readonly ClickDesk click;
    private readonly CueDesk cues;
    private readonly MasterDesk masters;
    private readonly AdviceDesk advice;
    private readonly AutoResetEvent somethingChanged = new(false);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Thread> threads = [];
    private RecorderSnapshot snapshot = new();
    private TransportState transport;
    private int takesEnded;
    private int layersEnded;
    private long revision;

    /// <summary>A host that does nothing yet; <see cref="Start"/> brings it to life.</summary>
    public RecorderHost(HostSettings settings, TimeProvider time)
    {
        (this.time, surfaces, pairing) = (time, settings.Surfaces, settings.Pairing);
        var session = SessionFolder.OpenOrBegin(settings.SessionFolder);
        store = new DiskStore(settings.SessionFolder);
        engine = new EngineConnection(settings.Link, settings.Starter, time);
        board = new MessageBoard(time);
        watch = new EngineWatch(board, time);
        shelf = new TakeShelf(session, store);
        desk = new MixDesk(session, time);
        sender = new SceneSender(engine.Post);
        jobs = new JobQueue(time);
        cardTest = new CardTestDesk(settings.SessionFolder, jobs, () => Snapshot, time);
        projects = Directory.CreateTempSubdirectory("recorder-project-");
        var export = new ExportChoices(session, projects.FullName);
        secondCopy = new SecondCopySwitch(session, settings.Stick, engine, settings.SecondCopy);
        var kept = SetUpFile.Beside(settings.SessionFolder);
        tuner = new TunerDesk(settings.Link.Memory, kept, time);
        setUp = new SetUpDesk(kept, engine.Post, desk, settings, time);
        takes = new TakeDesk(shelf, engine.Post);
        click = new ClickDesk(kept, session, shelf, engine.Post);
        cues = new CueDesk(kept, engine.Post);
        punching = new PunchDesk(shelf, engine.Post, board);
        peaks = new PeakShelf(session);
        masters = new MasterDesk(session, shelf, desk, new ReferenceShelf(session, shelf, settings.Stick));
        housekeeping = new Housekeeping(session, shelf, desk, board, engine, sender, export, secondCopy, setUp, takes, click, cues, peaks, masters, settings, time);
        var openTake = new OpenTakeDesk(shelf, desk, engine.Post, () => Snapshot);
        compare = new CompareDesk(session, shelf, desk, sender, engine.Post, openTake, () => Snapshot);
        listening = new ListeningDesk(engine.Post, () => desk.Mix.Master, MeasureMix, () => Snapshot, time);
        router = new CommandRouter(
            compare, openTake, engine, sender, session, shelf, desk, jobs, board, settings.Stick, export, secondCopy, setUp, takes, punching, masters, () => Snapshot, settings.PowerOff);
        controls = new ControlsDesk(settings.OpenControls, new KeptControls(kept, board), board, () => Snapshot);
        soundCheck = new SoundCheckDesk(settings.Link.Memory, desk, Post, () => Snapshot, time);
        housekeeping.EngineIsNew += listening.Forget;
        setUp.BandRecalled += controls.Bring;
        desk.SceneChanged += sender.Send;
        desk.SceneTurned += () => sender.Follow(() => desk.Mix.Current);
        desk.BoundariesChanged += (take, boundaries) => shelf.Change(take, facts => facts with { SongBoundaries = boundaries });
        advice = new AdviceDesk(shelf, desk.MixOf, () => Snapshot, time);
        jobs.Ended += (_, _) => LookAnew();
        masters.MastersChanged += LookAnew;
    }

    /// <inheritdoc/>
    public RecorderSnapshot Snapshot => Volatile.Read(ref snapshot);

    /// <summary>Begins to look for the engine, or starts one, and to publish snapshots.</summary>
    public void Start()
    {
        housekeeping.Begin();
        // The first picture shows what is already known: a stick that was in before is not one that comes.
        Fold();
        StartThread("snapshots", FoldForever);
        StartThread("housekeeping", KeepHouse);
        StartThread("tuner", () => tuner.RunUntil(closing.Token.WaitHandle));
        StartThread("sound check", () => soundCheck.RunUntil(closing.Token.WaitHandle));
    }

    /// <summary>Returns when the engine is there.</summary>
    /// <exception cref="RecorderException">It is not within this time, and why.</exception>
    public void WaitForEngine(TimeSpan patience)
    {
        try
        {
            housekeeping.Connected.WaitAsync(patience, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new RecorderException(FaultKind.Device, engine.WhyNot());
        }
    }

    /// <inheritdoc/>
    public CommandReply Post(RecorderCommand command)
    {
        try
        {
            if (command is SurfaceCommand about)
                return surfaces?.Handle(about) ?? CommandReply.Refused("Control surfaces are not heard here.");
            // A finished master has all its stages already.
            if (command is Listen { Alone: not null })
                compare.End();
            var reply = controls.TryRoute(command) ?? tuner.TryRoute(command) ?? listening.TryRoute(command) ?? advice.TryRoute(command) ?? cardTest.TryRoute(command)
                ?? soundCheck.TryRoute(command) ?? click.TryRoute(command, Snapshot) ?? cues.TryRoute(command, Snapshot) ?? router.Route(command);
            if (command is SetMaster or SetAim or Undo or Redo)
                listening.Round();
            return reply;
        }
        catch (RecorderException trouble)
        {
            return CommandReply.Refused(trouble.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        foreach (var thread in threads)
            thread.Join();
        housekeeping.End();
        peaks.Dispose();
        advice.Dispose();
        jobs.Dispose();
        controls.Dispose();
        tuner.Dispose();
        soundCheck.Dispose();
        engine.Dispose();
        store.Dispose();
        projects.Delete(recursive: true);
        closing.Dispose();
        somethingChanged.Dispose();
    }

    private void LookAnew()
    {
        housekeeping.Forget();
        somethingChanged.Set();
    }

    private double MeasureMix()
    {
        if (shelf.Open is not { } take)
            return double.NaN;
        using var audio = TakeAudio.Open(take, isWhole: true);
        return LoudnessMatch.LufsOf(audio, desk.Mix.Current, (long)((Snapshot.Open?.PlayheadSeconds ?? 0) * take.RateHz));
    }

    private void FoldForever()
    {
        while (!closing.Token.WaitHandle.WaitOne(FoldIntervalMs))
            Fold();
    }

    private void Fold()
    {
        var isConnected = engine.IsConnected & engine.TryRead(out var now);
        if (isConnected)
        {
            watch.Look(in now);
            click.Look(in now);
        }
        else
            watch.Forget();
        var (undo, redo) = desk.StepNames;
        // Once, so that nothing of another take stands beside it.
        var open = shelf.Open;
        var state = new HostState
        {
            IsConnected = isConnected,
            IsLosing = watch.IsLosing,
            SessionName = housekeeping.SessionName,
            Takes = shelf.Summaries,
            Bin = shelf.Bin,
            NextTakeNumber = shelf.NextNumber,
            Open = open,
            Peaks = open is null ? null : peaks.Of(open.Number),
            Mix = desk.Mix,
            Moves = desk.Moves,
            Compare = compare.State,
            Listening = listening.State,
            WaitsForPunchIn = punching.IsWaiting,
            UndoName = undo,
            RedoName = redo,
            Master = advice.AddTo(masters.StateOf(open?.Number), open),
            Job = jobs.State,
            Storage = housekeeping.Storage,
            SecondCopy = secondCopy.StateOf(in now),
            SetUp = setUp.State,
            Pairing = pairing?.State ?? new PairingState(),
            Inputs = setUp.Own,
            BatteryPercent = housekeeping.BatteryPercent,
            Message = board.Current,
            Tuner = tuner.State,
            CardTest = cardTest.State,
            SoundCheck = soundCheck.State,
            Click = click.State,
            Cues = isConnected ? cues.StateOf(now.OutputKey.ToString(), now.OutputPairs) : [],
            Surfaces = surfaces?.State ?? new SurfacesState(),
            Controls = controls.Inputs,
            Clock = controls.Clock,
        };
        Volatile.Write(ref snapshot, SnapshotFold.Fold(in now, state, ++revision, (long)time.GetElapsedTime(0).TotalMilliseconds));
        punching.Look(Snapshot);
        Follow(in now);
    }

    // What follows from a change of the transport may read the disk, so another thread does it: meters must not wait.
    private void Follow(in EngineSnapshot now)
    {
        var isRunning = SnapshotFold.IsRecording(now.Transport);
        if (now.Transport == transport && now.TakeEndedCount == takesEnded && now.LayerEndedCount == layersEnded)
            return;
        if (isRunning != SnapshotFold.IsRecording(transport))
            jobs.SetTakeRuns(isRunning);
        if (now.TakeEndedCount != takesEnded || now.LayerEndedCount != layersEnded)
            housekeeping.Forget();
        (transport, takesEnded, layersEnded) = (now.Transport, now.TakeEndedCount, now.LayerEndedCount);
        somethingChanged.Set();
    }

    private void KeepHouse()
    {
        WaitHandle[] signals = [closing.Token.WaitHandle, somethingChanged];
        do
        {
            housekeeping.Round(Snapshot);
            controls.Round(Snapshot.Interface);
            compare.Follow();
            advice.Round();
            if (engine.IsConnected)
                listening.Round();
        } while (WaitHandle.WaitAny(signals, HousekeepingIntervalMs) != 0);
    }

    private void StartThread(string name, ThreadStart body)
    {
        var thread = new Thread(body) { Name = name, IsBackground = true };
        threads.Add(thread);
        thread.Start();
    }
}
