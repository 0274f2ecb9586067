using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.Recovery;

/// <summary>One take, and the power going before each of its calls to the disk, with several outcomes for what was under way.</summary>
public sealed class EveryCallTests
{
    private const ulong OutcomesPerCall = 4;

    [Fact]
    public void What_was_shown_as_safe_is_kept_wherever_the_power_goes()
    {
        var cuts = new List<(long Call, ulong Seed, long SafeFrames, SimulatedStore Left)>();
        var store = new SimulatedStore();
        using var desk = new VirtualDesk(store, channels: 2, SampleFormat.S24, new() { MemorySeconds = 2 });
        void CutEach(long call)
        {
            for (var seed = 0ul; seed < OutcomesPerCall; seed++)
                cuts.Add((call, seed, desk.Engine.SafeFrames, store.PowerCut(seed + (ulong)call * OutcomesPerCall)));
        }
        store.BeforeCall = CutEach;
        store.CommitUnderWay = () => CutEach(store.Calls);
        desk.Engine.StartTake();
        desk.Run(2.2);
        desk.Engine.AddMarker("Refrain");
        desk.Run(0.7);
        desk.End();

        Assert.True(cuts.Count > 200, $"only {cuts.Count} cuts");
        foreach (var (call, seed, safeFrames, left) in cuts)
        {
            var takes = TakeRecovery.Recover(left, "another").Takes;
            if (safeFrames == 0)
                continue;
            var where = $"call {call}, outcome {seed}";
            var take = Assert.Single(takes);
            Assert.True(take.Trouble is null, $"{where}: {take.Trouble}");
            Assert.True(take.KeptFrames >= safeFrames, $"{where}: {safeFrames} frames were safe, {take.KeptFrames} are kept");
            Assert.True(take.TrackLosses.IsEmpty, where);
            TakeCheck.AssertWhole(left, 1, 0);
        }
    }
}
