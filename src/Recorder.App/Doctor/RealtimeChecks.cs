using Recorder.Core.Ports;
using Recorder.Linux.Machine;
using Recorder.Linux.Realtime;

namespace Recorder.App.Doctor;

/// <summary>Whether the engine's threads come before everything else on this machine.</summary>
internal static class RealtimeChecks
{
    private const string Priority = "real-time priority";
    private const string Engine = "engine";
    private const string Limits = "/etc/security/limits.d/90-recorder.conf";
    private const string CpuFolder = "/sys/devices/system/cpu";
    private const string BootWords = "/boot/firmware/cmdline.txt";

    private static readonly string GrantByHand =
        $"echo '@audio - rtprio {FifoScheduler.HighestPriority}' | sudo tee -a {Limits}   (then sign in again; the service has LimitRTPRIO={FifoScheduler.HighestPriority})";

    public static IEnumerable<Finding> Of(Examined machine)
    {
        yield return Rights(machine);
        yield return Memory(machine);
        yield return Governor(machine.Tree);
        yield return Kernel(machine.Tree);
        yield return Interrupts(machine.Tree);
    }

    private static Finding Rights(Examined machine)
    {
        if (ProcessRights.FindEngine(machine.Tree) is { } engine && ProcessRights.IsRealtime(machine.Tree, engine, "capture") is { } isRaised)
        {
            return isRaised
                ? Finding.Ok(Priority, $"The running engine (process {engine}) captures with real-time priority.")
                : Finding.Missing(Priority, $"The running engine (process {engine}) was refused real-time priority: recording works, but a busy machine can make it stumble.",
                    $"sudo systemctl edit recorder-engine   ([Service] LimitRTPRIO={FifoScheduler.HighestPriority}), then sudo systemctl restart recorder-engine");
        }
        var rights = ProcessRights.Read(machine.Tree, "self");
        if (rights is null || rights.RealtimePriority < FifoScheduler.HighestPriority)
        {
            return Finding.Missing(Priority,
                $"This user may take real-time priority {rights?.RealtimePriority ?? 0}, and capture asks for {FifoScheduler.HighestPriority}: recording works, but a busy machine can make it stumble.",
                GrantByHand);
        }
        return IsGranted(machine.Scheduler)
            ? Finding.Ok(Priority, $"Capture may run with real-time priority {FifoScheduler.HighestPriority}.")
            : Finding.Missing(Priority, "The limits allow real-time priority, yet the kernel refuses it: this control group has no real-time share.",
                "sudo sysctl -w kernel.sched_rt_runtime_us=-1");
    }

    // On a thread that ends with the question: this one must not stay raised.
    private static bool IsGranted(IRealtimeScheduler scheduler)
    {
        var isGranted = false;
        var thread = new Thread(() => isGranted = scheduler.Raise(ThreadRole.Capture));
        thread.Start();
        thread.Join();
        return isGranted;
    }

    private static Finding Memory(Examined machine)
    {
        const string Subject = "locked memory";
        var rights = (ProcessRights.FindEngine(machine.Tree) is { } engine ? ProcessRights.Read(machine.Tree, engine) : null) ?? ProcessRights.Read(machine.Tree, "self");
        return rights?.LockedBytes == long.MaxValue
            ? Finding.Ok(Subject, "What the engine has in memory stays there, whatever else needs room.")
            : Finding.Weak(Subject,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Only {(rights?.LockedBytes ?? 0) / 1e6:0.#} MB may be locked: when memory is short, the engine waits for the disk like everybody else."),
                $"echo '@audio - memlock unlimited' | sudo tee -a {Limits}   (then sign in again; the service has LimitMEMLOCK=infinity)");
    }

    private static Finding Governor(MachineTree tree)
    {
        const string Subject = "governor";
        var cores = tree.Names(CpuFolder).Where(name => name.StartsWith("cpu", StringComparison.Ordinal) && name.Length > 3 && name[3..].All(char.IsAsciiDigit))
            .Select(name => (Core: name[3..], Governor: tree.Read($"{CpuFolder}/{name}/cpufreq/scaling_governor"))).Where(core => core.Governor is not null).ToArray();
        var slow = cores.Where(core => core.Governor != "performance").ToArray();
        if (cores.Length == 0)
            return Finding.Ok(Subject, "The cores keep one speed: there is no governor to set.");
        return slow.Length == 0
            ? Finding.Ok(Subject, $"All {cores.Length} cores run at full speed (performance).")
            : Finding.Weak(Subject,
                $"Core {string.Join(", ", slow.Select(core => core.Core))} saves power ({slow[0].Governor}): small periods of the monitor mix can stumble while it speeds up.",
                $"sudo systemctl enable --now recorder-governor   (or by hand: echo performance | sudo tee {CpuFolder}/cpu*/cpufreq/scaling_governor)");
    }

    private static Finding Kernel(MachineTree tree)
    {
        const string Subject = "kernel";
        var version = tree.Read("/proc/version") ?? "";
        var booted = BootedWith(tree, "preempt=");
        var set = tree.Read("/sys/kernel/debug/sched/preempt");
        if (IsRealtimeKernel(tree))
            return Finding.Ok(Subject, "The kernel is preemptible throughout (PREEMPT_RT).");
        var isFull = set is not null ? set.Contains("(full)", StringComparison.Ordinal)
            : booted is not null ? booted == "full"
            : version.Contains("PREEMPT", StringComparison.Ordinal) && !version.Contains("PREEMPT_DYNAMIC", StringComparison.Ordinal);
        return isFull
            ? Finding.Ok(Subject, "The kernel is preemptible (PREEMPT).")
            : Finding.Weak(Subject, "The kernel may finish its own work before it lets capture run: enough for recording, not for the smallest monitoring periods.",
                version.Contains("PREEMPT_DYNAMIC", StringComparison.Ordinal)
                    ? $"add the word preempt=full to {BootWords} (or GRUB_CMDLINE_LINUX in /etc/default/grub) and restart"
                    : "boot a kernel built with CONFIG_PREEMPT or CONFIG_PREEMPT_RT");
    }

    private static Finding Interrupts(MachineTree tree)
    {
        const string Subject = "interrupts";
        var core = BusiestCoreOfUsb(tree.Lines("/proc/interrupts"));
        var where = core is null ? "USB interrupts" : $"USB interrupts (core {core})";
        return IsRealtimeKernel(tree) || tree.Read("/proc/cmdline")?.Split(' ').Contains("threadirqs") == true
            ? Finding.Ok(Subject, $"{where} run in threads of their own and do not hold capture up.")
            : Finding.Weak(Subject, $"{where} go before every thread: other USB traffic can delay the monitor mix; recording has half a second in the kernel's buffer.",
                $"add the word threadirqs to {BootWords} (or GRUB_CMDLINE_LINUX in /etc/default/grub) and restart");
    }

    private static bool IsRealtimeKernel(MachineTree tree) =>
        tree.Read("/sys/kernel/realtime") == "1" || tree.Read("/proc/version")?.Contains("PREEMPT_RT", StringComparison.Ordinal) == true;

    private static string? BootedWith(MachineTree tree, string word) =>
        tree.Read("/proc/cmdline")?.Split(' ').LastOrDefault(part => part.StartsWith(word, StringComparison.Ordinal))?[word.Length..];

    // proc(5): a head with the cores, then number, counts per core, controller and device.
    private static int? BusiestCoreOfUsb(string[] lines)
    {
        if (lines.Length == 0)
            return null;
        var cores = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var counts = new long[cores];
        foreach (var line in lines.Skip(1).Where(line => line.Contains("hci", StringComparison.Ordinal) || line.Contains("dwc", StringComparison.Ordinal)))
        {
            var fields = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < Math.Min(cores, fields.Length); i++)
                counts[i] += long.TryParse(fields[i], out var count) ? count : 0;
        }
        return counts.Max() > 0 ? Array.IndexOf(counts, counts.Max()) : null;
    }
}
