using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Clocks;

public sealed class TakeDriftTests
{
    [Theory]
    [InlineData(0), InlineData(-17), InlineData(-250)]
    public void The_drift_of_the_interface_stands_in_report_journal_and_snapshot(int ppm)
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Interface.Ppm = ppm;
        desk.Engine.StartTake();
        desk.Run(20);
        desk.End();
        Assert.Equal(ppm, desk.Engine.LastReport!.DriftPpm!.Value, 1.0);
        Assert.Equal(ppm, TakeCheck.Journal(store, 1).DriftPpm!.Value, 1.0);
        Assert.Equal(ppm, desk.Last.DriftPpm, 1.0);
    }

    [Fact]
    public void A_take_too_short_to_tell_says_nothing_of_drift()
    {
        var store = new MemoryStore();
        using var desk = new VirtualDesk(store);
        desk.Engine.StartTake();
        desk.Run(5);
        desk.End();
        Assert.Null(desk.Engine.LastReport!.DriftPpm);
        Assert.Null(TakeCheck.Journal(store, 1).DriftPpm);
    }
}
