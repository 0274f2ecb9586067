"""Sound cards of the guest: the kernel's loopback, and an interface on USB that can be pulled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from guest.system import driver, wait_for

LOOPBACK_INPUT = "alsa:hw:Loopback,1,0"


_PLAYER_LOG = Path("/run/tmp/player.err")


def loopback(channels: int, seconds: float, rate_hz: int = 48000) -> subprocess.Popen:
    """Loads the loopback card and plays the pattern into it; what is captured at its other end is what was played."""
    driver("snd-aloop")
    player = subprocess.Popen(
        f"{sys.executable} {Path(__file__).with_name('play.py')} {channels} {seconds} {rate_hz}"
        f" | chrt -f 60 aplay -q -D hw:Loopback,0,0 -t raw -f S32_LE -c {channels} -r {rate_hz} --buffer-time 2000000",
        shell=True, start_new_session=True, stderr=open(_PLAYER_LOG, "wb"))
    wait_for(lambda: "RUNNING" in Path("/proc/asound/Loopback/pcm0p/sub0/status").read_text(), "the player")
    return player


def stop(player: subprocess.Popen) -> None:
    """Ends the player; one that stumbled has not played what is compared with."""
    os.killpg(player.pid, signal.SIGKILL)
    player.wait()
    if "underrun" in (said := _PLAYER_LOG.read_text()):
        raise RuntimeError(f"the player stumbled, not the recorder; try again on a quieter machine: {said.splitlines()[0]}")


def cards() -> list[str]:
    """The ids of the cards by number."""
    return [line.split("[")[1].split("]")[0].strip() for line in Path("/proc/asound/cards").read_text().splitlines() if "[" in line]


class UsbInterface:
    """A USB Audio Class 2 interface with inputs; the kernel's own driver sees it."""

    PORT = 3240

    def __init__(self, channels: int, rate_hz: int = 48000, clock_ppm: float = 0):
        driver("vhci-hcd")
        driver("snd-usb-audio")
        # Sound of more channels needs packets that come more often.
        interval = 3 if channels * 4 * rate_hz / 1000 <= 6000 else 1
        self.program = subprocess.Popen(
            [Path(os.environ["RIG_DEVICES"]) / "usb-interface", str(self.PORT), str(channels), str(rate_hz), str(interval), str(clock_ppm)])
        self.plug_in()

    def plug_in(self) -> None:
        """Attaches it and waits for its card."""
        wait_for(lambda: subprocess.run(
            ["usbip", "attach", "-r", "127.0.0.1", "-b", "1-1"], capture_output=True).returncode == 0, "the USB port")
        wait_for(lambda: "Interface" in cards(), "the card of the USB interface")

    def pull(self) -> None:
        """Pulls the cable and waits until the kernel has noticed."""
        self.program.send_signal(signal.SIGUSR1)
        wait_for(lambda: "Interface" not in cards(), "the end of the card")

    def throw_away(self) -> None:
        self.program.kill()
        self.program.wait()
