"""The guest as a Linux machine: its kernel's drivers, programs, time."""

import os
import subprocess
import time


def kernel_release() -> str:
    """Such as 6.1.0."""
    return os.uname().release


def sh(*words, check: bool = True, text_in: str | None = None) -> str:
    """Runs a program to its end; its output. A failing one raises with what it said."""
    done = subprocess.run([str(word) for word in words], input=text_in, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))}: exit code {done.returncode}: {done.stderr.strip()} {done.stdout.strip()}")
    return done.stdout


def driver(name: str, **parameters) -> None:
    """Loads a driver of the bench's own kernel."""
    sh("modprobe", "-d", os.environ["RIG_KERNEL"], name, *(f"{key}={value}" for key, value in parameters.items()))


def wait_for(condition, what: str, timeout_s: float = 10, every_s: float = 0.02):
    """Asks again and again until the answer is true; the answer."""
    end = time.monotonic() + timeout_s
    while not (answer := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {timeout_s:.0f} s")
        time.sleep(every_s)
    return answer


def set_file(path, text) -> None:
    """Writes a setting under /sys, /proc or configfs."""
    with open(path, "w") as file:
        file.write(str(text))


def processor_seconds(process: int) -> float:
    """Processor time of a process so far, all its threads (clock_getcpuclockid(3), linux/posix-timers.h); this kernel counts it in ticks of 4 ms."""
    scheduler_clock = 2
    return time.clock_gettime(~process << 3 | scheduler_clock)
