namespace Recorder.Core.Ports;

/// <summary>
/// The files of a stick as an export sees them: what is written can be read back from the medium itself.
/// </summary>
/// <remarks>
/// Names are relative to the volume, with '/' between the parts; folders are made as needed. Every member may throw
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>: full, read-only or gone.
/// </remarks>
public interface IExportVolume
{
    /// <summary>The volume's folder, for people.</summary>
    string Folder { get; }

    /// <summary>Room left in bytes.</summary>
    long FreeBytes { get; }

    /// <summary>The largest file its file system can hold in bytes.</summary>
    long MaxFileBytes { get; }

    /// <summary>Bytes of a file; null when there is none of that name.</summary>
    long? LengthOf(string name);

    /// <summary>Opens a file for writing, made when missing; what it holds already stays.</summary>
    IExportFile OpenForWriting(string name);

    /// <summary>Opens a file so that its bytes come from the medium, not from the page cache.</summary>
    Stream OpenPastCache(string name);

    /// <summary>Gives a finished file its final name, over an older one, and makes the name durable.</summary>
    void Publish(string temporaryName, string name);
}

/// <summary>A file being written to a stick.</summary>
public interface IExportFile : IDisposable
{
    /// <summary>Bytes in it now.</summary>
    long Length { get; }

    /// <summary>Reads up to the span's length from a place; 0 at the end.</summary>
    int Read(long position, Span<byte> bytes);

    /// <summary>Writes all bytes at a place.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts it.</summary>
    void SetLength(long length);

    /// <summary>Returns when the medium holds everything written.</summary>
    void Sync();
}
