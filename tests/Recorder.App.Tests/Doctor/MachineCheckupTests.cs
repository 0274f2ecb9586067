using Recorder.App.Doctor;
using Recorder.Core.Ports;
using Recorder.Session.Interfaces;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Doctor;

public sealed class MachineCheckupTests : IDisposable
{
    private readonly FakeMachine machine = new();

    [Fact]
    public void A_machine_in_best_order_lacks_nothing()
    {
        var report = machine.Examine();
        Assert.All(report.Findings, finding => Assert.True(finding.State == FindingState.Ok, $"{finding.Subject}: {finding.Sentence}"));
        Assert.All(report.Findings, finding => Assert.Null(finding.Remedy));
        Assert.True(report.IsComplete);
        Assert.Equal(31, report.WorstWriteStallMs);
        Assert.Equal(48.312, report.TemperatureCelsius!.Value, 6);
        Assert.Equal(100_000_000_000 / (18 * 48000 * 3.0), report.FreeSeconds, 3);
    }

    [Fact]
    public void Whatever_is_not_in_order_comes_with_what_mends_it()
    {
        using var bare = new FakeMachine
        {
            MissingLibraries = { "libasound.so.2", "libsndfile.so.1", "libsoxr.so.0" },
            IsSynchronised = null,
            Throttling = "throttled=0x50005",
            BatteryPercent = 3,
            Stall = new WriteStall(TimeSpan.FromSeconds(40), 8, 1),
            GrantsPriority = false,
        };
        bare.Interfaces.Clear();
        bare.Remove("/proc");
        bare.Remove("/sys");
        var report = bare.Examine();
        Assert.False(report.IsComplete);
        foreach (var finding in report.Findings)
        {
            Assert.Equal(finding.State == FindingState.Ok, finding.Remedy is null);
            Assert.EndsWith(".", finding.Sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0", "0000000000000000", FindingState.Missing)]
    [InlineData("20", "0000000000000000", FindingState.Missing)]
    [InlineData("45", "0000000000000000", FindingState.Ok)]
    [InlineData("unlimited", "0000000000000000", FindingState.Ok)]
    [InlineData("0", "0000000000800000", FindingState.Ok)]
    public void Real_time_priority_comes_from_the_limit_or_from_being_root(string limit, string capabilities, object state)
    {
        machine.Write("/proc/self/limits", $"Limit  Soft Limit  Hard Limit  Units\nMax realtime priority     {limit}                   99\n");
        machine.Write("/proc/self/status", $"CapEff:\t{capabilities}\n");
        var finding = machine.Of("real-time priority");
        Assert.Equal(state, finding.State);
        if (finding.State != FindingState.Ok)
            Assert.Contains("@audio - rtprio 45", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_refuses_what_the_limits_allow_is_found_out()
    {
        machine.GrantsPriority = false;
        Assert.Equal(FindingState.Missing, machine.Of("real-time priority").State);
    }

    [Theory]
    [InlineData("1", FindingState.Ok)]
    [InlineData("0", FindingState.Missing)]
    public void A_running_engine_is_asked_what_it_really_has(string policy, object state)
    {
        machine.Write("/proc/self/limits", "Limit\n");
        machine.Write("/proc/812/cmdline", "/opt/recorder/recorder\0engine\0--config\0/etc/recorder/recorder.json\0");
        machine.Write("/proc/812/task/812/comm", "recorder");
        machine.Write("/proc/812/task/815/comm", "capture");
        // stat: number, name with a bracket in it, state, then fields 4 to 40, priority, policy.
        var before = string.Join(' ', Enumerable.Repeat("7", 37));
        machine.Write("/proc/812/task/815/stat", $"815 (cap) ture) S {before} {policy} 0 0");
        Assert.Equal(state, machine.Of("real-time priority").State);
    }

    [Theory]
    [InlineData("8388608", "0000000000000000", FindingState.Weak)]
    [InlineData("unlimited", "0000000000000000", FindingState.Ok)]
    [InlineData("8388608", "0000000000004000", FindingState.Ok)]
    public void Memory_that_cannot_be_locked_is_told(string limit, string capabilities, object state)
    {
        machine.Write("/proc/self/limits", $"Limit  Soft Limit  Hard Limit  Units\nMax locked memory     {limit}     unlimited   bytes\n");
        machine.Write("/proc/self/status", $"CapEff:\t{capabilities}\n");
        Assert.Equal(state, machine.Of("locked memory").State);
    }

    [Fact]
    public void What_is_heard_is_told_with_its_period_and_the_round_trip_that_was_measured_with_it()
    {
        using var folder = new TemporaryFolder();
        var session = folder.File("session");
        machine.Config = machine.Config with { MonitorPeriodFrames = 128, Session = session };
        Assert.StartsWith("Periods of 128 frames; no round trip was measured", machine.Of("listening").Sentence, StringComparison.Ordinal);
        LatencyFile.Keep(session, new InterfaceLatency
        {
            InterfaceKey = "usb-x", OutputKey = "card-y", RateHz = 48000,
            Periods = [new PeriodLatency { PeriodFrames = 128, RoundTripFrames = 600 }, new PeriodLatency { PeriodFrames = 256, RoundTripFrames = 1200 }],
        });
        Assert.EndsWith("measured round trip of usb-x to card-y 12.5 ms with 128 frames at 48000 Hz.", machine.Of("listening").Sentence, StringComparison.Ordinal);
        machine.Config = machine.Config with { MonitorPeriodFrames = 2048 };
        Assert.Equal(FindingState.Missing, machine.Of("listening").State);
    }

    [Fact]
    public void A_core_that_saves_power_is_named()
    {
        machine.Write("/sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "ondemand");
        var finding = machine.Of("governor");
        Assert.Equal(FindingState.Weak, finding.State);
        Assert.StartsWith("Core 2 saves power (ondemand)", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#1 SMP PREEMPT_RT Debian", "", null, FindingState.Ok)]
    [InlineData("#1 SMP PREEMPT Debian", "", null, FindingState.Ok)]
    [InlineData("#1 SMP PREEMPT_DYNAMIC Debian", "", null, FindingState.Weak)]
    [InlineData("#1 SMP PREEMPT_DYNAMIC Debian", "preempt=full", null, FindingState.Ok)]
    [InlineData("#1 SMP PREEMPT_DYNAMIC Debian", "", "none voluntary (full)", FindingState.Ok)]
    [InlineData("#1 SMP PREEMPT_DYNAMIC Debian", "preempt=full", "(none) voluntary full", FindingState.Weak)]
    [InlineData("#1 SMP Debian", "", null, FindingState.Weak)]
    public void The_kernels_preemption_is_told(string version, string booted, string? set, object state)
    {
        machine.Write("/proc/version", $"Linux version 6.12.25 {version}");
        machine.Write("/proc/cmdline", $"root=/dev/mmcblk0p2 {booted}");
        if (set is not null)
            machine.Write("/sys/kernel/debug/sched/preempt", set);
        Assert.Equal(state, machine.Of("kernel").State);
    }

    [Fact]
    public void Interrupts_that_go_before_every_thread_are_told_with_their_core()
    {
        machine.Write("/proc/cmdline", "root=/dev/mmcblk0p2 rootwait");
        var finding = machine.Of("interrupts");
        Assert.Equal(FindingState.Weak, finding.State);
        Assert.Contains("core 0", finding.Sentence, StringComparison.Ordinal);
        machine.Write("/sys/kernel/realtime", "1");
        Assert.Equal(FindingState.Ok, machine.Of("interrupts").State);
    }

    [Theory]
    [InlineData("/dev/zram0 partition 1 0 100", "100", FindingState.Ok)]
    [InlineData("/var/swap file 1 0 -2", "1", FindingState.Ok)]
    [InlineData("/var/swap file 1 0 -2", "60", FindingState.Weak)]
    public void Swapping_to_a_disk_is_told(string device, string swappiness, object state)
    {
        machine.Write("/proc/swaps", $"Filename Type Size Used Priority\n{device}");
        machine.Write("/proc/sys/vm/swappiness", swappiness);
        Assert.Equal(state, machine.Of("swap").State);
    }

    [Theory]
    [InlineData("0", FindingState.Weak)]
    [InlineData("1073741824", FindingState.Weak)]
    [InlineData("16777216", FindingState.Ok)]
    public void Unbounded_unwritten_data_is_told(string dirtyBytes, object state)
    {
        machine.Write("/proc/sys/vm/dirty_bytes", dirtyBytes);
        Assert.Equal(state, machine.Of("unwritten data").State);
    }

    [Theory]
    [InlineData(4 * 3600, FindingState.Ok, "4 h 00 min of 18 inputs")]
    [InlineData(30 * 60, FindingState.Weak, "30 min of 18 inputs")]
    [InlineData(5 * 60, FindingState.Missing, "5 min of 18 inputs")]
    public void Room_is_told_as_recording_time(int seconds, object state, string words)
    {
        machine.Account = machine.Account with { FreeBytes = machine.Account.BytesPerSecond * seconds };
        var finding = machine.Of("room");
        Assert.Equal(state, finding.State);
        Assert.Contains(words, finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(250, StoreError.None, FindingState.Ok)]
    [InlineData(2000, StoreError.None, FindingState.Weak)]
    [InlineData(40_000, StoreError.None, FindingState.Missing)]
    [InlineData(0, StoreError.ReadOnly, FindingState.Missing)]
    public void A_disk_that_stalls_is_judged_by_what_memory_bridges(int worstMs, StoreError error, object state)
    {
        machine.Stall = new WriteStall(TimeSpan.FromMilliseconds(worstMs), 8, 10_000_000, error);
        Assert.Equal(state, machine.Of("write stall").State);
    }

    [Fact]
    public void Beside_a_running_take_nothing_is_measured()
    {
        machine.Account = machine.Account with { IsTakeRunning = true };
        machine.Stall = null;
        Assert.Null(machine.Examine().WorstWriteStallMs);
        Assert.Contains("a take is running", machine.Of("write stall").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2008, true, true, FindingState.Missing)]
    [InlineData(2026, false, false, FindingState.Weak)]
    [InlineData(2026, true, false, FindingState.Ok)]
    [InlineData(2026, false, true, FindingState.Ok)]
    public void A_clock_nobody_keeps_is_told(int year, bool hasBattery, bool isSynchronised, object state)
    {
        using var other = new FakeMachine { IsSynchronised = isSynchronised };
        other.Time.AdjustTime(new DateTimeOffset(year, 1, 2, 0, 0, 0, TimeSpan.Zero));
        if (!hasBattery)
            other.Remove("/sys/class/rtc");
        Assert.Equal(state, other.Of("clock").State);
    }

    [Theory]
    [InlineData("69000", FindingState.Ok)]
    [InlineData("70000", FindingState.Weak)]
    [InlineData("80000", FindingState.Missing)]
    public void Heat_is_told(string milliCelsius, object state)
    {
        machine.Write("/sys/class/thermal/thermal_zone1/temp", milliCelsius);
        Assert.Equal(state, machine.Of("temperature").State);
    }

    [Theory]
    [InlineData("throttled=0x0", FindingState.Ok)]
    [InlineData("0", FindingState.Ok)]
    [InlineData("throttled=0x50000", FindingState.Weak)]
    [InlineData("80000", FindingState.Weak)]
    [InlineData("throttled=0x50005", FindingState.Missing)]
    [InlineData("throttled=0x4", FindingState.Missing)]
    public void A_weak_supply_is_told(string throttling, object state)
    {
        machine.Throttling = throttling;
        Assert.Equal(state, machine.Of("supply").State);
    }

    [Fact]
    public void Without_the_Pis_firmware_nothing_is_said_of_the_supply()
    {
        machine.Throttling = null;
        Assert.DoesNotContain(machine.Examine().Findings, finding => finding.Subject == "supply");
    }

    [Theory]
    [InlineData(82, FindingState.Ok)]
    [InlineData(12, FindingState.Weak)]
    [InlineData(3, FindingState.Missing)]
    public void A_battery_is_told(int percent, object state)
    {
        machine.BatteryPercent = percent;
        Assert.Equal(state, machine.Of("battery").State);
    }

    [Fact]
    public void A_card_without_inputs_is_no_interface()
    {
        machine.Interfaces[0] = machine.Interfaces[0] with { HasInputs = false };
        Assert.Equal(FindingState.Missing, machine.Of("interface").State);
        machine.Config = machine.Config with { Device = "band:16" };
        Assert.Equal(FindingState.Ok, machine.Of("interface").State);
    }

    [Fact]
    public void A_library_that_is_not_there_is_named_with_its_package()
    {
        machine.MissingLibraries.Add("libsoxr.so.0");
        Assert.Equal("sudo apt-get install libsoxr0", machine.Of("libsoxr0").Remedy);
    }

    public void Dispose() => machine.Dispose();
}
