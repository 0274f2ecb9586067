"""The front panel's lines on the kernel's chips: every button, knob and light of the reference build."""

import json
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import recorder
from guest.lines import Chip

HARDWARE = Path(__file__).resolve().parents[3] / "hardware"
DESCRIPTION = Path("/run/panel.json")
PORT_LINES = 8
PATIENCE_S = 15


@scenario(
    "panel-controls", short=1, usual=1, long=5,
    fault="every button pressed, every knob turned both ways, on the kernel's lines",
    must_hold="each is seen once asked for, and its light burns meanwhile",
    measured="{seen:.0f} of {asked:.0f} seen, {lights:.0f} lights")
def panel_controls(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(all_moved))


def all_moved() -> dict:
    outcome = Outcome()
    panel = json.loads((HARDWARE / "full.json").read_text())
    chips = {chip["name"]: Chip(chip["name"], 28 if chip["name"] == "pi" else 16) for chip in panel["chips"]}
    for chip in panel["chips"]:
        chip["address"] = chip["name"]
    DESCRIPTION.write_text(json.dumps(panel))
    steps = steps_of(panel)
    doctor, asked, lights = recorder.Run("doctor", "--panel", DESCRIPTION), [], 0
    end = time.monotonic() + PATIENCE_S
    while doctor.is_running and time.monotonic() < end:
        words = [line for line in Path(doctor.out).read_text().splitlines() if line in steps]
        if len(words) == len(asked):
            time.sleep(0.02)
            continue
        asked.append(words[len(asked)])
        lights += is_lit(panel, chips, asked[-1])
        for line, is_high in steps[asked[-1]]:
            chip, number = place_of(line)
            chips[chip].pull(number, is_high)
        end = time.monotonic() + PATIENCE_S
    doctor.wait()
    missed = [line for line in Path(doctor.out).read_text().splitlines() if "not seen" in line or "other way" in line]
    outcome.measure(seen=len(asked) - len(missed), asked=len(steps), lights=lights)
    outcome.require(len(asked) == len(steps), f"only {len(asked)} of {len(steps)} steps were asked for: {Path(doctor.err).read_text()}")
    outcome.require(not missed, "; ".join(missed))
    # POWER has no light.
    outcome.require(lights == len(panel["keys"]) - 1, f"{lights} lights burnt")
    return vars(outcome)


def steps_of(panel: dict) -> dict:
    """What the doctor asks for, and the contacts that answer it."""
    steps = {f"Press {name_of(key['control'])}": press(key["line"]) for key in panel["keys"]}
    for knob in panel["knobs"]:
        name, a, b = name_of(knob["control"]), knob["a"], knob["b"]
        steps[f"Turn {name} to the right"] = [(a, False), (b, False), (a, True), (b, True)]
        steps[f"Turn {name} to the left"] = [(b, False), (a, False), (b, True), (a, True)]
        steps[f"Press {name}"] = press(knob["switch"])
    return steps


def press(line: str) -> list:
    return [(line, False), (line, True)]


def name_of(control: str) -> str:
    return {"record": "REC"}.get(control, control.replace("knob", "K").upper())


def place_of(line: str) -> tuple[str, int]:
    """Chip and number of a line such as pi:17 or keys:B3."""
    chip, name = line.split(":")
    return chip, int(name) if name.isdigit() else "AB".index(name[0]) * PORT_LINES + int(name[1])


def is_lit(panel: dict, chips: dict, words: str) -> bool:
    """Whether the light of the key asked for burns within half a second."""
    for lamp in panel["lamps"]:
        if words == f"Press {name_of(lamp['light'])}":
            chip, number = place_of(lamp["line"])
            end = time.monotonic() + 0.5
            while not chips[chip].is_high(number) and time.monotonic() < end:
                time.sleep(0.02)
            return chips[chip].is_high(number)
    return False
