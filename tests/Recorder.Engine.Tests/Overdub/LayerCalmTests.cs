using Recorder.Linux.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Overdub;

[Collection(CountsWholeProcess.Name)]
public sealed class LayerCalmTests
{
    [Fact]
    public void Between_in_and_out_nothing_is_allocated_or_collected()
    {
        using var folder = new TemporaryFolder();
        using var store = new DiskStore(folder.Path);
        using var desk = new LoopDesk(store);
        desk.Engine.ArmOverdub(LoopDesk.Input, true);
        // The first layer compiles what the second is measured on.
        for (var layer = 1; layer <= 2; layer++)
        {
            desk.Play();
            desk.Run(0.3);
            Assert.True(desk.Engine.PunchIn().Accepted);
            desk.Run(0.8);
            Assert.True(desk.Engine.PunchOut().Accepted);
            desk.Settle();
            desk.Engine.Monitor!.StopPlaying();
            desk.Run(0.05);
        }
        Assert.Equal((2, 0L, 0), (desk.Last.LayerEndedCount, desk.Last.AllocatedBytesInTake, desk.Last.CollectionsInTake));
    }
}
