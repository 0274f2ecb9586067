"""The program under test, as a person or systemd would start it."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROGRAM = os.environ.get("RIG_RECORDER", "recorder")


@dataclass(frozen=True)
class Answer:
    """How a run ended: `value` is what it printed as JSON, None when it printed none."""

    exit_code: int
    value: dict | None
    sentence: str

    @property
    def is_told(self) -> bool:
        """Whether it says something a person can read, and no stack trace."""
        return bool(self.sentence) and "Unhandled" not in self.sentence and "   at " not in self.sentence


class Run:
    """A running `recorder`; what it prints is collected in files, so that it never waits for its reader."""

    def __init__(self, *words):
        self.started = time.monotonic()
        self.out, self.err = _log("out"), _log("err")
        self.process = subprocess.Popen(
            [PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, stdout=open(self.out, "wb"), stderr=open(self.err, "wb"))

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    @property
    def said(self) -> str:
        """What it has said so far on standard error."""
        return self.err.read_text(errors="replace")

    def end(self) -> Answer:
        """Asks it to end as a service manager does, and waits."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """SIGKILL: no last words."""
        self.process.kill()
        self.process.wait()

    def wait(self, timeout_s: float = 120) -> Answer:
        """Waits for its end."""
        exit_code = self.process.wait(timeout_s)
        try:
            value = json.loads(self.out.read_text())
        except json.JSONDecodeError:
            value = None
        return Answer(exit_code, value, self.said.strip())


def record(session: Path, device: str, *words) -> Run:
    """`recorder record`, running."""
    return Run("record", "--device", device, "--session", session, "--json", *words)


def recover(session: Path) -> Answer:
    """`recorder recover`, to its end."""
    return Run("recover", session, "--json").wait()


def info(session: Path) -> dict:
    """`recorder info SESSION`: what the recorder itself says of its takes."""
    answer = Run("info", session, "--json").wait()
    if answer.value is None:
        raise RuntimeError(f"recorder info: exit code {answer.exit_code}: {answer.sentence}")
    return answer.value


def take_of(value: dict, number: int) -> dict | None:
    """One take of what `recover` or `info` answered."""
    return next((take for take in value["takes"] if take["number"] == number), None)


_count = 0


def _log(kind: str) -> Path:
    global _count
    _count += 1
    return Path(f"/run/tmp/recorder-{_count}.{kind}")
