namespace Recorder.Core.Ports;

/// <summary>What became of a write; a value, so that the disk thread can look at it without allocating.</summary>
public enum StoreError
{
    None = 0,

    /// <summary>No room left, or the quota is used up.</summary>
    Full,

    /// <summary>The file system takes no writes.</summary>
    ReadOnly,

    /// <summary>The device reported an error.</summary>
    Io,

    /// <summary>The device or the folder is not there any more.</summary>
    Gone,

    /// <summary>A file of that name is there already; it is left as it is.</summary>
    Exists,
}

/// <summary>
/// Where takes are written: the real disk, or one that stalls, fills, tears and loses power.
/// </summary>
/// <remarks>
/// Paths are relative to the store's root, with '/' between the parts. <see cref="Commit"/> makes durable all that was
/// written and created before it, with one flush of the file system, and may block for as long as the disk does.
/// Opening and listing throw <see cref="Faults.RecorderException"/>; what runs during a take returns <see cref="StoreError"/>.
/// </remarks>
public interface IRecordingStore
{
    /// <summary>The root as a person would write it.</summary>
    string Root { get; }

    /// <summary>Room left in bytes.</summary>
    long FreeBytes { get; }

    /// <summary>Whether a file or folder is there.</summary>
    bool Exists(string path);

    /// <summary>Makes a folder and those above it; nothing happens when it is there.</summary>
    void CreateFolder(string path);

    /// <summary>Names (not paths) of files and folders in a folder, in ordinal order; empty when there is no such folder.</summary>
    IReadOnlyList<string> List(string path);

    /// <summary>A new file; <see cref="StoreError.Exists"/> instead of ever touching an old one.</summary>
    StoreError Create(string path, out IRecordingFile? file);

    /// <summary>An existing file for reading and for writing in place.</summary>
    IRecordingFile Open(string path);

    /// <summary>Renames within the store, never over an existing name.</summary>
    StoreError Rename(string from, string to);

    /// <summary>One flush for everything written so far.</summary>
    StoreError Commit();
}

/// <summary>An open file of an <see cref="IRecordingStore"/>; positions are bytes from its first byte.</summary>
public interface IRecordingFile : IDisposable
{
    /// <summary>Bytes in the file now.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at a place, growing the file; after an error an unknown part of them may be there.</summary>
    StoreError Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Reads up to the span's length from a place; 0 at the end.</summary>
    int Read(long position, Span<byte> bytes);

    /// <summary>What is read from now on comes from the medium itself where that can be had; all of it must have been committed.</summary>
    void DropFromCache()
    {
    }

    /// <summary>Cuts or extends (with zeros) the file.</summary>
    StoreError SetLength(long length);
}
