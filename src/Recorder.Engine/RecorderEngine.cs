using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;
using Recorder.Core.Snapshots;
using Recorder.Engine.Disk;
using Recorder.Engine.Overdub;
using Recorder.Engine.Realtime;
using Recorder.Engine.SecondCopy;
using Recorder.Engine.Survival;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine;

/// <summary>
/// The live recorder: frames from an interface into memory, takes from memory to disk, and the state that tells of both.
/// </summary>
/// <remarks>
/// Threads run it (<see cref="Start"/>): capture, disk, commit, and with an output monitor and read-ahead. Commands come from any thread, one at a time. Tests
/// drive the same loops step by step on a virtual clock instead of starting the threads.
/// </remarks>
public sealed partial class RecorderEngine : IDisposable
{
    // An input that waits needs no memory for stalls, only enough for capture and disk to work side by side in the cache.
    private const int UnpacedRingFrames = 1 << 15;
    private const int UnpacedBlockFrames = 1 << 12;
    private const int UnpacedRoundFrames = 1 << 13;

    private readonly EngineSettings settings;
    private readonly ICaptureDevice device;
    private readonly IRecordingStore store;
    private readonly TimeProvider time;
    private readonly TransportMachine transport = new();
    private readonly EngineMemory memory;
    private readonly FrameRing ring;
    private readonly GapLog gaps;
    private readonly InputMeters meters;
    private readonly InputBoard inputs;
    private readonly CalmWatch calm = new();
    private readonly EngineThreads threads;
    private readonly SnapshotComposer composer;
    private readonly TakeReporter reporter;
    private readonly NewFiles newFiles;
    private readonly Lock gate = new();
    private TakeWriter? latest;
    private long lastEndFrame;
    private long earliestFrame;

    /// <summary>An engine over an opened interface and a store.</summary>
    /// <param name="settings">How it is set up.</param>
    /// <param name="device">The interface, owned from now on; started with the engine.</param>
    /// <param name="store">The session's folder.</param>
    /// <param name="time">Wall clock and monotonic clock.</param>
    /// <param name="output">Where monitor mix and playback go, owned from now on; null is nowhere.</param>
    public RecorderEngine(
        EngineSettings settings, ICaptureDevice device, IRecordingStore store, TimeProvider time, IPlaybackDevice? output = null)
    {
        (this.settings, this.device, this.store, this.time) = (settings, device, store, time);
        var format = device.Format;
        var (ringFrames, blockFrames, roundFrames) = device.IsPaced
            ? (EngineMemory.FramesFor(format, settings.MemorySeconds), format.PeriodFrames, format.RateHz)
            : (UnpacedRingFrames, UnpacedBlockFrames, UnpacedRoundFrames);
        memory = settings.Memory ?? EngineMemory.Private(format, ringFrames, time);
        (ring, gaps, earliestFrame) = (memory.Ring, memory.Gaps, memory.Ring.WrittenFrames);
        meters = new InputMeters(format);
        inputs = new InputBoard(device, settings.Format, settings.ArmedInputs);
        Capture = new CaptureLoop(device, ring, gaps, meters, time, settings.ReopenCapture, blockFrames, calm);
        Commits = new CommitLoop(store, time);
        newFiles = new NewFiles(store, Commits, inputs, time, settings.SessionName);
        Disk = new DiskLoop(memory, transport, Commits, calm, time, format.Format, device.IsPaced, roundFrames, () => Capture.HasEnded)
        {
            TakeClosed = NoteClosed,
        };
        Copies = new SecondCopyLoop(
            memory, store, Disk, calm, time, format.Format, format.RateHz, settings.SessionName, settings.OpenSecondStore, () => Capture.HasEnded);
        if (settings.SecondCopyFolder.Length > 0)
            Copies.SetFolder(settings.SecondCopyFolder);
        Monitor = output is null ? null : new MonitorDesk(store, transport, ring, format, output);
        composer = new SnapshotComposer(
            time, transport, Capture, ring, Disk, Commits, Copies, meters, inputs, calm, settings.PublishSnapshot)
        {
            Monitor = Monitor,
            Detail = settings.DescribeMore,
        };
        if (Monitor is not null)
        {
            composer.Overdub = Monitor.Loop.Overdub = Overdub = new OverdubDesk(
                store, transport, memory, Capture, Disk, newFiles, inputs, calm, time)
            {
                IsCountedIn = () => Monitor.Loop.LeadFrames > 0,
            };
            Overdub.RoundTripFrames = settings.RoundTripFrames;
        }
        reporter = new TakeReporter(device, Capture, Commits, composer, calm, ring.CapacityFrames, Monitor);
        threads = new EngineThreads(Capture, Disk, Commits, Copies, transport, composer, device.IsPaced, Monitor, settings.Scheduler);
    }

    /// <summary>What the transport does.</summary>
    public TransportState State => transport.State;

    /// <summary>Whether a take is under way, from REC until its last byte is stored.</summary>
    public bool IsTakeRunning => transport.IsTakeRunning;

    /// <summary>The last take that was closed; null before the first.</summary>
    public TakeReport? LastReport => reporter.Last;

    /// <summary>Number of the running take, or of the last one; 0 before the first.</summary>
    public int TakeNumber => Disk.Current?.Files.Start.TakeNumber ?? 0;

    /// <summary>Whether the interface is there.</summary>
    public bool IsInterfacePresent => Capture.IsPresent;

    /// <summary>Whether the interface came back with other inputs or another rate than it went with: a running take stays a gap, and an engine begun anew could take it.</summary>
    public bool HasInterfaceChanged => !Capture.IsPresent && Capture.OtherChannels > 0;

    /// <summary>Frames of the running take, those in memory included.</summary>
    public long TakeFrames => Disk.Current?.CapturedFrames ?? 0;

    /// <summary>Frames of the running take that are safe on disk.</summary>
    public long SafeFrames => Disk.Current is { } take ? take.Copy.IsCarrying ? take.Copy.SafeFrames : take.SafeFrames : 0;

    /// <summary>What became of the last second copy; null before the first.</summary>
    public SecondCopyReport? LastSecondCopy => Copies.LastReport;

    /// <summary>Whether a second copy is being written or read back.</summary>
    public bool IsSecondCopyBusy => Copies.IsBusy;

    /// <summary>Monitoring and playback; null without an output.</summary>
    public MonitorDesk? Monitor { get; }

    /// <summary>Whether a take or a layer is recorded or on its way to disk.</summary>
    public bool IsBusy => IsTakeRunning || Disk.IsBusy;

    /// <summary>Frames by which a sound that is played comes back later than output and interface tell; layers are put right by it.</summary>
    public int RoundTripFrames
    {
        get => Overdub?.RoundTripFrames ?? 0;
        set => Overdub?.RoundTripFrames = value;
    }

    /// <summary>Layers of what plays; null without an output.</summary>
    internal OverdubDesk? Overdub { get; }

    internal CaptureLoop Capture { get; }

    internal DiskLoop Disk { get; }

    internal CommitLoop Commits { get; }

    internal SecondCopyLoop Copies { get; }

    internal SnapshotComposer Composer => composer;

    /// <summary>REC: a take that reaches back into memory as far as it is asked and there.</summary>
    /// <param name="preRollSeconds">Seconds before now; null is the set-up's.</param>
    /// <param name="fromStartOfMemory">From the oldest frame in memory, or the one where the last take ended.</param>
    /// <param name="lengthFrames">Length at which it ends by itself; null is none.</param>
    /// <exception cref="RecorderException">The store refuses; nothing was begun.</exception>
    public CommandReply StartTake(double? preRollSeconds = null, bool fromStartOfMemory = false, long? lengthFrames = null)
    {
        lock (gate)
        {
            if (inputs.Count == 0 || (!Capture.IsPresent && (!fromStartOfMemory || ring.WrittenFrames == lastEndFrame)))
                return CommandReply.Refused("There is no interface; nothing was begun; plug it in and press REC again.");
            if (!transport.TryMove(TransportState.Starting))
                return CommandReply.Refused($"Already recording {Name(latest)}.");
            Monitor?.GiveWay();
            Disk.BeginCalm();
            try
            {
                var pressFrame = ring.WrittenFrames;
                var preRollFrames = (long)((preRollSeconds ?? settings.PreRollSeconds) * device.Format.RateHz);
                var startFrame = Disk.HoldFor(Math.Max(earliestFrame, fromStartOfMemory ? lastEndFrame : pressFrame - preRollFrames));
                reporter.Begin();
                latest = new TakeWriter(
                    newFiles.ForTake(pressFrame - startFrame), memory, startFrame, lengthFrames ?? long.MaxValue, isSequel: false)
                {
                    Clock = Capture.Clock,
                };
                Copies.Expect(latest);
                calm.Begin();
                Disk.TryHandOver(latest);
                TellClick(latest, startFrame, goesOn: false);
            }
            catch
            {
                Disk.GiveUp();
                transport.TryMove(TransportState.Starting, TransportState.Idle);
                throw;
            }
            threads.WakeAll();
            return CommandReply.Done;
        }
    }

    /// <summary>STOP: the take ends with the newest frame, whole.</summary>
    public CommandReply EndTake()
    {
        lock (gate)
        {
            if (!transport.TryMove(TransportState.Ending))
                return CommandReply.Refused("Nothing is being recorded.");
            lastEndFrame = latest!.Boundary.Set(ring.WrittenFrames);
            calm.End();
            latest.TryEnd(StopReason.Asked);
            threads.WakeDisk();
            return CommandReply.Done;
        }
    }

    /// <summary>The running take ends here and the next begins at the very next frame.</summary>
    /// <exception cref="RecorderException">The store refuses a new take; the running one goes on.</exception>
    public CommandReply CutTake()
    {
        lock (gate)
        {
            if (transport.State != TransportState.Recording || latest is not { } running)
                return CommandReply.Refused("Nothing is being recorded.");
            if (running.Copy.IsCarrying)
                return CommandReply.Refused($"{Name(running)} goes on in the second copy alone; it cannot be cut; hold STOP and begin anew on another card.");
            var before = CalmWatch.Mark();
            Disk.ExpectsSequel = true;
            var cutFrame = running.Boundary.Set(ring.WrittenFrames);
            try
            {
                var sequel = new TakeWriter(newFiles.ForTake(preRollFrames: 0), memory, cutFrame, long.MaxValue, isSequel: true) { Clock = Capture.Clock };
                if (!running.TryEnd(StopReason.Cut) || !Disk.TryHandOver(sequel))
                {
                    sequel.Dispose();
                    Disk.ExpectsSequel = false;
                    return CommandReply.Refused($"{Name(running)} is ending already.");
                }
                latest = sequel;
                Copies.Expect(sequel);
                TellClick(sequel, cutFrame, goesOn: true);
            }
            catch
            {
                running.Boundary.Clear();
                Disk.ExpectsSequel = false;
                throw;
            }
            calm.AddBudgeted(before);
            threads.WakeDisk();
            return CommandReply.Done;
        }
    }

    /// <summary>REC while a take plays: a layer of it from here on, or from where PLAY began; nothing outside a stretch of it.</summary>
    /// <exception cref="RecorderException">The store refuses a layer; the take plays on.</exception>
    public CommandReply PunchIn(bool fromPlayStart = false, long inFrame = 0, long outFrame = long.MaxValue) =>
        WithOverdub(desk => desk.PunchIn(fromPlayStart, new PunchRange(inFrame, outFrame)));

    /// <summary>REC again: the layer ends here, the take plays on.</summary>
    public CommandReply PunchOut() => WithOverdub(desk => desk.PunchOut());

    /// <summary>Whether an input is recorded when somebody punches in.</summary>
    public CommandReply ArmOverdub(int input, bool isArmed) => WithOverdub(desk => desk.Choose(input, isArmed));

    /// <summary>A marker at the newest frame of the running take.</summary>
    public CommandReply AddMarker(string label)
    {
        lock (gate)
        {
            if (transport.State is not (TransportState.Starting or TransportState.Recording))
                return CommandReply.Refused("Nothing is being recorded.");
            return latest!.Markers.TryAdd(ring.WrittenFrames, label)
                ? CommandReply.Done
                : CommandReply.Refused($"{Name(latest)} has as many markers as a take can have.");
        }
    }

    /// <summary>Whether an input is recorded, from the next take on.</summary>
    public CommandReply ArmInput(int input, bool isArmed) => inputs.Arm(input, isArmed);

    /// <summary>Names an input; tracks of later takes carry the name.</summary>
    public CommandReply NameInput(int input, string name) => inputs.Rename(input, name);

    /// <summary>Takes are copied to this stick while they are recorded, a running one too; empty is none.</summary>
    /// <param name="folder">Where the stick is mounted.</param>
    public CommandReply SetSecondCopy(string folder)
    {
        Copies.SetFolder(folder);
        return CommandReply.Done;
    }

    /// <summary>The newest snapshot, whole.</summary>
    public void CopySnapshot(ref EngineSnapshot snapshot) => composer.Copy(ref snapshot);

    /// <summary>Clip marks off.</summary>
    public void ClearClips() => meters.AskToClearClips();

    /// <summary>Does something that allocates while a take may run, and tells it apart from what the take allocates, which must be nothing.</summary>
    public void DoBudgeted(Action work)
    {
        var before = CalmWatch.Mark();
        work();
        calm.AddBudgeted(before);
    }

    /// <summary>Waits until no take runs; false when it still does after the time given.</summary>
    public bool WaitUntilIdle(TimeSpan patience) => threads.WaitUntilIdle(patience);

    /// <summary>Ends a running take, then everything else. Without its threads an engine leaves the take to recovery.</summary>
    public void Dispose()
    {
        EndTake();
        Monitor?.StopPlaying();
        if (threads.AreRunning)
            WaitUntilIdle(Timeout.InfiniteTimeSpan);
        threads.Dispose();
        Monitor?.Dispose();
        Capture.Dispose();
        Copies.Dispose();
        Disk.Dispose();
        memory.Dispose();
    }

    private void TellClick(TakeWriter take, long startFrame, bool goesOn) =>
        Monitor?.Loop.Click.BeginTake(take.Files.Start.TakeNumber, Overdub!.PositionOf(startFrame), goesOn);

    private CommandReply WithOverdub(Func<OverdubDesk, CommandReply> ask)
    {
        if (Overdub is null)
            return CommandReply.Refused("The engine has no output: nothing plays that one could play along to.");
        lock (gate)
        {
            var reply = ask(Overdub);
            threads.WakeAll();
            return reply;
        }
    }

    private void NoteClosed(TakeWriter take)
    {
        if (take.IsLayer)
            Overdub!.LayersEnded++;
        else
            reporter.Close(take);
    }

    private static string Name(TakeWriter? take) => take is null
        ? "a take"
        : "T" + take.Files.Start.TakeNumber.ToString(CultureInfo.InvariantCulture);
}
