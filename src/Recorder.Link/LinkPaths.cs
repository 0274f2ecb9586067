using System.Text;
using Recorder.Core.Faults;

namespace Recorder.Link;

/// <summary>Where one engine and its hosts meet.</summary>
/// <param name="Socket">The Unix socket for commands and events.</param>
/// <param name="Snapshot">The file in memory that holds the engine's snapshot.</param>
public sealed record LinkPaths(string Socket, string Snapshot)
{
    // sockaddr_un.sun_path with its closing zero (unix(7)).
    private const int MaxSocketPathBytes = 107;

    /// <summary>The file in memory from which an engine goes on when the one before was killed.</summary>
    public string Memory => Path.ChangeExtension(Snapshot, "memory");

    /// <summary>The meeting place in a folder, which is made for this user alone when it is not there.</summary>
    /// <exception cref="RecorderException">The path is too long for a socket, or the folder cannot be made.</exception>
    public static LinkPaths InFolder(string folder)
    {
        var paths = new LinkPaths(Path.Combine(folder, "engine.sock"), Path.Combine(folder, "engine.snapshot"));
        if (Encoding.UTF8.GetByteCount(paths.Socket) > MaxSocketPathBytes)
        {
            throw new RecorderException(FaultKind.WrongWords,
                $"The path {paths.Socket} is too long for a socket; nothing was started; choose a folder with a shorter path.");
        }
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"The folder {folder} cannot be made; nothing was started; choose one that can be written.", problem);
        }
        return paths;
    }

    /// <summary>A folder in memory for this user: XDG_RUNTIME_DIR, or /dev/shm where there is none.</summary>
    public static string RuntimeFolder(string name) => Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
        && Directory.Exists(runtime)
            ? Path.Combine(runtime, name)
            : Path.Combine("/dev/shm", $"{name}-{Environment.UserName}");
}
