"""Looks at takes without the recorder's help: files, sizes, samples, and whether they were touched."""

import hashlib
import mmap
import os
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy

from guest import pattern


# Looked at piece by piece, an hour needs no more memory than a minute.
_STRETCH_FRAMES = 1 << 20

# Neighbouring guesses at lost bits differ in one of 256 samples only.
_GUESS_FRAMES = 1 << 13


class NotWhole(Exception):
    """A file is not what a WAV file must be."""


@dataclass(frozen=True)
class Track:
    """A mono WAV file, mapped into memory; its samples are given as the upper bits of uint32."""

    path: Path
    rate_hz: int
    bits: int
    sound: memoryview

    @property
    def frames(self) -> int:
        return len(self.sound) // (self.bits // 8)

    @property
    def words(self) -> numpy.ndarray:
        """All of them."""
        return self.stretch(0, self.frames)

    def stretch(self, first: int, frames: int) -> numpy.ndarray:
        """Some of them."""
        width = self.bits // 8
        return _upper_bits(self.sound[first * width:(first + frames) * width], self.bits)


def read_track(path: Path) -> Track:
    """Reads a RIFF or RF64 file strictly: every size must be true, nothing may be behind the end (EBU Tech 3306)."""
    with open(path, "rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size_bytes else b"")
    if len(data) < 12 or data[:4] not in (b"RIFF", b"RF64", b"BW64") or data[8:12] != b"WAVE":
        raise NotWhole(f"{path.name} ({len(data)} bytes) is no WAV file")
    riff_bytes, = struct.unpack_from("<I", data, 4)
    position, form, sound, long_sizes = 12, None, None, None
    while position + 8 <= len(data):
        name, (size,) = bytes(data[position:position + 4]), struct.unpack_from("<I", data, position + 4)
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
    return Track(path, form[2], form[5], sound)


def _upper_bits(sound: memoryview, bits: int) -> numpy.ndarray:
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


def first_frame(track: Track, channels: int, channel: int = 0) -> int | None:
    """Which frame of the pattern a track begins with; None when it is none. Bits that the file has not are guessed and tried."""
    words = track.stretch(0, min(track.frames, _GUESS_FRAMES))
    for low in range(1 << (32 - track.bits)):
        frame = pattern.frame_of(int(words[0]) | low, channels, channel) if len(words) else None
        if frame is not None and first_difference(track, channels, channel, frame, upto=len(words)) is None:
            return frame
    return None


def first_difference(track: Track, channels: int, channel: int, first_frame: int = 0, upto: int | None = None) -> int | None:
    """The first frame that is not the pattern's; None when all are, or all up to one."""
    kept_bits = numpy.uint32(0xFFFFFFFF << (32 - track.bits) & 0xFFFFFFFF)
    frames = track.frames if upto is None else upto
    for at in range(0, frames, _STRETCH_FRAMES):
        words = track.stretch(at, min(_STRETCH_FRAMES, frames - at))
        expected = pattern.samples(first_frame + at, len(words), channels, channel) & kept_bits
        if len(different := numpy.flatnonzero(words != expected)):
            return at + int(different[0])
    return None


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
        lengths.add(track.frames)
        different = first_difference(track, channels, channel, first_frame)
        different_from += [] if different is None else [different]
    outcome.require(
        not different_from, f"T{take}: {len(different_from)} tracks are not what was played, the first from frame {min(different_from, default=0)} on")
    outcome.require(len(lengths) <= 1, f"T{take}: the tracks have different lengths {sorted(lengths)}")
    found = max(lengths, default=0)
    if frames is not None:
        outcome.require(found == frames, f"T{take} has {found} frames, the report says {frames}")
    return found


@dataclass
class Gaps:
    """What a take's gaps came to: frames told, and by how many the told ones differ from those truly missing."""

    told_frames: int = 0
    worst_error_frames: int = 0
    causes: tuple = ()


def check_gaps(outcome, session: Path, take: dict, channels: int, tolerance_s: float = 0.005, rate_hz: int = 48000) -> Gaps:
    """Every track is silent exactly where a gap is told and what was played everywhere else; the sound tells how much is truly missing.

    A gap told as exact must be so to the frame, an estimated one within the tolerance. `take` is one of `recorder info`.
    """
    gaps = Gaps(causes=tuple(dropout["cause"] for dropout in take["dropouts"]))
    files = tracks_of(session, take["number"])
    outcome.require(len(files) == channels, f"T{take['number']} has {len(files)} tracks of {channels}")
    truths = set()
    for channel, file in enumerate(files):
        try:
            words = read_track(file).words
        except NotWhole as trouble:
            outcome.require(False, f"T{take['number']} {trouble}")
            continue
        outcome.require(len(words) == take["frames"], f"{file.name} has {len(words)} frames, the report says {take['frames']}")
        truths.add(_true_gaps(outcome, file.name, words, take["dropouts"], channels, channel))
    outcome.require(len(truths) <= 1, f"T{take['number']}: the tracks do not agree on what is missing: {sorted(truths, key=str)}")
    for dropout, truly in zip(take["dropouts"], next(iter(truths), ())):
        gaps.told_frames += dropout["frames"]
        if truly is None:
            continue
        error = abs(dropout["frames"] - truly)
        gaps.worst_error_frames = max(gaps.worst_error_frames, error)
        allowed = 0 if dropout["exact"] else tolerance_s * rate_hz
        outcome.require(error <= allowed, f"the gap at {dropout['startFrame']} ({dropout['cause']}, "
                        f"{'exact' if dropout['exact'] else 'estimated'}) is told as {dropout['frames']} frames, {truly} are missing")
    return gaps


def _true_gaps(outcome, name: str, words: numpy.ndarray, dropouts: list, channels: int, channel: int) -> tuple:
    """Frames truly missing in each gap, by what is played before and behind it; None at the take's ends."""
    truths, at, last = [], 0, None
    for dropout in dropouts + [None]:
        until = dropout["startFrame"] if dropout else len(words)
        stretch, first = words[at:until], None
        if len(stretch):
            first = pattern.frame_of(stretch[0], channels, channel)
            is_played = first is not None and (stretch == pattern.samples(first, len(stretch), channels, channel)).all()
            outcome.require(bool(is_played), f"{name} is not what was played between frames {at} and {until}")
        if at > 0:
            truths.append(None if last is None or first is None else first - last - 1)
        if first is not None:
            last = first + len(stretch) - 1
        if dropout:
            at = until + dropout["frames"]
            outcome.require(not words[until:at].any(), f"{name} is not silent in the gap at frame {until}")
    return tuple(truths)


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder by its content."""
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*")) if file.is_file()}
