"""play.py CHANNELS SECONDS RATE_HZ: the pattern as raw 32-bit samples on standard output."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from guest import pattern  # noqa: E402

channels, frames, rate_hz = int(sys.argv[1]), int(float(sys.argv[2]) * int(sys.argv[3])), int(sys.argv[3])
for first in range(0, frames, rate_hz // 4):
    sys.stdout.buffer.write(pattern.interleaved(first, min(rate_hz // 4, frames - first), channels).tobytes())
