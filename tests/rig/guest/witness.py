"""Sees from outside how far a recording is, so that what a cut cost is measured and not believed."""

import threading
import time
from pathlib import Path

from guest import takes


class Witness:
    """Watches the first track's file grow.

    The input runs in real time, so from the moments at which the file was longest for its age follows when the take began,
    and from that how much had been played at any moment; what lies between file and input makes this a little less than the
    truth, by milliseconds. `longest_wait_s` is the longest time from one look to the next: how long the whole machine stood still.
    """

    LOOK_EVERY_S = 0.02

    def __init__(self, session: Path, take: int, rate_hz: int = 48000, bytes_per_sample: int = 4, on_look=None):
        self.session, self.take, self.rate_hz, self.bytes_per_sample = session, take, rate_hz, bytes_per_sample
        self.on_look = on_look
        self.began_at = float("inf")
        self.looks = 0
        self.longest_wait_s = 0.0
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def played_frames(self) -> int:
        """Frames the input had delivered until now."""
        return max(0, int((time.monotonic() - self.began_at) * self.rate_hz))

    def wait_until_played(self, seconds: float) -> None:
        """Returns when so much of the take has been played."""
        while time.monotonic() - self.began_at < seconds:
            time.sleep(self.LOOK_EVERY_S)

    def end(self) -> None:
        self.is_over.set()
        self.thread.join()

    def _watch(self) -> None:
        looked = time.monotonic()
        while not self.is_over.wait(self.LOOK_EVERY_S):
            self.longest_wait_s = max(self.longest_wait_s, time.monotonic() - looked)
            looked = time.monotonic()
            if frames := takes.written_frames(self.session, self.take, self.bytes_per_sample):
                self.began_at = min(self.began_at, time.monotonic() - frames / self.rate_hz)
                self.looks += 1
                if self.on_look:
                    self.on_look(self)
