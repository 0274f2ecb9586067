"""Looks at takes without the recorder's help: files, sizes, samples, and whether they were touched."""

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy

from guest import pattern


class NotWhole(Exception):
    """A file is not what a WAV file must be."""


@dataclass(frozen=True)
class Track:
    """A mono WAV file; `words` are its samples as the upper bits of uint32."""

    path: Path
    rate_hz: int
    bits: int
    words: numpy.ndarray


def read_track(path: Path) -> Track:
    """Reads a RIFF or RF64 file strictly: every size must be true, nothing may be behind the end (EBU Tech 3306)."""
    data = path.read_bytes()
    if len(data) < 12 or data[:4] not in (b"RIFF", b"RF64", b"BW64") or data[8:12] != b"WAVE":
        raise NotWhole(f"{path.name} ({len(data)} bytes) is no WAV file")
    riff_bytes, = struct.unpack_from("<I", data, 4)
    position, form, sound, long_sizes = 12, None, None, None
    while position + 8 <= len(data):
        name, (size,) = data[position:position + 4], struct.unpack_from("<I", data, position + 4)
        if name == b"ds64":
            long_sizes = struct.unpack_from("<QQ", data, position + 8)
        if size == 0xFFFFFFFF and name == b"data" and long_sizes:
            size = long_sizes[1]
        if position + 8 + size > len(data):
            raise NotWhole(f"{path.name}: chunk {name!r} of {size} bytes goes beyond the file's {len(data)}")
        if name == b"fmt ":
            form = struct.unpack_from("<HHIIHH", data, position + 8)
        elif name == b"data":
            sound = data[position + 8:position + 8 + size]
        position += 8 + size + (size & 1)
    if riff_bytes == 0xFFFFFFFF and long_sizes:
        riff_bytes = long_sizes[0]
    if form is None or sound is None or riff_bytes + 8 != len(data):
        raise NotWhole(f"{path.name}: says {riff_bytes + 8} bytes, has {len(data)}")
    return Track(path, form[2], form[5], _upper_bits(sound, form[5]))


def _upper_bits(sound: bytes, bits: int) -> numpy.ndarray:
    width = bits // 8
    if width == 4:
        return numpy.frombuffer(sound, dtype=numpy.uint32, count=len(sound) // 4)
    words = numpy.zeros((len(sound) // width, 4), dtype=numpy.uint8)
    words[:, 4 - width:] = numpy.frombuffer(sound, dtype=numpy.uint8)[:len(sound) // width * width].reshape(-1, width)
    return words.view(numpy.uint32).reshape(-1)


def tracks_of(session: Path, take: int) -> list[Path]:
    """The track files of a take in their order."""
    return sorted((session / "takes" / f"T{take:04}").glob("*.wav"))


def written_frames(session: Path, take: int, bytes_per_sample: int = 4) -> int:
    """How many frames the first track's file holds right now, header included."""
    try:
        return tracks_of(session, take)[0].stat().st_size // bytes_per_sample
    except (IndexError, OSError):
        return 0


def first_difference(track: Track, channels: int, channel: int, first_frame: int = 0) -> int | None:
    """The first frame that is not the pattern's; None when all are."""
    expected = pattern.samples(first_frame, len(track.words), channels, channel)
    if track.bits < 32:
        expected &= numpy.uint32(0xFFFFFFFF << (32 - track.bits) & 0xFFFFFFFF)
    different = numpy.flatnonzero(track.words != expected)
    return int(different[0]) if len(different) else None


def check_take(outcome, session: Path, take: int, channels: int, frames: int | None = None, first_frame: int = 0) -> int:
    """Every track opens, all are equally long and hold what was played; their length in frames."""
    files = tracks_of(session, take)
    outcome.require(len(files) == channels, f"T{take} has {len(files)} tracks of {channels}")
    lengths, different_from = set(), []
    for channel, file in enumerate(files):
        try:
            track = read_track(file)
        except NotWhole as trouble:
            outcome.require(False, f"T{take} {trouble}")
            continue
        lengths.add(len(track.words))
        different = first_difference(track, channels, channel, first_frame)
        different_from += [] if different is None else [different]
    outcome.require(
        not different_from, f"T{take}: {len(different_from)} tracks are not what was played, the first from frame {min(different_from, default=0)} on")
    outcome.require(len(lengths) <= 1, f"T{take}: the tracks have different lengths {sorted(lengths)}")
    found = max(lengths, default=0)
    if frames is not None:
        outcome.require(found == frames, f"T{take} has {found} frames, the report says {frames}")
    return found


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder by its content."""
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*")) if file.is_file()}
