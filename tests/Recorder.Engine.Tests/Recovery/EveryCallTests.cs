using Recorder.Core.Units;
using Recorder.Engine.Recovery;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Recovery;

/// <summary>One take, and the power going before each of its calls to the disk, with several outcomes for what was under way.</summary>
public sealed class EveryCallTests
{
    private const int UsualOutcomes = 4;
    private const int CallsOfTake = 60;

    [Fact]
    public void What_was_shown_as_safe_is_kept_wherever_the_power_goes()
    {
        // RECORDER_CUTS=5000 cuts so often, RECORDER_SEED=2 with other outcomes.
        var outcomes = Math.Max(UsualOutcomes, (ulong)((Effort.Asked("RECORDER_CUTS") ?? 0) / CallsOfTake));
        var cuts = 0;
        var store = new SimulatedStore();
        using var desk = new VirtualDesk(store, channels: 2, SampleFormat.S24, new() { MemorySeconds = 2 });
        void CutEach(long call)
        {
            for (var seed = 0ul; seed < outcomes; seed++, cuts++)
                Judge(store.PowerCut(Effort.Seed + seed + (ulong)call * outcomes), desk.Engine.SafeFrames, $"call {call}, outcome {seed}");
        }
        store.BeforeCall = CutEach;
        store.CommitUnderWay = () => CutEach(store.Calls);
        desk.Engine.StartTake();
        desk.Run(2.2);
        desk.Engine.AddMarker("Refrain");
        desk.Run(0.7);
        desk.End();

        Assert.True(cuts > 200, $"only {cuts} cuts");
        Effort.Tell(("cuts", cuts));
    }

    private static void Judge(SimulatedStore left, long safeFrames, string where)
    {
        var takes = TakeRecovery.Recover(left, "another").Takes;
        if (safeFrames == 0)
            return;
        var take = Assert.Single(takes);
        Assert.True(take.Trouble is null, $"{where}: {take.Trouble}");
        Assert.True(take.KeptFrames >= safeFrames, $"{where}: {safeFrames} frames were safe, {take.KeptFrames} are kept");
        Assert.True(take.TrackLosses.IsEmpty, where);
        TakeCheck.AssertWhole(left, 1, 0);
    }
}
