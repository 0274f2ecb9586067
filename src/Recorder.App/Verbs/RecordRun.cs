using System.Runtime.InteropServices;
using Recorder.App.CommandLine;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine;
using Recorder.Engine.Recovery;
using Recorder.Linux.Realtime;
using Recorder.Linux.Store;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;

namespace Recorder.App.Verbs;

/// <summary>One take from the command line.</summary>
internal sealed class RecordRun
{
    // For the stall a card may have while the pre-roll is still in memory too.
    private const double MemoryForStallsSeconds = 32;
    private const int LookEveryMs = 50;

    // Of the driver; a card may have less.
    private const double WholeBufferSeconds = 0.5;

    private volatile bool isEndAsked;

    public required CaptureChoice Capture { get; init; }
    public required string Session { get; init; }
    public double? Seconds { get; init; }
    public string? Tracks { get; init; }
    public SampleFormat? Format { get; init; }
    public double PreRollSeconds { get; init; }
    public double? FlushDelayMs { get; init; }
    public string? SecondCopy { get; init; }
    public bool AsJson { get; init; }

    /// <summary>Records to the end and tells what became of it; the exit code.</summary>
    public int Run()
    {
        var interfaces = new InterfaceKeeper(Capture, new AlsaSoundCards(areHeard: false), InterfaceMemory.Beside(Session), TimeProvider.System);
        using var device = interfaces.TryOpen() ?? throw new RecorderException(FaultKind.Device,
            interfaces.Complaint.Length > 0 ? interfaces.Complaint : "There is no interface; nothing was recorded; plug one in.");
        var armed = Tracks is null ? null : CaptureDevices.ParseTracks(Tracks, device.Format.Channels);
        if (SecondCopy is not null && !Directory.Exists(SecondCopy))
            throw new RecorderException(FaultKind.WrongWords, $"{SecondCopy} is not there: nothing was recorded; give the folder of a stick that is in.");
        using var sessionLock = SessionLock.Take(Session);
        using var fence = StoreFence.Take(Path.Combine(Session, SessionLayout.FenceFile));
        using var store = new DiskStore(Session);
        foreach (var take in TakeRecovery.Recover(store, BootId.Current).Takes.Where(take => take.WasOpen))
            Console.Error.WriteLine(RecoverySentence.Of(take));
        if (device.IsPaced)
            FifoScheduler.LockMemory();
        var settings = new EngineSettings
        {
            SessionName = Path.GetFileName(store.Root),
            MemorySeconds = MemoryForStallsSeconds + PreRollSeconds,
            Format = Format,
            ArmedInputs = armed,
            Scheduler = device.IsPaced ? new FifoScheduler() : null,
            ReopenCapture = interfaces.CanBePulled ? interfaces.Reopen : null,
            OpenSecondStore = SecondStores.Open,
            SecondCopyFolder = SecondCopy is null ? "" : Path.GetFullPath(SecondCopy),
        };
        using var slow = FlushDelayMs is { } delayMs ? new SlowFlushStore(store, TimeSpan.FromMilliseconds(Math.Clamp(delayMs, 0, 60_000))) : null;
        using var engine = new RecorderEngine(settings, device, (IRecordingStore?)slow ?? store, TimeProvider.System);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndTake);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndTake);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, EndTake);
        Record(engine, device);
        return Tell(engine, store.Root);
    }

    private void Record(RecorderEngine engine, ICaptureDevice device)
    {
        var rateHz = device.Format.RateHz;
        var lengthFrames = Seconds is { } seconds ? FrameCount.FromSeconds(seconds + PreRollSeconds, rateHz).Value : (long?)null;
        using var line = new TakeLine(AsJson, rateHz, lengthFrames);
        using var absence = new AbsenceLine(device.Name, device.Format);
        if (PreRollSeconds > 0)
        {
            engine.Start();
            for (var end = Environment.TickCount64 + (long)(PreRollSeconds * 1000); Environment.TickCount64 < end && !isEndAsked;)
                Thread.Sleep(LookEveryMs);
            engine.StartTake(PreRollSeconds, lengthFrames: lengthFrames);
        }
        else
        {
            // The take is there before the first frame is taken, so that it begins with it.
            engine.Start(isWaiting: true);
            engine.StartTake(0, lengthFrames: lengthFrames);
            engine.Listen();
        }
        for (var hasEndBeenAsked = false; engine.State != TransportState.Idle; Thread.Sleep(LookEveryMs))
        {
            line.Show(engine);
            absence.Look(engine);
            // A gap comes into the files with the frames behind it: without them it ends with the take.
            var isFull = !engine.IsInterfacePresent && engine.TakeFrames >= lengthFrames;
            if ((isEndAsked || isFull) && !hasEndBeenAsked)
                hasEndBeenAsked = engine.EndTake().Accepted;
        }
        if (SecondCopy is not null)
            AwaitSecondCopy(engine);
    }

    // The take is whole already: whoever cannot wait for the stick interrupts a second time.
    private void AwaitSecondCopy(RecorderEngine engine)
    {
        isEndAsked = false;
        if (engine.IsSecondCopyBusy && !Console.IsErrorRedirected)
            Console.Error.WriteLine("The take is whole. The second copy is being finished and read back; interrupt to leave it as it is.");
        while (engine.IsSecondCopyBusy && !isEndAsked)
            Thread.Sleep(LookEveryMs);
    }

    private int Tell(RecorderEngine engine, string root)
    {
        var report = engine.LastReport!;
        var folder = Path.Combine(root, SessionLayout.TakeFolder(report.Number));
        if (AsJson)
            Output.WriteJson(RecordReport.From(report, folder, SecondCopy is null ? null : SecondCopyJson.From(engine.LastSecondCopy, report)), RecordJson.Default.RecordReport);
        else
            Console.WriteLine(Sentence(report, folder));
        if (!AsJson && SecondCopy is not null)
            Console.WriteLine(SecondCopySentence.Of(engine.LastSecondCopy, report));
        var trouble = report.Reason switch
        {
            // The session's disk failed, and the take went on to its end all the same.
            StopReason.DiskFull or StopReason.DiskError when engine.LastSecondCopy is { IsIdentical: true } copy && copy.Frames > report.Frames =>
                new RecorderException(FaultKind.Storage,
                    $"The session's disk failed at {At(report)}: the whole take is in {string.Join(", ", copy.Folders)}; copy it from there and change the disk."),
            StopReason.DiskFull => new RecorderException(FaultKind.Storage,
                $"The disk is full: the take ended at {At(report)} and is whole; make room, then record again."),
            StopReason.DiskError => new RecorderException(FaultKind.Storage,
                $"The disk reports an error: the take ended at {At(report)}, up to there it is kept; check the disk before recording again."),
            StopReason.InputEnded when !engine.IsInterfacePresent => new RecorderException(FaultKind.Device,
                $"The interface is gone: the take ended at {At(report)} and is whole; plug it in and record again."),
            _ => null,
        };
        return trouble is null ? 0 : throw trouble;
    }

    private static string Sentence(TakeReport report, string folder)
    {
        var text = FormattableString.Invariant(
            $"T{report.Number}: {At(report)} ({report.Frames} frames), {report.Tracks} tracks in {folder}; ");
        text += report.Dropouts == 0
            ? "nothing lost."
            : FormattableString.Invariant($"{report.LostFrames} frames lost in {report.Dropouts} places, silence stands for them.");
        if (report.SecondCopyOnlyFrames > 0)
            text += FormattableString.Invariant($"\nThe disk stood still: {report.SecondCopyOnlyFrames} frames are in the second copy alone, silence stands for them here; take the take from the second copy.");
        foreach (var change in report.RateChanges)
            text += $"\nAbout {Output.Duration((double)change.StartFrame / report.RateHz)} {RateSentence.Of(change, report.RateHz)}.";
        if (report.DeviceBufferFrames > 0 && report.DeviceBufferFrames < 0.98 * report.RateHz * WholeBufferSeconds)
            text += FormattableString.Invariant($"\nThe interface's buffer holds {1000.0 * report.DeviceBufferFrames / report.RateHz:0} ms, not {WholeBufferSeconds * 1000:0}: what keeps the recorder from running for longer costs frames.");
        return text + FormattableString.Invariant(
            $"\nMemory held {(double)report.RingHighWaterFrames / report.RateHz:0.00} s at most, longest commit {report.LongestCommitSeconds * 1000:0} ms, at most {(double)report.UnsafeHighWaterFrames / report.RateHz:0.00} s not yet safe; {report.AllocatedBytes} bytes allocated, {report.Collections} collections.");
    }

    private static string At(TakeReport report) => Output.Duration((double)report.Frames / report.RateHz);

    private void EndTake(PosixSignalContext context)
    {
        context.Cancel = true;
        isEndAsked = true;
    }
}
