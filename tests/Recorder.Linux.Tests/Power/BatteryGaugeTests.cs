using Recorder.Linux.Power;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Power;

public sealed class BatteryGaugeTests : IDisposable
{
    private readonly TemporaryFolder supplies = new();

    [Fact]
    public void Without_a_battery_there_is_no_charge()
    {
        Add("AC", "Mains", null);
        Assert.Null(BatteryGauge.ReadPercent(supplies.Path));
        Assert.Null(BatteryGauge.ReadPercent(supplies.File("none")));
    }

    [Fact]
    public void The_lowest_of_several_counts()
    {
        Add("AC", "Mains", "0");
        Add("BAT0", "Battery", "82");
        Add("BAT1", "Battery", "6");
        Assert.Equal(6, BatteryGauge.ReadPercent(supplies.Path));
    }

    [Fact]
    public void A_gauge_that_says_nonsense_says_nothing()
    {
        Add("BAT0", "Battery", "soon");
        Assert.Null(BatteryGauge.ReadPercent(supplies.Path));
    }

    public void Dispose() => supplies.Dispose();

    private void Add(string name, string type, string? capacity)
    {
        Directory.CreateDirectory(supplies.File(name));
        File.WriteAllText(supplies.File(name, "type"), type + "\n");
        if (capacity is not null)
            File.WriteAllText(supplies.File(name, "capacity"), capacity + "\n");
    }
}
