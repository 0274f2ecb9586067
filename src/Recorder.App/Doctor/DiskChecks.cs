using System.Globalization;
using Recorder.App.CommandLine;
using Recorder.Core.Ports;

namespace Recorder.App.Doctor;

/// <summary>Room, and how long the disk lets a writer wait.</summary>
internal static class DiskChecks
{
    private const string Room = "room";
    private const string Stall = "write stall";
    private static readonly TimeSpan LittleRoom = TimeSpan.FromHours(1);
    private static readonly TimeSpan TooLittleRoom = TimeSpan.FromMinutes(10);

    // While flushes take no longer than this, a power cut costs at most a second.
    private static readonly TimeSpan QuickFlush = TimeSpan.FromMilliseconds(250);

    public static IEnumerable<Finding> Of(Examined machine, WriteStall? stall)
    {
        yield return Free(machine);
        yield return Stalls(machine, stall);
    }

    /// <summary>Seconds that can still be recorded.</summary>
    public static double SecondsLeft(EngineAccount account) => account.BytesPerSecond > 0 ? (double)account.FreeBytes / account.BytesPerSecond : 0;

    private static Finding Free(Examined machine)
    {
        var account = machine.Engine;
        var left = TimeSpan.FromSeconds(Math.Min(SecondsLeft(account), TimeSpan.MaxValue.TotalSeconds / 2));
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{Output.Size(account.FreeBytes)} at {machine.Config.Session}: {(left.TotalHours >= 1 ? $"{(long)left.TotalHours} h {left.Minutes:00} min" : $"{(int)left.TotalMinutes} min")} of {account.Channels} inputs at {account.RateHz} Hz{(account.IsAssumed ? ", as no interface could be asked" : "")}.");
        const string Remedy = "export to a stick, then empty the bin (panel: SET-UP, bin); or set \"session\" in recorder.json to a larger disk";
        return left >= LittleRoom ? Finding.Ok(Room, sentence) : left >= TooLittleRoom ? Finding.Weak(Room, sentence, Remedy) : Finding.Missing(Room, sentence, Remedy);
    }

    private static Finding Stalls(Examined machine, WriteStall? stall)
    {
        const string Remedy = "use a faster card (A2, endurance) or a USB SSD: set \"session\" in recorder.json to a folder on it";
        if (stall is null)
        {
            return Finding.Ok(Stall, machine.Engine.IsTakeRunning
                ? "Not measured: a take is running, and nothing else is written beside it."
                : "Not measured: there is too little room for it.");
        }
        if (stall.Error != StoreError.None)
            return Finding.Missing(Stall, $"The disk at {machine.Config.Session} refused to be written to ({stall.Error}).", "check its rights and whether it is mounted read-only: mount | grep ' ro,'");
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"The disk kept a writer waiting for {stall.Worst.TotalMilliseconds:0} ms at most, in {stall.Flushes} commits of {Output.Size(stall.Bytes)} in all");
        if (stall.Worst <= QuickFlush)
            return Finding.Ok(Stall, sentence + ".");
        return stall.Worst.TotalSeconds < machine.Config.MemorySeconds / 2
            ? Finding.Weak(Stall, sentence + ": memory bridges it, but a power cut then costs that much more.", Remedy)
            : Finding.Missing(Stall, sentence + ": more than memory can bridge with certainty.", Remedy);
    }
}
