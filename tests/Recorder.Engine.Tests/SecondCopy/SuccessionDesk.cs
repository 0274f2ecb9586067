using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.SecondCopy;
using Recorder.Engine.Survival;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>Engines that follow one another with a first disk and a stick, on one virtual clock; each but the last is killed.</summary>
internal sealed class SuccessionDesk : IDisposable
{
    public const int Channels = 2;
    private const int MostSteps = 40_000;
    private static readonly CaptureFormat Format = new(Channels, TestInterface.RateHz, SampleFormat.S24, TestInterface.PeriodFrames);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly long maxFileBytes;
    private readonly double memorySeconds;

    public SuccessionDesk(long maxFileBytes = long.MaxValue, double memorySeconds = 8)
    {
        (this.maxFileBytes, this.memorySeconds) = (maxFileBytes, memorySeconds);
        Desk = new VirtualDesk(First, Channels, Format.Format, Settings(EngineMemory.TryCreate(MemoryFile, First.Root, Format, memorySeconds, time)!), time: time);
    }

    public SimulatedStore First { get; } = new();

    /// <summary>What is on the stick; another one may be put in.</summary>
    public SimulatedStore Stick { get; set; } = new();

    public bool IsIn { get; set; } = true;

    /// <summary>Whether the next engine is told of the stick at once; an engine whose host is gone is told later.</summary>
    public bool IsTold { get; set; } = true;

    /// <summary>The engine that lives.</summary>
    public VirtualDesk Desk { get; private set; }

    private string MemoryFile => folder.File("engine.memory");

    /// <summary>The session on the stick.</summary>
    public IRecordingStore Copy(string name = "Tuesday") => new StoreFolder(Stick, $"Second copy/{name}");

    /// <summary>The engine is killed, the next one goes on; false when nothing was left to go on with.</summary>
    public bool Succeed(double awaySeconds)
    {
        time.Advance(TimeSpan.FromSeconds(awaySeconds));
        // What was killed is neither stopped nor disposed of: it simply does nothing any more.
        Desk = new VirtualDesk(First, Channels, Format.Format, Settings(EngineMemory.TryOpen(MemoryFile, First.Root, time)!), after: Desk);
        return Desk.Engine.IsTakeRunning;
    }

    /// <summary>STOP, and time passes until both copies are stored, the second one read back too.</summary>
    public SecondCopyReport? End()
    {
        if (Desk.Engine.State is TransportState.Starting or TransportState.Recording)
            Desk.Engine.EndTake();
        for (var i = 0; i < MostSteps && (Desk.Engine.State != TransportState.Idle || Desk.Engine.IsSecondCopyBusy); i++)
            Desk.Step();
        Assert.Equal(TransportState.Idle, Desk.Engine.State);
        Assert.False(Desk.Engine.IsSecondCopyBusy);
        return Desk.Engine.LastSecondCopy;
    }

    /// <summary>Both are whole and say the same, to the last bit of every track.</summary>
    /// <returns>The first copy's journal.</returns>
    public TakeJournal AssertSame(int number, string name = "Tuesday", int restarts = 1)
    {
        var journal = TakeCheck.AssertWhole(First, number, 0);
        var copy = TakeCheck.AssertWhole(Copy(name), number, 0);
        Assert.Equal(restarts, journal.Dropouts.Count(gap => gap.Cause == DropoutCause.EngineRestart));
        Assert.Equal(journal.Dropouts, copy.Dropouts);
        Assert.Equal(journal.Markers, copy.Markers);
        Assert.Equal(journal.Stop, copy.Stop);
        Assert.Equal(journal.Start!.FamilyUid, copy.Start!.FamilyUid);
        foreach (var track in journal.Start.Tracks)
        {
            var path = SessionLayout.InTake(number, track.FileName);
            Assert.True(StickDesk.Bytes(First, path).AsSpan().SequenceEqual(StickDesk.Bytes(Copy(name), path)), $"T{number} {track.FileName} differs");
        }
        return journal;
    }

    public void Dispose()
    {
        Desk.Dispose();
        folder.Dispose();
    }

    private EngineSettings Settings(EngineMemory memory) => new()
    {
        Memory = memory,
        MemorySeconds = memorySeconds,
        SessionName = "Tuesday",
        OpenSecondStore = _ => IsIn ? new SecondStore(Stick, maxFileBytes) : null,
        SecondCopyFolder = IsTold ? StickDesk.Folder : "",
    };
}
