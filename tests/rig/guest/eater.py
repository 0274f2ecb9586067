"""eater.py LEFT_MIB SECONDS: takes memory until so much is left, keeps it for so long, and is the first to go when there is none.

Prints how many MiB it has taken, a line each time.
"""

import sys
import time
from pathlib import Path

PIECE_BYTES = 4 << 20


def available_mib() -> float:
    line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemAvailable"))
    return int(line.split()[1]) / 1024


Path("/proc/self/oom_score_adj").write_text("1000")
left_mib, end = float(sys.argv[1]), time.monotonic() + float(sys.argv[2])
eaten = []
while time.monotonic() < end:
    if available_mib() > left_mib:
        # Every page is written, so that it is really there.
        eaten.append(b"\1" * PIECE_BYTES)
        print(len(eaten) * PIECE_BYTES >> 20, flush=True)
    else:
        time.sleep(0.01)
