"""Reads the golden pictures: PNG, eight bits of grey, 17 a level (W3C PNG, sections 7 to 9)."""

import struct
import zlib
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[3] / "Recorder.Panel.Tests" / "Golden"
_STEP = 17


def golden(name: str) -> list:
    """Rows of greys, 0 to 15."""
    data, at, packed, width, height = (GOLDEN / f"{name}.png").read_bytes(), 8, b"", 0, 0
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack_from(">IIBB", body)
            if (depth, colour) != (8, 0):
                raise ValueError(f"{name}.png is not of eight bits of grey")
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    return _unfiltered(zlib.decompress(packed), width, height)


def differing(picture: list, other: list) -> int:
    """How many pixels are not the same."""
    if len(picture) != len(other) or len(picture[0]) != len(other[0]):
        return max(len(picture) * len(picture[0]), 1)
    return sum(a != b for row, other_row in zip(picture, other) for a, b in zip(row, other_row))


def _unfiltered(data: bytes, width: int, height: int) -> list:
    rows, above = [], [0] * width
    for y in range(height):
        kind, raw, row = data[y * (width + 1)], data[y * (width + 1) + 1:(y + 1) * (width + 1)], []
        for x in range(width):
            left, up, corner = row[x - 1] if x else 0, above[x], above[x - 1] if x else 0
            row.append((raw[x] + (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]) & 0xFF)
        rows.append(row)
        above = row
    return [[value // _STEP for value in row] for row in rows]


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
