using System.Globalization;
using Recorder.Core.Ports;

namespace Recorder.Linux.Drives;

/// <summary>Looks for a USB drive that is in but could not be mounted, so that a person is told instead of waiting for it.</summary>
/// <param name="blockFolder">Where the kernel lists block devices.</param>
/// <param name="udevFolder">Where udev keeps what it found on them.</param>
internal sealed class UsbDisks(string blockFolder = "/sys/class/block", string udevFolder = "/run/udev/data")
{
    private const string FileSystemType = "E:ID_FS_TYPE=";

    /// <summary>What is wrong with a drive that is in; nothing when every one is mounted, or none is in.</summary>
    /// <param name="mountedDevices">Devices that are mounted anywhere, such as /dev/sda1.</param>
    public DriveTrouble Look(IReadOnlySet<string> mountedDevices)
    {
        foreach (var disk in Disks())
        {
            var partitions = Directory.EnumerateDirectories(disk).Where(folder => File.Exists(Path.Combine(folder, "partition"))).Append(disk).ToList();
            if (partitions.Any(part => mountedDevices.Contains($"/dev/{Path.GetFileName(part)}")))
                continue;
            return partitions.Any(HasFileSystem) ? DriveTrouble.UnknownFileSystem : DriveTrouble.NotFormatted;
        }
        return DriveTrouble.None;
    }

    // A card reader without a card has no size.
    private IEnumerable<string> Disks() => !Directory.Exists(blockFolder) ? [] : Directory.EnumerateFileSystemEntries(blockFolder)
        .Where(entry => !File.Exists(Path.Combine(entry, "partition")) && IsUsb(entry) && SizeOf(entry) > 0)
        .Order(StringComparer.Ordinal);

    private static bool IsUsb(string entry)
    {
        try
        {
            return Directory.ResolveLinkTarget(entry, returnFinalTarget: true) is { } target && target.FullName.Contains("/usb", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Pulled between the two questions.
            return false;
        }
    }

    private static long SizeOf(string entry) =>
        long.TryParse(ReadOrEmpty(Path.Combine(entry, "size")), NumberStyles.None, CultureInfo.InvariantCulture, out var sectors) ? sectors : 0;

    private bool HasFileSystem(string entry) => ReadOrEmpty(Path.Combine(udevFolder, "b" + ReadOrEmpty(Path.Combine(entry, "dev"))))
        .Split('\n').Any(line => line.StartsWith(FileSystemType, StringComparison.Ordinal));

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
