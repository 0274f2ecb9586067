using Recorder.Linux.Drives;

namespace Recorder.Linux.Tests.Drives;

public class MountedStickTests
{
    private static readonly string[] Mounts =
    [
        "/dev/mmcblk0p2 / ext4 rw,noatime 0 0",
        "tmpfs /media-box tmpfs rw 0 0",
        "/dev/sda1 /media/OLD\\040STICK vfat rw 0 0",
        "/dev/sdb1 /media/DRUMS exfat rw 0 0",
    ];

    [Fact]
    public void The_stick_is_what_was_mounted_last_below_the_folder()
    {
        Assert.Equal("/media/DRUMS", MountedStick.MountPointBelow("/media", Mounts));
        Assert.Equal("/media/OLD STICK", MountedStick.MountPointBelow("/media/", Mounts.Take(3)));
    }

    [Fact]
    public void Without_one_there_is_no_stick()
    {
        Assert.Null(MountedStick.MountPointBelow("/media", Mounts.Take(2)));
        var stick = new MountedStick("/nowhere");
        Assert.Equal((null, null, 0L), (stick.Label, stick.Folder, stick.FreeBytes));
    }
}
