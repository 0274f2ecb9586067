using System.Globalization;

namespace Recorder.Linux.Machine;

/// <summary>What a process may ask of the scheduler and of memory (proc(5): limits, status).</summary>
/// <param name="ProcessName">Its folder in /proc: a number, or self.</param>
/// <param name="RealtimePriority">The highest real-time priority it may take, 0 none to 99.</param>
/// <param name="LockedBytes">Bytes it may keep from being swapped out; <see cref="long.MaxValue"/> when without limit.</param>
public sealed record ProcessRights(string ProcessName, int RealtimePriority, long LockedBytes)
{
    // capability.h: those of root, which go before the limits.
    private const int LockMemoryCapability = 14;
    private const int NiceCapability = 23;
    private const int HighestPriority = 99;

    // proc(5), stat: fields after the name in brackets, the state being field 3.
    private const int PolicyField = 41 - 3;
    private const string Fifo = "1";

    /// <summary>The rights of a process; null when it is not there.</summary>
    public static ProcessRights? Read(MachineTree tree, string processName)
    {
        var limits = tree.Lines($"/proc/{processName}/limits");
        if (limits.Length == 0)
            return null;
        var capabilities = Capabilities(tree.Lines($"/proc/{processName}/status"));
        return new ProcessRights(
            processName,
            Has(capabilities, NiceCapability) ? HighestPriority : (int)Math.Min(HighestPriority, SoftLimit(limits, "Max realtime priority")),
            Has(capabilities, LockMemoryCapability) ? long.MaxValue : SoftLimit(limits, "Max locked memory"));
    }

    /// <summary>The process that runs as <c>recorder engine</c>; null when none does.</summary>
    public static string? FindEngine(MachineTree tree) => tree.Names("/proc")
        .Where(name => name.All(char.IsAsciiDigit))
        .FirstOrDefault(name => tree.Read($"/proc/{name}/cmdline")?.Split('\0') is [var program, "engine", ..] && Path.GetFileName(program) == "recorder");

    /// <summary>Whether a thread of a process runs with a real-time priority; null when it has no such thread.</summary>
    public static bool? IsRealtime(MachineTree tree, string processName, string threadName)
    {
        var tasks = $"/proc/{processName}/task";
        var task = tree.Names(tasks).FirstOrDefault(task => tree.Read($"{tasks}/{task}/comm") == threadName);
        // The name may hold blanks and brackets: what follows it begins after the last one.
        return task is not null && tree.Read($"{tasks}/{task}/stat") is { } stat && stat.LastIndexOf(')') is > 0 and var end
            && stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > PolicyField } fields
                ? fields[PolicyField] == Fifo
                : null;
    }

    private static long SoftLimit(string[] limits, string name)
    {
        var line = limits.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return soft == "unlimited" ? long.MaxValue : long.TryParse(soft, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }

    private static ulong Capabilities(string[] status)
    {
        const string Effective = "CapEff:";
        var line = status.FirstOrDefault(line => line.StartsWith(Effective, StringComparison.Ordinal));
        return ulong.TryParse(line?[Effective.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) ? bits : 0;
    }

    private static bool Has(ulong capabilities, int bit) => (capabilities >> bit & 1) != 0;
}
