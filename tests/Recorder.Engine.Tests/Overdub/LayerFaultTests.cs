using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Overdub;

/// <summary>The disk and the power during an overdub: the take stays as it is, the layer is kept as far as it came.</summary>
public class LayerFaultTests
{
    private const ulong OutcomesPerCall = 3;

    [Fact]
    public void Wherever_the_power_goes_the_take_is_untouched_and_the_layer_kept_as_far_as_it_was_safe()
    {
        var store = new SimulatedStore();
        using var desk = new LoopDesk(store, new Loop(RoundTrip: 9), measuredRoundTrip: 9);
        var before = Hashes(store, SessionLayout.TakeFolder(1));
        var cuts = new List<(long Call, long SafeFrames, SimulatedStore Left)>();
        void CutEach(long call)
        {
            var safe = desk.Engine.Disk.CurrentLayer?.SafeFrames ?? 0;
            for (var seed = 0ul; seed < OutcomesPerCall; seed++)
                cuts.Add((call, safe, store.PowerCut(seed + (ulong)call * OutcomesPerCall)));
        }
        desk.Engine.ArmOverdub(0, true);
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.2);
        store.BeforeCall = CutEach;
        store.CommitUnderWay = () => CutEach(store.Calls);
        desk.Engine.PunchIn();
        desk.Run(1.3);
        desk.Engine.PunchOut();
        desk.Settle();
        store.BeforeCall = null;
        store.CommitUnderWay = null;
        var whole = desk.LayerSamples(1, track: 1);

        Assert.True(cuts.Count > 60, $"only {cuts.Count} cuts");
        foreach (var (call, safeFrames, left) in cuts)
        {
            var take = Assert.Single(TakeRecovery.Recover(left, "another").Takes);
            Assert.True(take is { Trouble: null, WasOpen: false }, $"call {call}: {take.Trouble?.Message}");
            Assert.Equal(before, Hashes(left, SessionLayout.TakeFolder(1)));
            if (safeFrames == 0)
                continue;
            var layer = Assert.Single(take.Layers);
            Assert.True(layer.Trouble is null, $"call {call}: {layer.Trouble?.Message}");
            Assert.True(layer.KeptFrames >= safeFrames, $"call {call}: {safeFrames} frames were safe, {layer.KeptFrames} are kept");
            var story = Story(left);
            Assert.Equal(desk.Layer(1).StartFrame, story.Start!.LayerStartFrame);
            var kept = TakeCheck.ReadWords(left, story.Start.PathOf(story.Start.Tracks[1].FileName), SampleFormat.F32);
            Assert.Equal(layer.KeptFrames, kept.Length);
            for (var i = 0; i < Math.Min(kept.Length, whole.Length); i++)
                Assert.Equal(BitConverter.SingleToInt32Bits(whole[i]), kept[i]);
        }
    }

    [Theory]
    [InlineData(StoreError.Full)]
    [InlineData(StoreError.Io)]
    public void Whichever_call_the_disk_refuses_the_take_plays_on_untouched(StoreError failure)
    {
        var calls = Overdub(new SimulatedStore(), 0, failure, out _);
        Assert.True(calls > 20, $"only {calls} calls");
        for (var call = 1; call <= calls; call++)
        {
            var store = new SimulatedStore();
            Overdub(store, call, failure, out var isTold);
            var take = Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes);
            Assert.Null(take.Trouble);
            Assert.All(take.Layers, layer => Assert.Null(layer.Trouble));
            Assert.Equal(LoopDesk.TakeFrames, take.KeptFrames);
            // The very last words may be tried again and said.
            Assert.True(isTold || take.Layers is [{ KeptFrames: > 0 }], $"call {call} was refused and nobody was told");
        }
    }

    [Fact]
    public void Cut_off_at_any_byte_its_journal_still_says_where_it_belongs()
    {
        var store = new MemoryStore();
        using var desk = new LoopDesk(store);
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.3);
        desk.Engine.PunchIn();
        desk.Run(0.6);
        desk.Engine.PunchOut();
        desk.Settle();
        var path = SessionLayout.LayerJournalFile(1, 1);
        var (bytes, start) = (store[path], desk.Layer(1).StartFrame);
        var firstRecord = 24 + 16 + BitConverter.ToInt32(bytes, 24);
        for (var length = 0; length < bytes.Length; length++)
        {
            store[path] = bytes[..length];
            var layer = Assert.Single(Assert.Single(TakeRecovery.Recover(store, BootId.Current).Takes).Layers);
            Assert.Null(layer.Trouble);
            // Its files tell where it belongs even when the journal has nothing to say any more.
            Assert.Equal(start, Story(store).Start!.LayerStartFrame);
            Assert.True(layer.KeptFrames > 0, $"cut at {length} of {bytes.Length}, first record to {firstRecord}");
            foreach (var aside in store.Paths.Where(name => name.Contains("damaged", StringComparison.Ordinal)).ToList())
                store.Remove(aside);
        }
    }

    private static long Overdub(SimulatedStore store, int failingCall, StoreError failure, out bool isTold)
    {
        using var desk = new LoopDesk(store);
        var before = Hashes(store, SessionLayout.TakeFolder(1));
        desk.Engine.ArmOverdub(1, true);
        desk.Play();
        desk.Run(0.2);
        var first = store.Calls;
        if (failingCall > 0)
            (store.FailingCall, store.Failure, store.FailsFromThere) = (first + failingCall, failure, true);
        isTold = false;
        try
        {
            desk.Engine.PunchIn();
        }
        catch (RecorderException refused)
        {
            isTold = refused.Message.Length > 0;
        }
        desk.Run(0.8);
        Assert.Contains(desk.Engine.State, (TransportState[])[TransportState.Playing, TransportState.Overdubbing]);
        desk.Engine.PunchOut();
        desk.Run(6);
        Assert.False(desk.Engine.IsBusy);
        isTold |= desk.Last.LayerTrouble != 0;
        var calls = store.Calls - first;
        store.FailingCall = 0;
        Assert.Equal(before, Hashes(store, SessionLayout.TakeFolder(1)));
        return calls;
    }

    private static TakeJournal Story(IRecordingStore store)
    {
        using var file = store.Open(SessionLayout.LayerJournalFile(1, 1));
        return JournalReader.Read(file);
    }

    private static Dictionary<string, uint> Hashes(SimulatedStore store, string folder) => store.List(folder)
        .Where(name => name != SessionLayout.Layers).ToDictionary(name => name, name =>
        {
            using var file = store.Open($"{folder}/{name}");
            var bytes = new byte[file.Length];
            file.Read(0, bytes);
            return Crc32C.Of(Crc32C.Begin, bytes);
        });
}
