using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Snapshots;

namespace Recorder.Link.SharedMemory;

/// <summary>The shared file as it lies in memory.</summary>
/// <remarks>
/// Design: two slots, each guarded by a sequence lock. The publisher fills the slot that is not the newest and then names
/// it: a reader has a whole publishing interval to copy before it must try again, and a publisher killed in the middle
/// of a copy leaves the slot before it whole.
/// </remarks>
internal sealed unsafe class SnapshotMap : IDisposable
{
    private const ulong Magic = 0x31504E5344524352; // "RCRDSNP1" as bytes

    private readonly MemoryMappedFile file;
    private readonly SafeMemoryMappedViewHandle view;
    private readonly Layout* layout;

    private SnapshotMap(MemoryMappedFile file, MemoryMappedViewAccessor accessor)
    {
        this.file = file;
        view = accessor.SafeMemoryMappedViewHandle;
        byte* pointer = null;
        view.AcquirePointer(ref pointer);
        layout = (Layout*)(pointer + accessor.PointerOffset);
    }

    /// <summary>A new file in the place of any older one; readers of the older one keep that.</summary>
    public static SnapshotMap Create(string path)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        var stream = new FileStream(fresh, options);
        stream.SetLength(sizeof(Layout));
        var map = Map(stream, MemoryMappedFileAccess.ReadWrite);
        map.layout->Version = EngineSnapshot.LayoutVersion;
        map.layout->SnapshotBytes = sizeof(EngineSnapshot);
        map.layout->Magic = Magic;
        File.Move(fresh, path, overwrite: true);
        return map;
    }

    /// <summary>Null when there is no such file or it is not of this layout.</summary>
    public static SnapshotMap? TryOpen(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (stream.Length != sizeof(Layout))
        {
            stream.Dispose();
            return null;
        }
        var map = Map(stream, MemoryMappedFileAccess.Read);
        if (map.layout->Magic == Magic
            && map.layout->Version == EngineSnapshot.LayoutVersion
            && map.layout->SnapshotBytes == sizeof(EngineSnapshot))
            return map;
        map.Dispose();
        return null;
    }

    public void Publish(in EngineSnapshot snapshot)
    {
        var publication = layout->Newest + 1;
        ref var slot = ref layout->Slots[(int)(publication & 1)];
        Volatile.Write(ref slot.Sequence, slot.Sequence | 1);
        // Readers must see the odd number before any byte of the copy: a full fence, since a release write alone lets later writes pass.
        Interlocked.MemoryBarrier();
        slot.Snapshot = snapshot;
        Volatile.Write(ref slot.Sequence, (slot.Sequence | 1) + 1);
        Volatile.Write(ref layout->Newest, publication);
    }

    /// <summary>One try; false when nothing is published yet or the publisher came round while copying.</summary>
    public bool TryCopy(out EngineSnapshot snapshot)
    {
        var newest = Volatile.Read(ref layout->Newest);
        ref var slot = ref layout->Slots[(int)(newest & 1)];
        var sequence = Volatile.Read(ref slot.Sequence);
        snapshot = slot.Snapshot;
        Interlocked.MemoryBarrier();
        return newest > 0 && (sequence & 1) == 0 && sequence == Volatile.Read(ref slot.Sequence);
    }

    public void Dispose()
    {
        view.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private static SnapshotMap Map(FileStream stream, MemoryMappedFileAccess access)
    {
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: false);
        return new SnapshotMap(file, file.CreateViewAccessor(0, 0, access));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Layout
    {
        public ulong Magic;
        public int Version;
        public int SnapshotBytes;
        public long Newest;
        public SlotPair Slots;
    }

    [InlineArray(2)]
    private struct SlotPair
    {
        private Slot first;
    }

    private struct Slot
    {
        public long Sequence;
        public EngineSnapshot Snapshot;
    }
}
