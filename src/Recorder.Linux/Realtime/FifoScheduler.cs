using Recorder.Core.Ports;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Realtime;

/// <summary>SCHED_FIFO for the threads that may not wait and memory that is never swapped out, as far as the limits allow.</summary>
/// <param name="tell">Told once, in a sentence, when priority is refused; null keeps silent.</param>
public sealed class FifoScheduler(Action<string>? tell = null) : IRealtimeScheduler
{
    /// <summary>The highest priority that is ever asked for.</summary>
    /// <remarks>Above ordinary programs, below the kernel's own interrupt threads (50) and the interface's.</remarks>
    public const int HighestPriority = 45;

    private const int PlaybackPriority = 40;
    private const int DiskPriority = 20;
    private const int PanelPriority = 10;

    private int isTold;

    /// <summary>Keeps every page in memory from its first use on; pages never used cost nothing (docs/realtime.md has the figures).</summary>
    /// <param name="tell">Told in a sentence when it is refused; null keeps silent.</param>
    public static void LockMemory(Action<string>? tell = null)
    {
        if (LibC.LockMemory(LibC.LockCurrent | LibC.LockFuture | LibC.LockOnFault) != 0)
            tell?.Invoke("Memory cannot be locked: recording works, but memory pressure may delay it; recorder doctor names the line that grants it.");
    }

    /// <inheritdoc/>
    public bool Raise(ThreadRole role)
    {
        // Threads that this one starts, the runtime's for timers and tasks among them, are ordinary ones.
        var isRaised = LibC.SetScheduler(0, LibC.ScheduleFifo | LibC.ResetOnFork, role switch
        {
            ThreadRole.Capture => HighestPriority,
            ThreadRole.Playback => PlaybackPriority,
            ThreadRole.Disk => DiskPriority,
            _ => PanelPriority,
        }) == 0;
        if (!isRaised && Interlocked.Exchange(ref isTold, 1) == 0)
            tell?.Invoke("Real-time priority was refused: recording works, but a busy machine can make it stumble; recorder doctor names the line that grants it.");
        return isRaised;
    }
}
