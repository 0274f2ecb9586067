using System.Diagnostics;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Drives;

/// <summary>The stick that is mounted somewhere under a folder such as /media.</summary>
/// <param name="folder">The folder; a drive that is mounted below it counts as a stick.</param>
/// <param name="helper">The program that may unmount where this user may not; null is none.</param>
public sealed class MountedStick(string folder, string? helper = null) : IRemovableDrive
{
    private const string Mounts = "/proc/self/mounts";

    private readonly UsbDisks usb = new();

    /// <inheritdoc/>
    public string? Label => Folder is { } path ? Path.GetFileName(path) : null;

    /// <inheritdoc/>
    public string? Folder => MountPointBelow(folder, File.ReadLines(Mounts));

    /// <inheritdoc/>
    public DriveTrouble Trouble
    {
        get
        {
            var lines = File.ReadAllLines(Mounts);
            var drives = MountTable.DrivesBelow(folder, lines).ToList();
            if (drives.Count > 0)
                return drives[^1].IsReadOnly ? DriveTrouble.ReadOnly : DriveTrouble.None;
            return usb.Look(lines.Select(line => line.Split(' ')[0]).ToHashSet());
        }
    }

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
        var isOut = Run("umount", "--", path) || (helper is not null && File.Exists(helper) && Run("sudo", "-n", helper, "eject", path));
        if (!isOut)
        {
            throw new RecorderException(FaultKind.Device,
                $"Stick {Path.GetFileName(path)} holds all files, read back and identical, but cannot be let go of: switch off before pulling it, or unmount it by hand.");
        }
    }

    /// <summary>Where the drive lies that was mounted last below a folder; null when there is none.</summary>
    internal static string? MountPointBelow(string folder, IEnumerable<string> mounts) =>
        MountTable.DrivesBelow(folder, mounts).Select(drive => drive.Folder).LastOrDefault();

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed (Debian packages mount, sudo).
            return false;
        }
    }
}
