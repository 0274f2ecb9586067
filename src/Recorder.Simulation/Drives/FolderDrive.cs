using Recorder.Core.Ports;

namespace Recorder.Simulation.Drives;

/// <summary>A folder that plays the stick: it is in while the folder is there, and pulled by removing or renaming the folder.</summary>
/// <param name="folder">The folder; its name is the stick's.</param>
public sealed class FolderDrive(string folder) : IRemovableDrive
{
    private readonly string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    public string? Label => Folder is { } path ? Path.GetFileName(path) : null;

    /// <inheritdoc/>
    public string? Folder => Directory.Exists(folder) ? folder : null;

    /// <inheritdoc/>
    public long FreeBytes
    {
        get
        {
            try
            {
                return Folder is { } path ? new DriveInfo(path).AvailableFreeSpace : 0;
            }
            catch (IOException)
            {
                // Pulled between the two questions.
                return 0;
            }
        }
    }

    /// <summary>Nothing is held open and every exported file was synced as it was written, so there is nothing left to do.</summary>
    public void Eject()
    {
    }
}
