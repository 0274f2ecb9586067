using Recorder.Core.Ports;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Realtime;

/// <summary>SCHED_FIFO for the engine's threads and memory that is never swapped out, as far as the limits allow.</summary>
public sealed class FifoScheduler : IRealtimeScheduler
{
    /// <summary>The highest priority that is ever asked for.</summary>
    public const int HighestPriority = 45;

    // Above ordinary programs, below the kernel's own interrupt threads (50) and the interface's.
    private const int CapturePriority = HighestPriority;
    private const int PlaybackPriority = 40;
    private const int DiskPriority = 20;

    /// <summary>Keeps every page in memory from its first use on; pages never used cost nothing. False when refused.</summary>
    public static bool LockMemory() => LibC.LockMemory(LibC.LockCurrent | LibC.LockFuture | LibC.LockOnFault) == 0;

    /// <inheritdoc/>
    public bool Raise(ThreadRole role) => LibC.SetScheduler(0, LibC.ScheduleFifo, role switch
    {
        ThreadRole.Capture => CapturePriority,
        ThreadRole.Playback => PlaybackPriority,
        _ => DiskPriority,
    }) == 0;
}
