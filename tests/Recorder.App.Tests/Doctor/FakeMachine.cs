using Microsoft.Extensions.Time.Testing;
using Recorder.App.Configuration;
using Recorder.App.Doctor;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Machine;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Doctor;

/// <summary>A Pi in best order, laid out in a folder; tests spoil one thing at a time.</summary>
internal sealed class FakeMachine : IRealtimeScheduler, IRemovableDrive, IDisposable
{
    private readonly TemporaryFolder root = new();

    public FakeMachine()
    {
        Write("/proc/self/limits", """
            Limit                     Soft Limit           Hard Limit           Units
            Max locked memory         unlimited            unlimited            bytes
            Max realtime priority     80                   80
            """);
        Write("/proc/self/status", "Name:\trecorder\nCapEff:\t0000000000000000\n");
        Write("/proc/version", "Linux version 6.12.25+rpt-rpi-v8 (serge@raspberrypi.com) #1 SMP PREEMPT Debian 1:6.12.25-1+rpt1");
        Write("/proc/cmdline", "console=tty1 root=PARTUUID=1 threadirqs rootwait");
        Write("/proc/interrupts", """
                       CPU0       CPU1       CPU2       CPU3
             31:     918212          0          0          0  BRCM STB PCIe MSI 524288 Edge      xhci_hcd
             40:        100       2000          0          0     GICv2 189 Level     mmc0
            """);
        Write("/proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority");
        Write("/proc/sys/vm/dirty_bytes", "67108864");
        Write("/proc/sys/vm/dirty_ratio", "0");
        Write("/proc/sys/vm/swappiness", "1");
        for (var core = 0; core < 4; core++)
            Write($"/sys/devices/system/cpu/cpu{core}/cpufreq/scaling_governor", "performance");
        Write("/sys/devices/system/cpu/cpufreq/policy0/scaling_governor", "performance");
        Write("/sys/class/rtc/rtc0/name", "rtc-ds1307");
        Write("/sys/class/thermal/thermal_zone0/temp", "48312");
        Time.SetUtcNow(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    }

    public FakeTimeProvider Time { get; } = new();

    public RecorderConfig Config { get; set; } = new() { Device = "alsa:hw:X18", Session = "/var/lib/recorder/session" };

    public EngineAccount Account { get; set; } = new(18, 48000, 18 * 48000 * 3, 100_000_000_000, IsAssumed: false, IsTakeRunning: false);

    public WriteStall? Stall { get; set; } = new(TimeSpan.FromMilliseconds(31), 8, 10_368_000);

    public List<PresentInterface> Interfaces { get; } = [new(InterfaceIdentity.Of("X18"), 1, HasInputs: true, HasOutputs: true)];

    public HashSet<string> MissingLibraries { get; } = [];

    public bool? IsSynchronised { get; set; } = true;

    public string? Throttling { get; set; } = "throttled=0x0";

    public int? BatteryPercent { get; set; }

    public bool GrantsPriority { get; set; } = true;

    public string? Label { get; set; } = "DRUMS";

    public string? Folder => null;

    public long FreeBytes => 0;

    public MachineTree Tree => new(root.Path);

    /// <summary>What the doctor says of it.</summary>
    public DoctorReport Examine() => MachineCheckup.Examine(new Examined
    {
        Tree = Tree,
        Config = Config,
        Time = Time,
        ListInterfaces = () => Interfaces,
        Scheduler = this,
        HasLibrary = file => !MissingLibraries.Contains(file),
        IsClockSynchronised = () => IsSynchronised,
        ReadThrottling = () => Throttling,
        ReadBattery = () => BatteryPercent,
        Engine = Account,
        MeasureStall = () => Stall,
        Stick = this,
    });

    /// <summary>What it says of one subject.</summary>
    public Finding Of(string subject) => Assert.Single(Examine().Findings, finding => finding.Subject == subject);

    public void Write(string path, string text)
    {
        var file = root.File(path.TrimStart('/').Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Remove(string folder) => Directory.Delete(root.File(folder.TrimStart('/').Split('/')), recursive: true);

    public bool Raise(ThreadRole role) => GrantsPriority;

    public void Eject()
    {
    }

    public void Dispose() => root.Dispose();
}
