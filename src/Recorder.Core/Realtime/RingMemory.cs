using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Core.Realtime;

/// <summary>
/// The memory under a <see cref="FrameRing"/>: a page of positions, room for what else must be remembered, then the words.
/// Pages never written cost nothing.
/// </summary>
/// <remarks>
/// Positions lie in the memory itself, so that a ring in a file of shared memory can outlive the process that fills it.
/// </remarks>
public sealed unsafe class RingMemory : IDisposable
{
    private const int PageBytes = 4096;

    private readonly MemoryMappedFile? file;
    private readonly SafeMemoryMappedViewHandle? view;
    private readonly int extraBytes;
    private byte* start;

    private RingMemory(byte* start, long words, int extraBytes, MemoryMappedFile? file = null, SafeMemoryMappedViewHandle? view = null)
    {
        this.start = start;
        (Words, this.extraBytes, this.file, this.view) = (words, extraBytes, file, view);
    }

    /// <summary>Words after the positions and the extra room.</summary>
    public long Words { get; }

    /// <summary>The room beside positions and words, zeroed at first; whole pages, so anything in it can be aligned.</summary>
    public Span<byte> Extra => new(start + PageBytes, extraBytes);

    internal ref RingPositions Positions => ref Unsafe.AsRef<RingPositions>(start);

    internal int* FirstWord => (int*)(start + PageBytes + extraBytes);

    /// <summary>Zeroed memory of this process alone.</summary>
    /// <param name="words">Words of the ring.</param>
    /// <param name="extraBytes">Extra room, a multiple of 4096.</param>
    public static RingMemory Private(long words, int extraBytes = 0)
    {
        // Large zeroed allocations come straight from the kernel, page by page as they are first written.
        var memory = new RingMemory((byte*)NativeMemory.AllocZeroed((nuint)BytesFor(words, extraBytes)), words, extraBytes);
        memory.Positions.Held = FrameRing.NothingHeld;
        return memory;
    }

    /// <summary>Zeroed memory in a new file in place of an older one, such as one in /dev/shm, which others can map too.</summary>
    /// <param name="path">The file; all of its room is taken at once, because memory missing later would kill the process.</param>
    /// <param name="words">Words of the ring.</param>
    /// <param name="extraBytes">Extra room, a multiple of 4096.</param>
    /// <exception cref="IOException">There is not that much room.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made there.</exception>
    public static RingMemory InFile(string path, long words, int extraBytes = 0)
    {
        // A process that still maps the older one keeps it: cut short under it, that process would die.
        File.Delete(path);
        var bytes = BytesFor(words, extraBytes);
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            PreallocationSize = bytes,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.SetLength(bytes);
        var memory = Map(stream, words, extraBytes, MemoryMappedFileAccess.ReadWrite);
        memory.Positions.Held = FrameRing.NothingHeld;
        return memory;
    }

    /// <summary>The memory that another process left in a file, as it left it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extraBytes">Extra room it was made with.</param>
    /// <param name="isToBeReadOnly">Whether this process may only look: a slip of its hand must not reach the other one.</param>
    /// <exception cref="IOException">The file is not there, or is none of these.</exception>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static RingMemory OpenFile(string path, int extraBytes, bool isToBeReadOnly = false)
    {
        var stream = new FileStream(path, FileMode.Open, isToBeReadOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var words = (stream.Length - BytesFor(0, extraBytes)) / sizeof(int);
        if (words > 0)
            return Map(stream, words, extraBytes, isToBeReadOnly ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite);
        stream.Dispose();
        throw new IOException($"{path} is too short.");
    }

    private static long BytesFor(long words, int extraBytes) => PageBytes + extraBytes + words * sizeof(int);

    private static RingMemory Map(FileStream stream, long words, int extraBytes, MemoryMappedFileAccess access)
    {
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: false);
        // The accessor itself is never disposed of: it would flush, which the kernel refuses for locked memory (EBUSY, msync(2)).
        var view = file.CreateViewAccessor(0, BytesFor(words, extraBytes), access).SafeMemoryMappedViewHandle;
        byte* start = null;
        view.AcquirePointer(ref start);
        return new RingMemory(start, words, extraBytes, file, view);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (start is null)
            return;
        if (view is null)
            NativeMemory.Free(start);
        else
            view.ReleasePointer();
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
    [FieldOffset(72)] public long AccountedAt;
    [FieldOffset(128)] public long Held;
}
