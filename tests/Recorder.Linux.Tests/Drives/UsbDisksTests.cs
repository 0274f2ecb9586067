using Recorder.Core.Ports;
using Recorder.Linux.Drives;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Drives;

/// <summary>A kernel's list of block devices, laid out in a folder as sysfs does.</summary>
public sealed class UsbDisksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public UsbDisksTests()
    {
        Directory.CreateDirectory(folder.File("class"));
        Directory.CreateDirectory(folder.File("udev"));
        AddDisk("mmcblk0", "devices/platform/mmc/mmcblk0", 60_000_000, "179:0");
        AddDisk("nvme0n1", "devices/pci/nvme0n1", 60_000_000, "259:0");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_drive_without_a_file_system_is_told()
    {
        Assert.Equal(DriveTrouble.None, Look());
        AddDisk("sda", "devices/pci/usb1/1-1/sda", 15_000_000, "8:0");
        Assert.Equal(DriveTrouble.NotFormatted, Look());
    }

    [Fact]
    public void One_whose_file_system_nobody_mounted_is_told_as_that()
    {
        AddDisk("sda", "devices/pci/usb1/1-1/sda", 15_000_000, "8:0");
        AddPartition("sda", "devices/pci/usb1/1-1/sda", "sda1", "8:1", "E:ID_FS_USAGE=filesystem\nE:ID_FS_TYPE=apfs\n");
        Assert.Equal(DriveTrouble.UnknownFileSystem, Look());
    }

    [Fact]
    public void One_that_is_mounted_is_in_order()
    {
        AddDisk("sda", "devices/pci/usb1/1-1/sda", 15_000_000, "8:0");
        AddPartition("sda", "devices/pci/usb1/1-1/sda", "sda1", "8:1", "E:ID_FS_TYPE=vfat\n");
        Assert.Equal(DriveTrouble.None, Look("/dev/sda1"));
        Assert.Equal(DriveTrouble.UnknownFileSystem, Look("/dev/sdb1"));
    }

    [Fact]
    public void A_card_reader_without_a_card_and_an_internal_disk_are_no_trouble()
    {
        AddDisk("sda", "devices/pci/usb1/1-2/sda", 0, "8:0");
        AddDisk("sdb", "devices/pci/ata1/sdb", 15_000_000, "8:16");
        Assert.Equal(DriveTrouble.None, Look());
    }

    private DriveTrouble Look(params string[] mounted) => new UsbDisks(folder.File("class"), folder.File("udev")).Look(mounted.ToHashSet());

    private void AddDisk(string name, string place, long sectors, string number)
    {
        Directory.CreateDirectory(folder.File(place));
        File.WriteAllText(folder.File(place, "size"), $"{sectors}\n");
        File.WriteAllText(folder.File(place, "dev"), $"{number}\n");
        Directory.CreateSymbolicLink(folder.File("class", name), folder.File(place));
    }

    private void AddPartition(string disk, string place, string name, string number, string facts)
    {
        var path = folder.File(place, name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "partition"), "1\n");
        File.WriteAllText(Path.Combine(path, "dev"), $"{number}\n");
        File.WriteAllText(Path.Combine(path, "size"), "1000\n");
        Directory.CreateSymbolicLink(folder.File("class", name), path);
        File.WriteAllText(folder.File("udev", "b" + number), facts);
        Assert.True(Directory.Exists(folder.File("class", disk)));
    }
}
