using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;

namespace Recorder.Media.Wav;

/// <summary>Opening files, with the system's refusals as sentences.</summary>
internal static class FileAccessErrors
{
    internal static SafeFileHandle OpenForReading(string path)
    {
        var name = Path.GetFileName(path);
        if (Directory.Exists(path))
            throw Unreadable($"{path} is a folder, not an audio file; name a file in it.");
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable($"There is no file {path}; look at its spelling, or whether its disk is plugged in.", trouble);
        }
        catch (UnauthorizedAccessException trouble)
        {
            throw Unreadable($"{name} may not be read by this user; change its rights or copy it.", trouble);
        }
        catch (Exception trouble) when (trouble is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable($"{name} cannot be opened; it is left as it is; look at its disk.", trouble);
        }
    }

    private static RecorderException Unreadable(string sentence, Exception? inner = null) =>
        new(FaultKind.UnreadableInput, sentence, inner);
}
