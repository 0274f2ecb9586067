using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Engine.Survival;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Session.Layers;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Life;

/// <summary>
/// A recorder's whole life on a virtual clock: a user who presses what he likes, an interface, a disk, processes and a machine
/// that fail as they like, all from one seed; production code does the rest.
/// </summary>
internal sealed class RecorderLife : IDisposable
{
    private const double MemorySeconds = 6;
    private const int Channels = 2;
    private const int MostCopySteps = 40_000;
    private const string AnotherBoot = "another start of the machine";
    private static readonly CaptureFormat Format = new(Channels, TestInterface.RateHz, SampleFormat.S24, TestInterface.PeriodFrames);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly Random random;
    private readonly TestInterface clock;
    private readonly Dictionary<int, long> startFrames = [];
    private readonly HashSet<int> steady = [];
    private readonly HashSet<int> withoutPower = [];
    private readonly FinishedFiles finished = new();
    private readonly HeardLog heard = new();
    private readonly LifeSticks sticks;
    private SimulatedStore store;
    private VirtualDesk desk;
    private long awayUntilFrame;
    private int stepsUntilDiskMoves;
    private int stepsUntilCommitsMove;

    public RecorderLife(int seed)
    {
        random = new Random(seed);
        sticks = new LifeSticks(random, time, Note);
        clock = new TestInterface(Channels, Format.Format, time);
        clock.Start();
        store = new SimulatedStore(time);
        desk = Begin(null);
    }

    /// <summary>What has happened, for whoever must find out why an invariant broke.</summary>
    public List<string> Diary { get; } = [];

    /// <summary>Takes begun.</summary>
    public int Takes => startFrames.Count;

    /// <summary>Second copies that were looked at, and takes whose copy was called identical.</summary>
    public (int Seen, int Identical) Copies => (sticks.Copies, sticks.Identical);

    /// <summary>Layers that were looked at.</summary>
    public int Layers { get; private set; }

    private string MemoryFile => folder.File("engine.memory");

    private long Now => clock.DueFrames;

    // Of the first disk alone: a take that the stick carries has its own promise there.
    private long FirstSafeFrames => desk.Engine.Disk.Current?.SafeFrames ?? 0;

    /// <summary>Lives for a while.</summary>
    public void Live(double seconds)
    {
        for (var end = time.GetUtcNow() + TimeSpan.FromSeconds(seconds); time.GetUtcNow() < end;)
        {
            if (Chance(0.02))
                Happen(random.Next(100));
            if (Chance(0.003))
                sticks.Happen(random.Next(100));
            Step();
        }
    }

    /// <summary>Everything fails no more; what is open is ended, and all that was ever recorded is looked at.</summary>
    public void JudgeAll()
    {
        Heal();
        sticks.Heal();
        if (desk.Engine.IsTakeRunning)
            EndTake();
        desk.Engine.Monitor!.StopPlaying();
        for (var i = 0; i < 2_000 && desk.Engine.IsBusy; i++)
            Step();
        for (var i = 0; i < MostCopySteps && desk.Engine.IsSecondCopyBusy; i++)
            Step();
        var copy = desk.Last.SecondCopy;
        Assert.False(desk.Engine.IsSecondCopyBusy, $"the second copy of T{copy.TakeNumber} is never finished: {copy.Phase}, {copy.SafeFrames} frames safe, {copy.BehindFrames} not; the engine is {desk.Engine.State} with T{desk.Engine.TakeNumber}");
        desk.Dispose();
        Recover(BootId.Current);
        foreach (var number in TakeNumbers.List(store))
        {
            Judge(number);
            JudgeLayers(number);
        }
        finished.AssertUntouched(store);
        sticks.JudgeAll(store, JudgeCopy);
    }

    public void Dispose() => folder.Dispose();

    private void Step()
    {
        desk.AreWritesStalled = stepsUntilDiskMoves-- > 0;
        desk.AreCommitsStalled = stepsUntilCommitsMove-- > 0;
        sticks.Step(desk);
        desk.Step();
        // A driver gives what it has at once, and says at once that there is nothing more.
        for (var before = -1L; desk.Engine.IsInterfacePresent && desk.Interface.Position < Now && desk.Interface.Position > before;)
        {
            before = desk.Interface.Position;
            desk.Engine.Capture.Step();
        }
        while (desk.Engine.Monitor!.Slot.Fill())
        {
        }
        heard.Note(desk.Last, Now);
        sticks.Look(desk);
        if (FirstSafeFrames > 0)
            steady.Add(desk.Engine.TakeNumber);
    }

    private void Happen(int what)
    {
        switch (what)
        {
            case < 22:
                PressRec();
                break;
            case < 30:
                Overdub();
                break;
            case < 42:
                if (desk.Engine.State == TransportState.Recording)
                    EndTake();
                break;
            case < 48:
                Cut();
                break;
            case < 58:
                desk.Engine.AddMarker($"at {Now}");
                break;
            case < 68:
                desk.Interface.Losses.Enqueue((desk.Interface.Position + random.Next(3000), random.Next(1, 5000)));
                Note("frames are lost");
                break;
            case < 74:
                desk.Interface.GoneAtFrame = Now + random.Next(2000);
                awayUntilFrame = desk.Interface.GoneAtFrame + random.Next(4 * TestInterface.RateHz);
                Note($"the interface goes at {desk.Interface.GoneAtFrame} until {awayUntilFrame}");
                break;
            case < 82:
                stepsUntilDiskMoves = random.Next(1600);
                Note($"the disk stands still for {stepsUntilDiskMoves} steps");
                break;
            case < 88:
                stepsUntilCommitsMove = random.Next(600);
                break;
            case < 91:
                (store.FailingCall, store.FailsFromThere) = (store.Calls + 1 + random.Next(20), Chance(0.5));
                store.Failure = Chance(0.5) ? StoreError.Io : StoreError.Full;
                Note($"call {store.FailingCall} fails: {store.Failure}{(store.FailsFromThere ? ", and all after it" : "")}");
                break;
            case < 93:
                Heal();
                break;
            case < 97:
                Kill();
                break;
            default:
                CutPower();
                break;
        }
    }

    // Plays what there is, punches in, out, or stops: as it comes.
    private void Overdub()
    {
        var monitor = desk.Engine.Monitor!;
        var closed = TakeNumbers.List(store).Where(number => TakeCheck.TryJournal(store, number) is { Stop.Frames: > 0 }).ToArray();
        try
        {
            switch (desk.Engine.State)
            {
                case TransportState.Idle when closed.Length > 0:
                    var take = closed[random.Next(closed.Length)];
                    monitor.Locate(Chance(0.5) ? 0 : random.Next((int)TakeCheck.Journal(store, take).Stop!.Value.Frames));
                    Note($"PLAY T{take}: {monitor.Play(take).Sentence}");
                    break;
                case TransportState.Playing:
                    desk.Engine.ArmOverdub(random.Next(Channels), true);
                    Note($"punch in: {desk.Engine.PunchIn(Chance(0.3)).Sentence}");
                    break;
                case TransportState.Overdubbing:
                    Note(Chance(0.6) ? $"punch out: {desk.Engine.PunchOut().Sentence}" : $"STOP, playing: {monitor.StopPlaying().Sentence}");
                    break;
                case TransportState.Paused:
                    monitor.StopPlaying();
                    break;
            }
        }
        catch (RecorderException refused)
        {
            Note("an overdub is refused: " + refused.Message);
        }
    }

    private void PressRec()
    {
        try
        {
            if (desk.Engine.StartTake().Accepted)
                Started(desk.Interface.Position);
        }
        catch (RecorderException refused)
        {
            Note("REC is refused: " + refused.Message);
        }
    }

    private void Cut()
    {
        try
        {
            if (desk.Engine.CutTake().Accepted)
                Started(desk.Interface.Position);
        }
        catch (RecorderException refused)
        {
            Note("a cut is refused: " + refused.Message);
        }
    }

    private void Started(long frame)
    {
        var number = TakeNumbers.List(store).Max();
        Assert.True(startFrames.Keys.All(earlier => earlier < number), $"T{number} is not the highest number");
        startFrames[number] = frame;
        Note($"T{number} begins");
    }

    private void EndTake()
    {
        Note("STOP");
        desk.Engine.EndTake();
        for (var i = 0; i < 20_000 && desk.Engine.State != TransportState.Idle; i++)
            Step();
        if (desk.Engine.State != TransportState.Idle)
            return;
        foreach (var number in TakeNumbers.List(store))
        {
            if (TakeCheck.TryJournal(store, number) is { IsClosed: true })
                finished.Keep(store, number);
        }
    }

    private void Kill()
    {
        var away = TimeSpan.FromSeconds(Chance(0.1) ? 40 : random.NextDouble() * 3);
        Note($"the engine is killed, the next one comes after {away.TotalSeconds:0.0} s");
        time.Advance(away);
        Heal();
        desk = Begin(desk);
    }

    private void CutPower()
    {
        var safe = desk.Engine.IsTakeRunning && desk.Engine.TakeNumber > 0 ? (desk.Engine.TakeNumber, SafeFrames: FirstSafeFrames) : default;
        Note($"the power goes; of T{safe.TakeNumber} {safe.SafeFrames} frames are safe");
        Heal();
        if (startFrames.Count > 0)
            withoutPower.Add(startFrames.Keys.Max());
        store = store.PowerCut((ulong)random.NextInt64());
        sticks.CutPower();
        File.Delete(MemoryFile);
        time.Advance(TimeSpan.FromSeconds(1 + random.NextDouble() * 20));
        Recover(AnotherBoot);
        if (safe.SafeFrames > 0)
        {
            var kept = TakeCheck.TryJournal(store, safe.TakeNumber)?.Stop?.Frames ?? 0;
            Assert.True(kept >= safe.SafeFrames, $"{safe.SafeFrames} frames of T{safe.TakeNumber} were safe, {kept} are left");
        }
        desk = Begin(null);
    }

    private VirtualDesk Begin(VirtualDesk? killed)
    {
        awayUntilFrame = 0;
        var memory = killed is null ? null : EngineMemory.TryOpen(MemoryFile, store.Root, time);
        if (memory is { HasTakes: true } && memory.Missing(time) >= TakeResume.LongestGap)
            TakeResume.BringHome(memory, store, "Tuesday");
        var underWay = memory?.TakeNumbers ?? [];
        if (underWay.Count == 0)
        {
            memory?.Dispose();
            Recover(BootId.Current);
            memory = EngineMemory.TryCreate(MemoryFile, store.Root, Format, MemorySeconds, time);
        }
        var settings = new EngineSettings { Memory = memory, MemorySeconds = MemorySeconds, SessionName = "Tuesday", ReopenCapture = Reopen, OpenSecondStore = sticks.Open };
        sticks.BeginAnew();
        var next = new VirtualDesk(store, Channels, Format.Format, settings, new LifeOutput(time), plays: clock, time: time) { IsHeardOnlyPlaying = true };
        Recover(BootId.Current, next.Engine.IsTakeRunning ? underWay : []);
        return next;
    }

    private TestInterface? Reopen()
    {
        if (Now < awayUntilFrame)
            return null;
        var back = new TestInterface(Channels, Format.Format, time);
        back.GoOnWith(clock);
        desk.Interface = back;
        return back;
    }

    private void Recover(string bootId, IReadOnlyCollection<int>? underWay = null)
    {
        foreach (var take in TakeRecovery.Recover(store, bootId, underWay).Takes)
        {
            // Cut off before the light was steady a take may be nothing at all.
            if (take.Trouble is { Kind: FaultKind.UnreadableInput } && !steady.Contains(take.Number))
            {
                startFrames.Remove(take.Number);
                continue;
            }
            Assert.True(take.Trouble is null, $"T{take.Number}: {take.Trouble?.Message}");
            Assert.True(take.TrackLosses.IsEmpty || !steady.Contains(take.Number), $"T{take.Number} lost a part of a track");
            finished.Keep(store, take.Number);
        }
    }

    private void Heal()
    {
        store.FailingCall = 0;
        (stepsUntilDiskMoves, stepsUntilCommitsMove) = (0, 0);
    }

    private void Judge(int number)
    {
        // A take that lost the power before its light was steady is what its files happen to hold.
        if (!startFrames.TryGetValue(number, out var start) || (!steady.Contains(number) && withoutPower.Contains(number)) || TakeCheck.TryJournal(store, number)?.Stop is { Frames: 0 })
            return;
        Note($"looking at T{number}, {LifeSticks.Told(TakeCheck.Journal(store, number))}");
        TakeCheck.AssertPlayedNearly(store, number, start);
    }

    private void JudgeCopy(IRecordingStore stick, int number)
    {
        if (startFrames.TryGetValue(number, out var start) && (steady.Contains(number) || !withoutPower.Contains(number)))
            TakeCheck.AssertPlayedNearly(stick, number, start);
    }

    private void JudgeLayers(int number)
    {
        foreach (var layer in StoredLayers.Read(store, number))
        {
            Layers++;
            Note($"looking at layer {layer.Number} of T{number}, {layer.Frames} frames from {layer.StartFrame}");
            heard.Judge(store, number, layer);
        }
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private void Note(string what) => Diary.Add($"{(double)Now / TestInterface.RateHz,8:0.000} s  {what}");
}
