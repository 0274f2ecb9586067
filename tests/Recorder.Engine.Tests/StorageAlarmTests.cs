using Recorder.Core.Snapshots;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests;

/// <summary>What the engine tells of its disk, early enough for a person to act.</summary>
public sealed class StorageAlarmTests
{
    [Fact]
    public void Seconds_not_yet_safe_grow_with_a_stall_and_memory_tells_how_long_it_lasts()
    {
        using var desk = new VirtualDesk(new MemoryStore(), settings: new() { MemorySeconds = 20 });
        desk.Engine.StartTake();
        desk.Run(2);
        desk.AreWritesStalled = desk.AreCommitsStalled = true;
        desk.Run(3);
        Assert.Equal(EngineFault.None, desk.Last.Fault);
        desk.Run(2);
        Assert.Equal(EngineFault.SlowDisk, desk.Last.Fault);
        Assert.InRange(Seconds(desk.Last.TakeFrames - desk.Last.CommittedFrames), 4.9, 6);
        desk.Run(6);
        // Ten seconds before it would run over, and not a second of sound later.
        Assert.InRange(Seconds(desk.Last.RingCapacityFrames - desk.Last.RingUsedFrames), 8, 10);
        Assert.Equal(0, desk.Last.LostFrames);
        desk.Run(7);
        Assert.Equal(0, desk.Last.LostFrames);
        desk.AreWritesStalled = desk.AreCommitsStalled = false;
        desk.Run(2);
        Assert.Equal(EngineFault.None, desk.Last.Fault);
        desk.End();
    }

    [Fact]
    public void Little_room_is_told_also_after_sound_was_lost()
    {
        var store = new FaultyStore(new MemoryStore());
        using var desk = new VirtualDesk(store);
        desk.Interface.Losses.Enqueue((30_000, 500));
        desk.Engine.StartTake();
        desk.Run(2);
        Assert.Equal(EngineFault.FramesLost, desk.Last.Fault);
        store.FreeBytes = 590 * desk.Last.BytesPerSecond;
        desk.Run(1);
        Assert.Equal(EngineFault.TenMinutesLeft, desk.Last.Fault);
        Assert.Equal(500, desk.Last.LostFrames);
        store.FreeBytes = 1L << 40;
        desk.Run(1);
        Assert.Equal(EngineFault.FramesLost, desk.Last.Fault);
        desk.End();
    }

    private static double Seconds(long frames) => (double)frames / TestInterface.RateHz;
}
