"""Chips of lines: the kernel's gpio-sim, whose lines are pulled like contacts (Documentation/admin-guide/gpio/gpio-sim.rst)."""

from pathlib import Path

from guest.system import set_file

_CONFIG = Path("/sys/kernel/config/gpio-sim")

# The simulated interrupt runs on the kernel's tick and forgets the order of what comes between two.
TICK_S = 0.005


class Chip:
    """A chip by its label; all its lines float up."""

    def __init__(self, label: str, lines: int):
        device = _CONFIG / label
        (device / "bank0").mkdir(parents=True)
        set_file(device / "bank0" / "num_lines", lines)
        set_file(device / "bank0" / "label", label)
        set_file(device / "live", 1)
        self._device = device
        self._lines = Path("/sys/devices/platform") / (device / "dev_name").read_text().strip() / (device / "bank0" / "chip_name").read_text().strip()

    def pull(self, line: int, is_high: bool) -> None:
        """Closes the contact to ground, or opens it; the next edge is the caller's to keep a tick away."""
        set_file(self._lines / f"sim_gpio{line}" / "pull", "pull-up" if is_high else "pull-down")

    def is_high(self, line: int) -> bool:
        """What a voltmeter shows."""
        return (self._lines / f"sim_gpio{line}" / "value").read_text().strip() == "1"

    def vanish(self) -> None:
        """As when its cable comes loose."""
        set_file(self._device / "live", 0)
