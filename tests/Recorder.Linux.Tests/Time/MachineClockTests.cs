using Recorder.Core.Faults;
using Recorder.Linux.Time;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Time;

public class MachineClockTests
{
    private const int NotPermitted = 1;
    private static readonly DateTimeOffset Evening = new(2026, 3, 8, 19, 41, 7, TimeSpan.FromHours(1));

    [Fact]
    public void The_system_is_set_in_utc_and_a_machine_without_a_battery_clock_is_content()
    {
        DateTimeOffset? set = null;
        new MachineClock(utc => { set = utc; return 0; }, "/nowhere/rtc0").Set(Evening);
        Assert.Equal((Evening, TimeSpan.Zero), (set!.Value, set.Value.Offset));
    }

    [Fact]
    public void A_program_that_may_not_is_told_what_gives_the_right()
    {
        var trouble = Assert.Throws<RecorderException>(() => new MachineClock(_ => NotPermitted, "/nowhere/rtc0").Set(Evening));
        Assert.Equal(FaultKind.Device, trouble.Kind);
        Assert.Contains("CAP_SYS_TIME", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_battery_clock_that_refuses_is_told_apart_from_the_systems()
    {
        using var folder = new TemporaryFolder();
        var rtc = folder.File("rtc0");
        File.WriteAllBytes(rtc, []);
        var trouble = Assert.Throws<RecorderException>(() => new MachineClock(_ => 0, rtc).Set(Evening));
        Assert.StartsWith("The clock is set, but not the one with the battery", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_count_as_the_kernels_do()
    {
        var fields = MachineClock.Fields(Evening.ToUniversalTime());
        Assert.Equal((126, 2, 8, 18, 41, 7), (fields.Year, fields.Month, fields.Day, fields.Hour, fields.Minute, fields.Second));
    }
}
