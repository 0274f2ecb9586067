using System.Runtime.InteropServices;

namespace Recorder.Linux.Machine;

/// <summary>What the kernel knows of its clock of the day (adjtimex(2)).</summary>
public static partial class KernelClock
{
    private const int TimexBytes = 208;
    private const int NotSynchronised = 5;

    /// <summary>Whether a time server or a GPS keeps it right; null when the kernel does not say.</summary>
    public static unsafe bool? IsSynchronised()
    {
        // All zero: nothing is to be changed, only told.
        var timex = stackalloc byte[TimexBytes];
        new Span<byte>(timex, TimexBytes).Clear();
        var state = Adjust(timex);
        return state < 0 ? null : state != NotSynchronised;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static unsafe partial int Adjust(byte* timex);
}
