using System.Diagnostics;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Drives;

/// <summary>The stick that is mounted somewhere under a folder such as /media.</summary>
/// <param name="folder">The folder; what is mounted below it counts as a stick.</param>
public sealed class MountedStick(string folder) : IRemovableDrive
{
    private const string Mounts = "/proc/self/mounts";

    /// <inheritdoc/>
    public string? Label => Folder is { } path ? Path.GetFileName(path) : null;

    /// <inheritdoc/>
    public string? Folder => MountPointBelow(folder, File.ReadLines(Mounts));

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

    /// <inheritdoc/>
    /// <exception cref="RecorderException">Somebody still uses it, or this user may not let go of it.</exception>
    public void Eject()
    {
        if (Folder is not { } path)
            return;
        using var unmount = Start(path);
        unmount.WaitForExit();
        if (unmount.ExitCode != 0)
        {
            throw new RecorderException(FaultKind.Device,
                $"Stick {Path.GetFileName(path)} holds all files, read back and identical, but cannot be let go of: switch off before pulling it, or unmount it by hand.");
        }
    }

    /// <summary>The last mount point below a folder, as the kernel lists it (proc(5): spaces are written \040).</summary>
    internal static string? MountPointBelow(string folder, IEnumerable<string> mounts)
    {
        var below = Path.TrimEndingDirectorySeparator(folder) + "/";
        return mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 1)
            .Select(fields => fields[1].Replace("\\040", " ", StringComparison.Ordinal))
            .LastOrDefault(point => point.StartsWith(below, StringComparison.Ordinal));
    }

    private static Process Start(string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("umount", ["--", path]) { RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception trouble)
        {
            throw new RecorderException(FaultKind.Device, "The stick cannot be let go of: umount is not installed (Debian package mount).", trouble);
        }
    }
}
