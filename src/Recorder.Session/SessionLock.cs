using Recorder.Core.Faults;

namespace Recorder.Session;

/// <summary>The right to record into a session's folder; one process has it at a time and loses it when it dies.</summary>
/// <remarks>
/// The kernel holds it (flock through <see cref="FileShare.None"/>), so a kill or a power cut leaves nothing to clean up. Nothing is
/// written into it: the successor of a killed engine takes it while the disk may stand still.
/// </remarks>
public sealed class SessionLock : IDisposable
{
    private readonly FileStream file;

    private SessionLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, making the folder when it is not there.</summary>
    /// <returns>Null when another process has it.</returns>
    /// <exception cref="RecorderException">The folder takes no writes.</exception>
    public static SessionLock? TryTake(string folder)
    {
        FileStream file;
        try
        {
            Directory.CreateDirectory(folder);
            file = new FileStream(Path.Combine(folder, SessionLayout.LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (problem.HResult == WouldBlock)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"{folder} takes no writes; nothing in it was touched; choose a folder that can be written.", problem);
        }
        return new SessionLock(file);
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="RecorderException">Another process has it, or the folder takes no writes.</exception>
    public static SessionLock Take(string folder) => TryTake(folder) ?? throw new RecorderException(FaultKind.Storage,
        $"Another recorder is recording into {folder}; its take goes on untouched; end it there or choose another session.");

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // EWOULDBLOCK, as .NET reports a refused flock on Linux.
    private const int WouldBlock = 11;
}
