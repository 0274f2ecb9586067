"""Sound cards of the guest: the kernel's loopback, and an interface on USB that can be pulled."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from guest.system import driver, wait_for

LOOPBACK_INPUT = "alsa:hw:Loopback,1,0"

# A transfer is late by what the machine lets its programs wait; by more than this nobody can tell the time.
_MOST_LATE_S = 0.05

# The loopback card moves on with the kernel's tick: what is estimated by its position is so by one more at either end.
LOOPBACK_TOLERANCE_S = 0.015

_PLAYED = Path("/proc/asound/Loopback/pcm0p/sub0/status")
_PLAYER_LOG = Path("/run/tmp/player.err")


def loopback(channels: int, seconds: float, rate_hz: int = 48000) -> subprocess.Popen:
    """Loads the loopback card and plays the pattern into it; what is captured at its other end is what was played."""
    driver("snd-aloop")
    player = subprocess.Popen(
        f"{sys.executable} {Path(__file__).with_name('play.py')} {channels} {seconds} {rate_hz}"
        f" | chrt -f 60 aplay -q -D hw:Loopback,0,0 -t raw -f S32_LE -c {channels} -r {rate_hz} --buffer-time 2000000",
        shell=True, start_new_session=True, stderr=open(_PLAYER_LOG, "wb"))
    wait_for(lambda: "RUNNING" in _PLAYED.read_text(), "the player")
    return player


def played_frames() -> int:
    """Frames of the pattern that the loopback card has passed on by now, within a tick of the kernel."""
    return int(next(line for line in _PLAYED.read_text().splitlines() if line.startswith("hw_ptr")).split(":")[1])


def stop(player: subprocess.Popen) -> None:
    """Ends the player; one that stumbled has not played what is compared with."""
    os.killpg(player.pid, signal.SIGKILL)
    player.wait()
    if "underrun" in (said := _PLAYER_LOG.read_text()):
        raise RuntimeError(f"the player stumbled, not the recorder; try again on a quieter machine: {said.splitlines()[0]}")


def number_of(card: str) -> int:
    """The number of a card by its id."""
    return next(int(line.split()[0]) for line in Path("/proc/asound/cards").read_text().splitlines() if f"[{card} " in line or f"[{card}]" in line)


def cards() -> list[str]:
    """The ids of the cards by number."""
    return [line.split("[")[1].split("]")[0].strip() for line in Path("/proc/asound/cards").read_text().splitlines() if "[" in line]


class UsbInterface:
    """A USB Audio Class 2 interface with inputs; the kernel's own driver sees it. Its sound goes on while nobody listens."""

    def __init__(self, channels: int, rate_hz: int = 48000, clock_ppm: float = 0, port: int = 3240,
                 product: str = "Bench Interface", serial: str = "0001"):
        driver("vhci-hcd")
        driver("snd-usb-audio")
        # Sound of more channels needs packets that come more often.
        interval = 3 if channels * 4 * rate_hz / 1000 <= 6000 else 1
        self.port, self.id = port, product.split()[-1]
        # A real interface does not wait for the computer's processor.
        self.program = subprocess.Popen(
            ["chrt", "-f", "98", Path(os.environ["RIG_DEVICES"]) / "usb-interface", "--port", str(port), "--channels", str(channels),
             "--rate", str(rate_hz), "--interval", str(interval), "--ppm", str(clock_ppm), "--product", product, "--serial", serial],
            stdout=subprocess.PIPE, text=True)
        self.born_at, self.frames_per_second = float(self.program.stdout.readline()), rate_hz * (1 + clock_ppm * 1e-6)
        self.plug_in()

    def played_frames(self) -> int:
        """Frames it has heard by now, whether or not anybody listened."""
        return int((time.monotonic() - self.born_at) * self.frames_per_second)

    def expect_punctual(self) -> None:
        """Raises when its sound was late: then it was not the recorder that lost its place."""
        self.program.send_signal(signal.SIGUSR2)
        late_s = float(self.program.stdout.readline())
        if late_s > _MOST_LATE_S:
            raise RuntimeError(f"the player stumbled, not the recorder; try again on a quieter machine: sound from USB was {late_s:.3f} s late")

    def plug_in(self) -> None:
        """Attaches it and waits for its card."""
        before = cards()
        wait_for(lambda: subprocess.run(
            ["usbip", "--tcp-port", str(self.port), "attach", "-r", "127.0.0.1", "-b", "1-1"], capture_output=True).returncode == 0, "the USB port")
        wait_for(lambda: len(cards()) > len(before), "the card of the USB interface")

    def pull(self) -> None:
        """Pulls the cable and waits until the kernel has noticed."""
        before = cards()
        self.program.send_signal(signal.SIGUSR1)
        wait_for(lambda: len(cards()) < len(before), "the end of the card")

    def throw_away(self) -> None:
        self.program.kill()
        self.program.wait()
