using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Ports;
using Recorder.Engine.SecondCopy;
using Recorder.Session;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.SecondCopy;

/// <summary>An engine with a first disk and a stick, on a virtual clock.</summary>
internal sealed class StickDesk : IDisposable
{
    public const string Folder = "/media/DRUMS";
    private const int MostSteps = 40_000;

    public StickDesk(EngineSettings? settings = null, long maxFileBytes = long.MaxValue, bool isOn = true, SimulatedStore? stick = null, FakeTimeProvider? clock = null)
    {
        Stick = stick ?? new SimulatedStore();
        Desk = new VirtualDesk(First, settings: (settings ?? new EngineSettings { MemorySeconds = 8 }) with
        {
            OpenSecondStore = _ => IsIn ? new SecondStore(Stick, maxFileBytes) : null,
            SecondCopyFolder = isOn ? Folder : "",
        }, time: clock);
    }

    public SimulatedStore First { get; } = new();

    /// <summary>What is on the stick; another one may be put in.</summary>
    public SimulatedStore Stick { get; set; }

    public bool IsIn { get; set; } = true;

    public VirtualDesk Desk { get; }

    /// <summary>The session on the stick.</summary>
    public IRecordingStore Copy(string name = "Session") => new StoreFolder(Stick, $"Second copy/{name}");

    /// <summary>Time passes until nothing is left to copy.</summary>
    public SecondCopyReport? FinishCopy()
    {
        for (var i = 0; Desk.Engine.IsSecondCopyBusy && i < MostSteps; i++)
            Desk.Step();
        Assert.False(Desk.Engine.IsSecondCopyBusy);
        return Desk.Engine.LastSecondCopy;
    }

    /// <summary>Every file of a take is the same byte for byte, but for the journals' own salts.</summary>
    public void AssertSameFiles(int number)
    {
        var copy = Copy();
        foreach (var track in TakeCheck.Journal(First, number).Start!.Tracks)
        {
            var path = SessionLayout.InTake(number, track.FileName);
            Assert.True(Bytes(First, path).AsSpan().SequenceEqual(Bytes(copy, path)), $"T{number} {track.FileName} differs");
        }
        var (one, other) = (TakeCheck.Journal(First, number), TakeCheck.Journal(copy, number));
        Assert.Equal(one.Stop, other.Stop);
        Assert.Equal(one.Markers, other.Markers);
        Assert.Equal(one.Dropouts, other.Dropouts);
        Assert.Equal(one.Start!.FamilyUid, other.Start!.FamilyUid);
    }

    public void Dispose() => Desk.Dispose();

    public static byte[] Bytes(IRecordingStore store, string path)
    {
        using var file = store.Open(path);
        var bytes = new byte[file.Length];
        var done = 0;
        while (done < bytes.Length && file.Read(done, bytes.AsSpan(done)) is var count and > 0)
            done += count;
        Assert.Equal(bytes.Length, done);
        return bytes;
    }
}
