"""A whole front panel from its description: the Pi's lines, the expanders and the display, and hands on all of them."""

import json
import time
from pathlib import Path

from guest.lines import TICK_S, Chip
from guest.panel.buses import I2cBus, SpiBus
from guest.panel.displays import Ssd1322, sh1106, ssd1306
from guest.panel.expander import Expander

HARDWARE = Path(__file__).resolve().parents[4] / "hardware"
_PORT_LINES = 8
_PI_LABEL = "pinctrl-bcm2711"
_PI_LINES = 28


class FrontPanel:
    """`build` is full or small; `controller` another display than described."""

    def __init__(self, build: str, controller: str | None = None):
        self.description = json.loads((HARDWARE / f"{build}.json").read_text())
        self.controller = controller or self.description["display"]["controller"]
        self.file = Path(f"/run/{build}-{self.controller}.json")
        self.file.write_text(json.dumps({**self.description, "display": {**self.description["display"], "controller": self.controller}}))
        self.pi = Chip(_PI_LABEL, _PI_LINES)
        self.expanders = {
            chip["name"]: Expander(int(chip["address"][-4:], 16), self._read_lines(chip["name"]))
            for chip in self.description["chips"] if chip["part"] == "MCP23017"}
        self.display = self._make_display()
        devices = [*self.expanders.values(), *([self.display] if self.controller != "ssd1322" else [])]
        self.i2c = I2cBus(*devices)
        self.spi = SpiBus(self.display) if self.controller == "ssd1322" else None
        for expander in self.expanders.values():
            self.i2c.join("mcp23017", expander.address)

    def close(self, line: str, is_closed: bool) -> None:
        """Closes the contact of a line such as pi:17 or keys:A3 to ground, or opens it."""
        chip, number = self._place(line)
        if chip == "pi":
            self.pi.pull(number, not is_closed)
        else:
            self.expanders[chip].close(number, is_closed)

    def is_high(self, line: str) -> bool:
        chip, number = self._place(line)
        return self.pi.is_high(number) if chip == "pi" else self.expanders[chip].is_high(number)

    def down(self, control: str) -> None:
        self.close(self.switch_of(control), True)

    def up(self, control: str) -> None:
        self.close(self.switch_of(control), False)

    def tap(self, control: str, seconds: float = 0.15) -> None:
        self.down(control)
        time.sleep(seconds)
        self.up(control)
        time.sleep(seconds)

    def turn(self, control: str, detents: int, edges_per_second: float = 80) -> None:
        """Turns a knob, positive to the right; no edge comes nearer to the one before than the lines can tell them apart."""
        knob = next(knob for knob in self.description["knobs"] if knob["control"] == control)
        first, second = (knob["a"], knob["b"]) if detents > 0 else (knob["b"], knob["a"])
        due = time.monotonic()
        for _ in range(abs(detents)):
            for line, is_closed in ((first, True), (second, True), (first, False), (second, False)):
                due += 1 / edges_per_second
                self.close(line, is_closed)
                time.sleep(max(TICK_S, due - time.monotonic()))

    def light(self, name: str) -> str:
        """The line of a light."""
        return next(lamp["line"] for lamp in self.description["lamps"] if lamp["light"] == name)

    def is_lit(self, name: str) -> bool:
        return self.is_high(self.light(name))

    def switch_of(self, control: str) -> str:
        for knob in self.description["knobs"]:
            if knob["control"] == control:
                return knob["switch"]
        return next(key["line"] for key in self.description["keys"] if key["control"] == control)

    def watch_light(self, name: str) -> list:
        """From now on the times at which a light of an expander goes on and off: (monotonic seconds, is lit)."""
        chip, number = self._place(self.light(name))
        changes = []

        def on_output(changed: int, levels: int, at_s: float) -> None:
            if changed >> number & 1:
                changes.append((at_s, bool(levels >> number & 1)))

        self.expanders[chip].on_output = on_output
        return changes

    # The network of resistors at each expander pulls up what is read, and nothing else.
    def _read_lines(self, chip: str) -> int:
        lines = [key["line"] for key in self.description["keys"]] + [knob[end] for knob in self.description["knobs"] for end in ("a", "b", "switch")]
        return sum(1 << number for name, number in map(self._place, lines) if name == chip)

    def _make_display(self):
        if self.controller == "ssd1322":
            return Ssd1322(lambda: self.is_high(self.description["display"]["dataCommand"]))
        address = int(self.description["display"]["bus"][-4:], 16)
        return sh1106(address) if self.controller == "sh1106" else ssd1306(address)

    @staticmethod
    def _place(line: str) -> tuple[str, int]:
        chip, name = line.split(":")
        return chip, int(name) if name.isdigit() else "AB".index(name[0]) * _PORT_LINES + int(name[1])
