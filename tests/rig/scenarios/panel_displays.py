"""The panel's displays: the bytes on the bus show the picture that was drawn, also after trouble."""

import errno
import time

from bench.scenario import Outcome, scenario
from guest.appliance import Appliance
from guest.panel.front import FrontPanel
from guest.panel.pictures import differing, golden
from guest.system import wait_for
from scenarios.panel import PATIENCE_S, SESSION, end_take


@scenario(
    "panel-display", short=1, usual=1, long=3,
    fault="the pictures of the 256x64 display on the kernel's SPI bus, and a bus that fails for a while",
    must_hold="BACK held decodes to the golden picture; 25 pictures a second at 10 MHz; a failing bus is told, recording goes on, the picture comes back",
    measured="{differing:.0f} pixels differ; {per_second:.0f} pictures/s drawn, {bus_per_second:.0f} the bus can carry, {bytes:.0f} bytes each; {after_trouble:.0f} differ after the trouble")
def panel_display(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(spi_pictures))


def spi_pictures() -> dict:
    outcome = Outcome()
    front = FrontPanel("full")
    appliance = Appliance(SESSION, "band:16", panel=str(front.file))
    measure_pace(front, front.spi, lambda: front.spi.clock_hz / 8, 4, outcome)
    outcome.require(outcome.figures["bus_per_second"] >= 25, "the bus cannot carry 25 pictures a second")
    outcome.require(front.spi.clock_hz == front.description["display"]["clockHz"], f"the clock is {front.spi.clock_hz} Hz")
    outcome.measure(differing=help_differs(front, "help"))
    outcome.require(outcome.figures["differing"] == 0, "BACK held is not the golden picture")
    trouble(front, appliance, lambda failing: setattr(front.spi, "trouble", failing), outcome, "help")
    appliance.end()
    return vars(outcome)


def measure_pace(front: FrontPanel, bus, bytes_per_s, seconds: float, outcome: Outcome) -> None:
    """Pictures a second while meters move, and what the bus could carry of them."""
    wait_for(lambda: front.display.is_on and front.display.pictures > 50, "meters", PATIENCE_S)
    shown = [front.display.greys()]
    carried, began, pictures = bus.bytes_carried, time.monotonic(), 0
    while time.monotonic() - began < seconds:
        if differing(now := front.display.greys(), shown[-1]):
            shown[-1], pictures = now, pictures + 1
        time.sleep(0.004)
    took = time.monotonic() - began
    each = (bus.bytes_carried - carried) / max(pictures, 1)
    outcome.measure(per_second=pictures / took, bytes=each, bus_per_second=bytes_per_s() / max(each, 1))


def help_differs(front: FrontPanel, name: str) -> int:
    """Pixels by which BACK held is not the golden picture, once it has had the time to be drawn."""
    front.down("back")
    wanted, end = golden(name), time.monotonic() + 8
    while (wrong := differing(front.display.greys(), wanted)) and time.monotonic() < end:
        time.sleep(0.05)
    front.up("back")
    time.sleep(0.2)
    return wrong


def trouble(front: FrontPanel, appliance: Appliance, fail, outcome: Outcome, name: str) -> None:
    """The bus fails while a take runs, until it is told and a second longer."""
    def failing(*_):
        raise OSError(errno.EREMOTEIO, "no acknowledge")

    front.tap("record")
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    fail(failing)
    # Only what changes is sent, and an alarm stands still for three seconds.
    wait_for(lambda: "The display does not answer." in appliance.host.said, "word of the failing bus")
    time.sleep(1)
    fail(lambda *_: None)
    end_take(front, appliance)
    takes = appliance.wait(lambda state: state["takes"], "the take")["takes"]
    outcome.require(len(takes) == 1 and takes[0]["lostSeconds"] == 0, f"the take is not whole: {takes}")
    front.tap("main")
    time.sleep(0.5)
    front.tap("back")
    outcome.measure(after_trouble=help_differs(front, name))
    outcome.require(outcome.figures["after_trouble"] == 0, "the picture did not come back as it should be")


@scenario(
    "panel-small-display", short=1, usual=1, long=3,
    fault="the pictures of both 128x64 displays on the kernel's I2C bus, and a bus that fails for a while",
    must_hold="BACK held decodes to the golden picture on SH1106 and SSD1306; only what changed is sent; a failing bus is told, recording goes on, the picture comes back",
    measured="{differing:.0f} pixels differ; {bytes:.0f} bytes a picture of moving meters: {bus_per_second:.0f} pictures/s at 400 kHz; {after_trouble:.0f} differ after the trouble")
def panel_small_display(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome()
    for controller in ("sh1106", "ssd1306"):
        one = Outcome(**machine.run(i2c_pictures, controller=controller))
        outcome.measure(**{name: value for name, value in one.figures.items() if name != "bus_per_second"})
        # The slower of the two.
        outcome.figures["bus_per_second"] = min(outcome.figures.get("bus_per_second", 1e9), one.figures.get("bus_per_second", 0))
        outcome.broken += [f"{controller}: {sentence}" for sentence in one.broken]
    return outcome


def i2c_pictures(controller: str) -> dict:
    outcome = Outcome()
    front = FrontPanel("small", controller)
    appliance = Appliance(SESSION, "band:16", panel=str(front.file))
    measure_pace(front, front.i2c, lambda: 400_000 / 9, 4, outcome)
    outcome.require(outcome.figures["bytes"] < 1024, "more than a whole picture is sent")
    outcome.measure(differing=help_differs(front, "small-help"))
    outcome.require(outcome.figures["differing"] == 0, "BACK held is not the golden picture")
    trouble(front, appliance, lambda failing: setattr(front.i2c, "trouble", failing), outcome, "small-help")
    appliance.end()
    return vars(outcome)
