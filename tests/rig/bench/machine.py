"""A machine that boots in a second and can lose its power: the user-mode kernel, called like a function."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

GUEST = Path(__file__).resolve().parent.parent / "guest"


class ProcessorMeter:
    """How much of this machine's processor a guest takes, its kernel included: the guest's own clocks tell no less than a tick."""

    EVERY_S = 0.25

    def __init__(self, session: int):
        self.session = session
        self.readings: list[tuple[float, float]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def share(self, from_s: float, to_s: float) -> float:
        """Processor seconds a second between two moments of the wall clock, which guest and machine have in common."""
        within = [reading for reading in self.readings if from_s <= reading[0] <= to_s]
        (began_s, before_s), (ended_s, after_s) = within[0], within[-1]
        return (after_s - before_s) / (ended_s - began_s)

    def _read(self) -> None:
        spent_ns: dict[str, int] = {}
        while not self._ended.wait(self.EVERY_S):
            for process in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError, IndexError):
                    # The fourth word behind the name, which may have spaces in it, is the session (proc(5)).
                    if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == self.session:
                        spent_ns[process.name] = int((process / "schedstat").read_text().split()[0])
            # What has ended keeps what it had taken by then.
            self.readings.append((time.time(), sum(spent_ns.values()) / 1e9))


class GuestTrouble(Exception):
    """The guest's function raised, or the guest ended without an answer."""


class GuestSilent(GuestTrouble):
    """The guest said nothing at all: its kernel stands still, whatever ran in it. What waits too long inside is told by it."""


class MachineStumbled(GuestTrouble):
    """This machine had too much else to do for what was tried to mean anything."""


@dataclass(frozen=True)
class Machine:
    """Where its parts lie; `work` holds disks and answers while a scenario runs, in memory where there is room."""

    kernel: Path
    recorder: Path
    devices: Path
    work: Path

    def disk(self, name: str, mib: int) -> Path:
        """An empty disk image; the first is /dev/ubda in a guest, the second /dev/ubdb."""
        image = self.work / name
        with open(image, "wb") as file:
            file.truncate(mib << 20)
        return image

    def run(self, function, disks=(), memory_mib: int = 1024, timeout_s: float = 300, **arguments):
        """Boots, calls `function(**arguments)` inside, switches off; what the function returned, as JSON carries it."""
        with _Boot(self, function, disks, memory_mib, arguments) as boot:
            boot.wait(timeout_s)
            return boot.answer()

    def run_metered(self, function, disks=(), memory_mib: int = 1024, timeout_s: float = 300, **arguments):
        """Like `run`; and the meter of what the guest took of the processor meanwhile."""
        with _Boot(self, function, disks, memory_mib, arguments) as boot:
            meter = ProcessorMeter(boot.process.pid)
            try:
                boot.wait(timeout_s)
            finally:
                meter.end()
            return boot.answer(), meter

    def cut(self, function, after_begun_s: float, disks=(), memory_mib: int = 1024, timeout_s: float = 60, **arguments) -> dict:
        """Boots, and ends it without a warning so long after the function has called `guest.job.begun`.

        What the guest held in memory is gone; what it had written to its disks is there. Returns its last `guest.job.note`.
        """
        with _Boot(self, function, disks, memory_mib, arguments) as boot:
            boot.wait_begun(timeout_s)
            time.sleep(after_begun_s)
            boot.kill()
            return boot.last_note()


class _Boot:
    def __init__(self, machine: Machine, function, disks, memory_mib: int, arguments: dict):
        self.folder = Path(tempfile.mkdtemp(prefix="job-", dir=machine.work))
        (self.folder / "job.json").write_text(json.dumps({
            "bench": str(GUEST.parent), "module": function.__module__, "function": function.__name__, "arguments": arguments,
            "kernel": str(machine.kernel), "recorder": str(machine.recorder), "devices": str(machine.devices),
        }))
        # Under the name of the tmpfs that the guest mounts on /run, its job folder is mounted again by itself.
        images = [f"ubd{i}={image}" for i, image in enumerate(disks)]
        self.name = function.__name__
        self.log = open(self.folder / "console", "wb")
        self.process = subprocess.Popen(
            [machine.kernel / "linux", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro", f"mem={memory_mib}M", *images,
             "con=null", "con0=null,fd:1", "quiet", "loglevel=3", f"init={GUEST / 'init'}", f"rig.job={self.folder}",
             f"uml_dir={self.folder}/", "umid=guest"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
            env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TMPDIR": str(machine.work)})
        self._keep_precedence()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keep_precedence(self) -> None:
        """A session of its own has a precedence of its own (sched(7), autogroups): whatever this program was started with goes along."""
        with contextlib.suppress(OSError):
            Path(f"/proc/{self.process.pid}/autogroup").write_text(str(os.nice(0)))

    def wait(self, timeout_s: float) -> None:
        try:
            self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise GuestSilent(f"{self.name}: no answer within {timeout_s:.0f} s; the guest's last words:\n{self.last_words()}") from None

    def wait_begun(self, timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        while not (self.folder / "begun").exists():
            if self.process.poll() is not None or time.monotonic() > end:
                self.answer()
                raise GuestTrouble(f"{self.name}: it never began; the guest's last words:\n{self.last_words()}")
            time.sleep(0.02)

    def answer(self):
        try:
            answer = json.loads((self.folder / "answer.json").read_text())
        except FileNotFoundError:
            raise GuestTrouble(f"{self.name}: the guest ended without an answer; its last words:\n{self.last_words()}") from None
        if "trouble" in answer:
            raise GuestTrouble(answer["trouble"])
        return answer["value"]

    def last_note(self) -> dict:
        # The last line may be half written.
        for line in reversed((self.folder / "notes").read_text().splitlines()):
            try:
                return json.loads(line)
            except json.JSONDecodeError:
                continue
        raise GuestTrouble("the guest left no note")

    def last_words(self) -> str:
        return (self.folder / "console").read_bytes()[-2000:].decode(errors="replace")

    def kill(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
