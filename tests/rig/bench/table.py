"""The table, on the terminal and in docs/reliability.md."""

import datetime
from pathlib import Path

from bench.results import Row

_HEAD = """# What the recorder withstands

Written by `./dev rig` on {date}; not by hand. Each row is a scenario under `tests/rig/scenarios`: the program as it runs on
the device, on real kernel drivers and disks that fail, in a user-mode Linux kernel {kernel} with one processor.
`./dev rig NAME` tries one again. A row of an earlier program was not tried with the newest one.

| fault | must hold | measured | held |
|---|---|---|---|
"""


def line(row: Row) -> str:
    """One line for the terminal."""
    verdict = "held" if row.is_held else "NOT HELD" if row.trials else "not tried"
    verdict += " *" if row.is_earlier else ""
    return f"{verdict:9} {row.scenario.name:22} {row.measured}"


def write(file: Path, rows: list[Row], kernel: str) -> None:
    """Writes the page."""
    page = _HEAD.format(date=datetime.date.today().isoformat(), kernel=kernel)
    for row in rows:
        verdict = "yes" if row.is_held else "**NOT HELD**" if row.trials else "not tried"
        verdict += " (an earlier program)" if row.is_earlier else ""
        measured = row.measured
        if row.broken:
            measured += "<br>" + "<br>".join(sorted({sentence.splitlines()[-1] for _, sentence in row.broken})[:3])
        page += f"| {row.scenario.fault} (`{row.scenario.name}`) | {row.scenario.must_hold} | {_cell(measured)} | {verdict} |\n"
    file.write_text(page)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
