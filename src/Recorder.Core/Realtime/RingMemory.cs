using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recorder.Core.Realtime;

/// <summary>
/// The memory under a <see cref="FrameRing"/>: a page of positions, then the words. Pages never written cost nothing.
/// </summary>
/// <remarks>
/// Positions lie in the memory itself, so that a ring in a file of shared memory can outlive the process that fills it.
/// </remarks>
public sealed unsafe class RingMemory : IDisposable
{
    private const int HeaderBytes = 4096;

    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;
    private byte* start;

    private RingMemory(byte* start, long words, MemoryMappedFile? file, MemoryMappedViewAccessor? view)
    {
        this.start = start;
        this.file = file;
        this.view = view;
        Words = words;
    }

    /// <summary>Words after the page of positions.</summary>
    public long Words { get; }

    internal ref RingPositions Positions => ref Unsafe.AsRef<RingPositions>(start);

    internal int* FirstWord => (int*)(start + HeaderBytes);

    /// <summary>Zeroed memory of this process alone.</summary>
    public static RingMemory Private(long words)
    {
        // Large zeroed allocations come straight from the kernel, page by page as they are first written.
        var memory = new RingMemory((byte*)NativeMemory.AllocZeroed((nuint)(HeaderBytes + words * sizeof(int))), words, null, null);
        memory.Positions.Held = FrameRing.NothingHeld;
        return memory;
    }

    /// <summary>Zeroed memory in a new file, such as one in /dev/shm, which others can map too.</summary>
    public static RingMemory InFile(string path, long words)
    {
        var bytes = HeaderBytes + words * sizeof(int);
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, bytes);
        var view = file.CreateViewAccessor(0, bytes);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var memory = new RingMemory(start, words, file, view);
        memory.Positions.Held = FrameRing.NothingHeld;
        return memory;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (start is null)
            return;
        if (view is null)
            NativeMemory.Free(start);
        else
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        start = null;
        view?.Dispose();
        file?.Dispose();
    }
}

// Each position is written by one side only and has a cache line of its own.
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct RingPositions
{
    [FieldOffset(0)] public long Reserved;
    [FieldOffset(64)] public long Written;
    [FieldOffset(128)] public long Held;
}
