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
    public void A_phone_a_share_or_another_programs_folder_is_no_stick()
    {
        string[] mounts =
        [
            .. Mounts,
            "gvfsd-fuse /media/PHONE fuse.gvfsd-fuse rw,nosuid,nodev 0 0",
            "simple-mtpfs /media/CAMERA fuse.simple-mtpfs rw 0 0",
            "//server/share /media/NET cifs rw 0 0",
            "/dev/fuse /media/JMTP fuse.jmtpfs rw 0 0",
            "tmpfs /media/RAM tmpfs rw 0 0",
        ];
        Assert.Equal("/media/DRUMS", MountedStick.MountPointBelow("/media", mounts));
    }

    [Fact]
    public void A_stick_that_takes_no_writes_is_known_before_anything_is_tried()
    {
        string[] mounts = ["/dev/sda1 /media/A vfat rw,noatime,errors=remount-ro 0 0", "/dev/sdb1 /media/B vfat ro,noatime 0 0"];
        Assert.Equal([("/dev/sda1", false), ("/dev/sdb1", true)], MountTable.DrivesBelow("/media", mounts).Select(drive => (drive.Device, drive.IsReadOnly)));
    }

    [Fact]
    public void Without_one_there_is_no_stick()
    {
        Assert.Null(MountedStick.MountPointBelow("/media", Mounts.Take(2)));
        var stick = new MountedStick("/nowhere");
        Assert.Equal((null, null, 0L), (stick.Label, stick.Folder, stick.FreeBytes));
    }
}
