"""Sound whose every sample says which frame and input it is: what was recorded is compared bit for bit with what was played."""

import struct

import numpy

# Odd, so that it has an inverse: any sample gives its place away. Frames count from 1; a silent frame is none of these.
_MULTIPLIER = 2654435761
_INVERSE = pow(_MULTIPLIER, -1, 1 << 32)


def samples(first_frame: int, frames: int, channels: int, channel: int) -> numpy.ndarray:
    """The 32-bit words of one input, as uint32; frames from 0 here."""
    places = (numpy.arange(first_frame + 1, first_frame + 1 + frames, dtype=numpy.uint64) * channels + channel) & 0xFFFFFFFF
    return (places * _MULTIPLIER & 0xFFFFFFFF).astype(numpy.uint32)


def interleaved(first_frame: int, frames: int, channels: int) -> numpy.ndarray:
    """All inputs, frame by frame, as uint32 [frames, channels]."""
    first = (first_frame + 1) * channels
    places = numpy.arange(first, first + frames * channels, dtype=numpy.uint64) & 0xFFFFFFFF
    return (places * _MULTIPLIER & 0xFFFFFFFF).astype(numpy.uint32).reshape(frames, channels)


def frame_of(word: int, channels: int, channel: int) -> int | None:
    """The frame, from 0, that a 32-bit word of an input belongs to; None when it is not of the pattern."""
    place = int(word) * _INVERSE & 0xFFFFFFFF
    return place // channels - 1 if place % channels == channel and place >= channels else None


def write_wav(path, channels: int, seconds: float, bits: int = 32, rate_hz: int = 48000) -> None:
    """A WAV file (WAVE_FORMAT_PCM) of the pattern; with fewer bits the upper ones."""
    frames, width = int(seconds * rate_hz), bits // 8
    block = channels * width
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 36 + frames * block) + b"WAVEfmt " + struct.pack(
            "<IHHIIHH", 16, 1, channels, rate_hz, rate_hz * block, block, bits) + b"data" + struct.pack("<I", frames * block))
        for first in range(0, frames, rate_hz):
            words = interleaved(first, min(rate_hz, frames - first), channels)
            file.write(words.reshape(-1).view(numpy.uint8).reshape(-1, 4)[:, 4 - width:].tobytes())
