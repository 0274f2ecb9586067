"""The log of dm-log-writes, replayed the way a power cut leaves a disk.

Format (Linux Documentation/admin-guide/device-mapper/log-writes.rst, drivers/md/dm-log-writes.c): a super block, then
entries of one sector, each followed by its data. Writes are logged when the flush that makes them durable is, so the
writes between two flushes are those that a cut may or may not have let through.
"""

import os
import random
import struct
from dataclasses import dataclass
from pathlib import Path

_SUPER = struct.Struct("<QQQI")
_ENTRY = struct.Struct("<QQQQ")
_MAGIC = 0x6A736677736872
_FLUSH, _FUA, _DISCARD, _MARK = 1, 2, 4, 8
_SECTOR_BYTES = 512

# The piece a drive writes as a whole: what is larger may be torn between pieces.
PIECE_BYTES = 4096


@dataclass(frozen=True)
class Entry:
    """One write, flush, discard or mark, in the order of the log; `data_at` is where its bytes lie in the log."""

    flags: int
    sector: int
    sectors: int
    data_at: int
    mark: str

    @property
    def is_flush(self) -> bool:
        return bool(self.flags & _FLUSH)

    @property
    def is_durable(self) -> bool:
        """Written past the drive's cache (FUA)."""
        return bool(self.flags & _FUA)

    @property
    def data_bytes(self) -> int:
        return self.sectors * _SECTOR_BYTES

    @property
    def is_mark(self) -> bool:
        return bool(self.flags & _MARK)

    @property
    def has_data(self) -> bool:
        return self.sectors > 0 and not self.flags & (_DISCARD | _MARK)


class WriteLog:
    """The entries of a log, and the disk as it may be after a power cut behind any of them."""

    def __init__(self, log_device: str, disk_bytes: int):
        self.log = os.open(log_device, os.O_RDONLY)
        self.disk_bytes = disk_bytes
        self.entries = list(self._parse())

    def place_of(self, mark: str) -> int:
        """The index of a mark."""
        return next(i for i, entry in enumerate(self.entries) if entry.mark == mark)

    def mark_behind(self, place: int) -> str:
        """The first mark at or behind an entry: the cut was not later than that."""
        return next(entry.mark for entry in self.entries[place:] if entry.is_mark)

    def write_disk_after_cut(self, image: Path, place: int, dice: random.Random, is_torn: bool) -> int:
        """Writes the disk as it is when the power goes right before entry `place`.

        What a flush has made durable is there; every write since is there or not, as the dice fall, and with `is_torn`
        every piece of it for itself. Returns how many pieces were lost.
        """
        flushed = max((i for i in range(place) if self.entries[i].is_flush), default=-1)
        keep_share, lost = dice.random(), 0
        with open(image, "wb") as disk:
            disk.truncate(self.disk_bytes)
            for i, entry in enumerate(self.entries[:place]):
                if not entry.has_data:
                    continue
                if i <= flushed or entry.is_durable:
                    self._copy(disk, entry, 0, entry.data_bytes)
                    continue
                piece = PIECE_BYTES if is_torn else entry.data_bytes
                for first in range(0, entry.data_bytes, piece):
                    if dice.random() < keep_share:
                        self._copy(disk, entry, first, min(piece, entry.data_bytes - first))
                    else:
                        lost += 1
        return lost

    def _copy(self, disk, entry: Entry, first: int, count: int) -> None:
        os.pwrite(disk.fileno(), os.pread(self.log, count, entry.data_at + first), entry.sector * _SECTOR_BYTES + first)

    def _parse(self):
        magic, version, count, sector_bytes = _SUPER.unpack(os.pread(self.log, _SUPER.size, 0))
        if magic != _MAGIC or version != 1:
            raise ValueError("that is no log of dm-log-writes")
        position = sector_bytes
        for _ in range(count):
            head = os.pread(self.log, sector_bytes, position)
            sector, sectors, flags, text_bytes = _ENTRY.unpack_from(head)
            mark = head[_ENTRY.size:_ENTRY.size + text_bytes].decode() if flags & _MARK else ""
            entry = Entry(flags, sector, sectors, position + sector_bytes, mark)
            yield entry
            position += sector_bytes
            if entry.has_data:
                position += -(-entry.data_bytes // sector_bytes) * sector_bytes
