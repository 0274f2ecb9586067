using System.Globalization;
using Recorder.Linux.Machine;

namespace Recorder.App.Doctor;

/// <summary>Whether memory stays where it is, and how much of what was written may wait in it.</summary>
internal static class MemoryChecks
{
    private const string SystemSettings = "/etc/sysctl.d/90-recorder.conf";
    private const long MostDirtyBytes = 256 << 20;
    private const int MostSwappiness = 10;

    public static IEnumerable<Finding> Of(Examined machine)
    {
        yield return Swap(machine.Tree);
        yield return UnwrittenData(machine.Tree);
    }

    private static Finding Swap(MachineTree tree)
    {
        const string Subject = "swap";
        var devices = tree.Lines("/proc/swaps").Skip(1).Select(line => line.Split([' ', '\t'])[0]).ToArray();
        var onDisk = devices.Where(device => !device.StartsWith("/dev/zram", StringComparison.Ordinal)).ToArray();
        var swappiness = tree.Number("/proc/sys/vm/swappiness") ?? 60;
        if (devices.Length == 0)
            return Finding.Ok(Subject, "Nothing can be swapped out.");
        if (onDisk.Length == 0)
            return Finding.Ok(Subject, "Swapping goes to compressed memory, never to a disk.");
        return swappiness <= MostSwappiness
            ? Finding.Ok(Subject, string.Create(CultureInfo.InvariantCulture, $"Swapping to {onDisk[0]} is a last resort (swappiness {swappiness})."))
            : Finding.Weak(Subject, string.Create(CultureInfo.InvariantCulture, $"Memory can be swapped out to {onDisk[0]} at any time (swappiness {swappiness}): it competes with the take for the disk."),
                $"echo 'vm.swappiness = 1' | sudo tee -a {SystemSettings} && sudo sysctl --system");
    }

    private static Finding UnwrittenData(MachineTree tree)
    {
        const string Subject = "unwritten data";
        var bytes = tree.Number("/proc/sys/vm/dirty_bytes") ?? 0;
        return bytes is > 0 and <= MostDirtyBytes
            ? Finding.Ok(Subject, string.Create(CultureInfo.InvariantCulture, $"At most {bytes / 1e6:0} MB wait to be written by anybody."))
            : Finding.Weak(Subject, bytes > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"Up to {bytes / 1e6:0} MB may wait to be written: a commit of the take waits for all of it.")
                    : string.Create(CultureInfo.InvariantCulture, $"Up to {tree.Number("/proc/sys/vm/dirty_ratio") ?? 20} % of memory may wait to be written: a commit of the take waits for all of it."),
                $"printf 'vm.dirty_bytes = 67108864\\nvm.dirty_background_bytes = 16777216\\n' | sudo tee -a {SystemSettings} && sudo sysctl --system");
    }
}
