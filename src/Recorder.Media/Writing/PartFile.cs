using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;
using Recorder.Media.Native;

namespace Recorder.Media.Writing;

/// <summary>
/// A file written as <c>.name.part</c> and renamed when complete. It keeps few dirty pages: a running take's commit flushes
/// the whole file system and would wait for them.
/// </summary>
internal sealed class PartFile : IDisposable
{
    // At most two windows are dirty or on their way to the disk at a time.
    private const long WindowBytes = 4 << 20;

    private readonly string _path;
    private readonly string _partPath;
    private long _boundedBytes;
    private bool _isComplete;

    private PartFile(string path, string partPath, SafeFileHandle handle) => (_path, _partPath, Handle) = (path, partPath, handle);

    internal SafeFileHandle Handle { get; }

    internal string Name => Path.GetFileName(_path);

    internal static PartFile Create(string path)
    {
        var full = Path.GetFullPath(path);
        var part = Path.Combine(Path.GetDirectoryName(full) ?? "/", $".{Path.GetFileName(full)}.part");
        try
        {
            return new PartFile(full, part, File.OpenHandle(part, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"{path} cannot be made in that folder; nothing was changed; look whether the folder is there and may be written.", trouble);
        }
    }

    internal void WriteAt(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, position);
        }
        catch (IOException trouble)
        {
            throw Failed(trouble);
        }
        BoundDirtyPages(position + bytes.Length);
    }

    /// <summary>Sends what is whole windows on its way, and waits for the window before.</summary>
    private void BoundDirtyPages(long writtenBytes)
    {
        for (; writtenBytes - _boundedBytes >= WindowBytes; _boundedBytes += WindowBytes)
        {
            _ = Libc.SyncFileRange(Handle, _boundedBytes, WindowBytes, Libc.StartWriting);
            if (_boundedBytes >= WindowBytes)
            {
                _ = Libc.SyncFileRange(
                    Handle, _boundedBytes - WindowBytes, WindowBytes, Libc.WaitBefore | Libc.StartWriting | Libc.WaitAfter);
            }
        }
    }

    /// <summary>Makes the file durable and gives it its name.</summary>
    internal void Complete()
    {
        try
        {
            RandomAccess.FlushToDisk(Handle);
            File.Move(_partPath, _path, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw Failed(trouble);
        }
        _isComplete = true;
        Libc.SyncFolder(Path.GetDirectoryName(_path) ?? "/");
    }

    internal RecorderException Failed(Exception? trouble = null)
    {
        const int noSpace = 28;
        var why = (trouble?.HResult & 0xFFFF) == noSpace ? "the disk is full; make room and try again" : "look at the disk and try again";
        return new RecorderException(FaultKind.Storage,
            $"{Name} could not be written to its end; what was there before is unchanged; {why}.", trouble);
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (!_isComplete)
            File.Delete(_partPath);
    }
}
