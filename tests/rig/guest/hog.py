"""hog.py PRIORITY BURST_S PAUSE_S BURSTS: takes the whole processor at a SCHED_FIFO priority, again and again."""

import os
import sys
import time

priority, burst_s, pause_s, bursts = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority))
for _ in range(bursts):
    time.sleep(pause_s)
    end = time.monotonic() + burst_s
    while time.monotonic() < end:
        pass
