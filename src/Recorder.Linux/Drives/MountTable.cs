namespace Recorder.Linux.Drives;

/// <summary>One line of the kernel's list of mounts.</summary>
/// <param name="Device">What is mounted, such as /dev/sda1.</param>
/// <param name="Folder">Where.</param>
/// <param name="IsReadOnly">Whether it takes no writes.</param>
internal readonly record struct MountedDrive(string Device, string Folder, bool IsReadOnly);

/// <summary>Finds drives among all that is mounted: file systems of sticks and disks on a block device.</summary>
/// <remarks>
/// A phone, a network share or a folder of another program may be mounted where sticks are; they have no block device and are
/// none. A MIDI box or a keyboard is not mounted at all.
/// </remarks>
internal static class MountTable
{
    // As the kernel names them; fuseblk is a file system of a block device that a program serves (ntfs-3g, older exfat).
    private static readonly HashSet<string> DriveTypes =
        ["vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "ext2", "ext3", "ext4", "btrfs", "xfs", "f2fs", "hfsplus", "udf"];

    /// <summary>The drives mounted below a folder, in the order they were mounted.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mounts">The lines of /proc/self/mounts (proc(5): a blank is written \040).</param>
    public static IEnumerable<MountedDrive> DrivesBelow(string folder, IEnumerable<string> mounts)
    {
        var below = Path.TrimEndingDirectorySeparator(folder) + "/";
        return mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 3 && IsDrive(fields[0], fields[2]))
            .Select(fields => new MountedDrive(Plain(fields[0]), Plain(fields[1]), fields[3].Split(',').Contains("ro")))
            .Where(drive => drive.Folder.StartsWith(below, StringComparison.Ordinal));
    }

    private static bool IsDrive(string device, string type) => device.StartsWith("/dev/", StringComparison.Ordinal) && DriveTypes.Contains(type);

    private static string Plain(string field) =>
        field.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
