"""Disks of the guest, and layers over them that are slow, fail, or remember every write (device-mapper)."""

import fcntl
import struct
from pathlib import Path

from guest.system import driver, set_file, sh

DISK = Path("/run/disk")
FIRST, SECOND = "/dev/ubda", "/dev/ubdb"


def format_ext4(device: str, *options: str) -> None:
    """The file system of the device's card; its options are those of the image."""
    sh("mkfs.ext4", "-q", "-F", *options, device)


def mount(device: str, where: Path = DISK, *options: str) -> Path:
    """Mounts a file system; where it is."""
    where.mkdir(parents=True, exist_ok=True)
    sh("mount", *(["-o", ",".join(options)] if options else []), device, where)
    return where


def unmount(where: Path = DISK) -> None:
    """Unmounts it; everything is on the disk then."""
    sh("umount", where)


def sectors_of(device: str) -> int:
    """Its size in units of 512 bytes."""
    return int(sh("blockdev", "--getsz", device))


class Layer:
    """A device-mapper device; `table` is what dmsetup(8) takes, one line a stretch."""

    def __init__(self, name: str, table: str):
        self.name, self.path = name, f"/dev/mapper/{name}"
        sh("dmsetup", "create", name, text_in=table)

    def change(self, table: str) -> None:
        """Other properties from now on, without anybody noticing but by them."""
        sh("dmsetup", "suspend", "--noflush", "--nolockfs", self.name)
        sh("dmsetup", "load", self.name, text_in=table)
        sh("dmsetup", "resume", self.name)

    def stall(self) -> None:
        """From here on nothing it is asked comes back, until `go_on`."""
        sh("dmsetup", "suspend", "--noflush", "--nolockfs", self.name)

    def go_on(self) -> None:
        sh("dmsetup", "resume", self.name)

    def remove(self) -> None:
        sh("dmsetup", "remove", "--retry", self.name)


def plain(device: str) -> str:
    """The table of a layer that changes nothing."""
    return f"0 {sectors_of(device)} linear {device} 0"


def slow_flushes(device: str, delay_ms: int) -> str:
    """The table of a disk on which every flush takes so long; reads and writes are as fast as ever."""
    driver("dm-delay")
    return f"0 {sectors_of(device)} delay {device} 0 0 {device} 0 0 {device} 0 {delay_ms}"


def failing_from(device: str, first_bad_sector: int) -> str:
    """The table of a disk whose sectors from one on cannot be written."""
    driver("dm-flakey")
    bad = sectors_of(device) - first_bad_sector
    return (f"0 {first_bad_sector} linear {device} 0\n"
            f"{first_bad_sector} {bad} flakey {device} {first_bad_sector} 0 1000000 1 error_writes")


def failing(device: str) -> str:
    """The table of a disk that refuses every write from now on; what is on it can be read."""
    driver("dm-flakey")
    return f"0 {sectors_of(device)} flakey {device} 0 0 1000000 1 error_writes"


def logged(device: str, log: str) -> str:
    """The table of a disk that notes every write and flush on another one."""
    driver("dm-log-writes")
    return f"0 {sectors_of(device)} log-writes {device} {log}"


def memory_disk(mib: int, mib_per_second: int) -> str:
    """A disk in memory that moves no more than so much a second; its device."""
    driver("null_blk", nr_devices=0)
    folder = Path("/sys/kernel/config/nullb/slow")
    folder.mkdir()
    for name, value in (("size", mib), ("memory_backed", 1), ("mbps", mib_per_second), ("power", 1)):
        set_file(folder / name, value)
    name = next(name for name in ("nullb0", "slow") if Path("/dev", name).exists())
    # It counts in fiftieths of a second, and a request that is more than it may move in one would wait for ever.
    set_file(Path("/sys/block") / name / "queue" / "max_sectors_kb", max(4, mib_per_second * 1024 // 50 // 4 * 4))
    return f"/dev/{name}"


class Messenger:
    """Sends messages to a layer without starting a program for each (struct dm_ioctl, linux/dm-ioctl.h)."""

    _TARGET_MESSAGE = 3 << 30 | 312 << 16 | 0xFD << 8 | 14

    def __init__(self, layer: Layer):
        self.name = layer.name.encode()
        self.control = open("/dev/mapper/control", "rb+", buffering=0)

    def send(self, text: str) -> None:
        body = struct.pack("<Q", 0) + text.encode() + b"\0"
        head = struct.pack("<3I", 4, 0, 0) + struct.pack("<IIIiIIIQ", 312 + len(body), 312, 0, 0, 0, 0, 0, 0)
        head += self.name.ljust(128, b"\0") + bytes(129) + bytes(7)
        fcntl.ioctl(self.control, self._TARGET_MESSAGE, bytearray(head.ljust(312, b"\0") + body), True)
