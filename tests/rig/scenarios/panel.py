"""The front panel on the kernel's lines: every control, fast turning, an expander that comes loose."""

import random
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import recorder
from guest.appliance import Appliance
from guest.panel.front import FrontPanel
from guest.system import wait_for

PATIENCE_S = 30

# Longer than a busy machine keeps the guest from handling an interrupt: an expander says what changed, not how often.
FIRM_S = 0.3
SESSION = Path("/run/session")
QUIET_INPUT = "band:4"


@scenario(
    "panel-controls", short=1, usual=1, long=5,
    fault="every button pressed, every knob turned both ways, on the kernel's lines and its driver of the expanders",
    must_hold="each is seen once asked for, and its light burns meanwhile",
    measured="{seen:.0f} of {asked:.0f} seen, {lights:.0f} lights")
def panel_controls(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(all_moved))


def all_moved() -> dict:
    outcome = Outcome()
    front = FrontPanel("full")
    steps = steps_of(front)
    doctor, asked, lights = recorder.Run("doctor", "--panel", front.file), [], 0
    end = time.monotonic() + PATIENCE_S
    while doctor.is_running and time.monotonic() < end:
        words = [line for line in Path(doctor.out).read_text().splitlines() if line in steps]
        if len(words) == len(asked):
            time.sleep(0.02)
            continue
        asked.append(words[len(asked)])
        lights += is_lit(front, asked[-1])
        steps[asked[-1]]()
        end = time.monotonic() + PATIENCE_S
    doctor.wait()
    missed = [line for line in Path(doctor.out).read_text().splitlines() if "not seen" in line or "other way" in line]
    outcome.measure(seen=len(asked) - len(missed), asked=len(steps), lights=lights)
    outcome.require(len(asked) == len(steps), f"only {len(asked)} of {len(steps)} steps were asked for: {doctor.said}")
    outcome.require(not missed, "; ".join(missed))
    # POWER has no light.
    outcome.require(lights == len(front.description["keys"]) - 1, f"{lights} lights burnt")
    return vars(outcome)


def steps_of(front: FrontPanel) -> dict:
    """What the doctor asks for, and the hand that does it."""
    steps = {f"Press {name_of(key['control'])}": lambda control=key["control"]: front.tap(control, FIRM_S) for key in front.description["keys"]}
    for control in (knob["control"] for knob in front.description["knobs"]):
        steps[f"Turn {name_of(control)} to the right"] = lambda control=control: front.turn(control, 1)
        steps[f"Turn {name_of(control)} to the left"] = lambda control=control: front.turn(control, -1)
        steps[f"Press {name_of(control)}"] = lambda control=control: front.tap(control, FIRM_S)
    return steps


def name_of(control: str) -> str:
    return {"record": "REC"}.get(control, control.replace("knob", "K").upper())


def is_lit(front: FrontPanel, words: str) -> bool:
    """Whether the light of the key asked for burns within half a second."""
    for lamp in front.description["lamps"]:
        if words == f"Press {name_of(lamp['light'])}":
            try:
                return wait_for(lambda: front.is_lit(lamp["light"]), words, 0.5)
            except TimeoutError:
                return False
    return False


@scenario(
    "panel-detents", short=1, usual=1, long=5,
    fault="2,000 detents at 150 edges a second, forth and back at random, on two knobs of the kernel's lines",
    must_hold="each is seen once, in its direction and in order; the same through the whole recorder ends where it began",
    measured="{missed:.0f} missed, {ghosts:.0f} too many, {edges_per_second:.0f} edges/s; {off:.0f} detents off through the recorder")
def panel_detents(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(fast_turns, seed=seed))


def fast_turns(seed: int) -> dict:
    outcome, dice = Outcome(), random.Random(seed)
    front = FrontPanel("full")
    watch = recorder.Run("doctor", "--panel", front.file, "--watch", 90)
    wait_for(lambda: "Listening." in Path(watch.out).read_text(), "the doctor")
    turned, began = [], time.monotonic()
    while len(turned) < 2000:
        control = dice.choice(("knob1", "knob3"))
        burst = min(dice.randint(1, 40), 2000 - len(turned)) * dice.choice((-1, 1))
        front.turn(control, burst, edges_per_second=150)
        turned += [(name_of(control), 1 if burst > 0 else -1)] * abs(burst)
    seconds = time.monotonic() - began
    wait_for(lambda: seen_in(watch) >= len(turned) or time.monotonic() - began > seconds + 3, "the last detents", 10)
    watch.end()
    seen = detents_in(watch)
    outcome.measure(missed=max(0, len(turned) - len(seen)), ghosts=max(0, len(seen) - len(turned)), edges_per_second=4 * len(turned) / seconds)
    differs = next((i for i, (was, came) in enumerate(zip(turned, seen)) if was != came), None)
    outcome.require(seen == turned, f"{len(turned)} were turned, {len(seen)} seen, the first that differs is number {differs}")
    through_the_recorder(front, dice, outcome)
    return vars(outcome)


def seen_in(watch) -> int:
    return sum(abs(detents) for _, detents in detents_in(watch))


def detents_in(watch) -> list:
    """(name, direction) of each detent that the doctor printed."""
    words = (line.split() for line in Path(watch.out).read_text().splitlines() if " turn " in line)
    return [(line[2], int(line[4]) // abs(int(line[4]))) for line in words if len(line) == 5 for _ in range(abs(int(line[4])))]


# K1 on NAMES walks round a list, one name a detent however fast it is turned: as far forth as back ends on the same name.
def through_the_recorder(front: FrontPanel, dice: random.Random, outcome: Outcome) -> None:
    appliance = Appliance(SESSION, QUIET_INPUT, panel=str(front.file))
    name = lambda: appliance.state()["inputs"][0]["name"]
    go_to_names(front, appliance)
    front.turn("knob1", 1)
    first = appliance.wait(lambda state: state["inputs"][0]["name"] != "", "a name")["inputs"][0]["name"]
    front.turn("knob1", 3)
    time.sleep(1)
    third = name()
    outcome.require(third != first, "three detents changed nothing")
    for _ in range(5):
        burst = dice.randint(20, 50)
        front.turn("knob1", burst, edges_per_second=150)
        front.turn("knob1", -burst, edges_per_second=150)
    time.sleep(1)
    last = name()
    outcome.measure(off=0 if last == third else 1)
    outcome.require(last == third, f"K1 stands on {last}, not on {third}")
    appliance.end()


def go_to_names(front: FrontPanel, appliance: Appliance) -> None:
    """MAIN opens the menu, whose third row is Names."""
    appliance.wait(lambda state: len(state["inputs"]) > 0, "inputs")
    front.tap("main")
    time.sleep(0.3)
    front.turn("main", 2)
    front.tap("main")
    time.sleep(0.3)


def end_take(front: FrontPanel, appliance: Appliance) -> None:
    front.down("stop")
    appliance.wait_transport("idle")
    front.up("stop")
    # The answer of the next press must be its own.
    wait_for(lambda: not front.is_lit("record"), "REC dark", 5)


@scenario(
    "panel-loose-expander", short=1, usual=1, long=5,
    fault="the expander of the keys stops answering while a take runs, and comes back",
    must_hold="told once each way; knobs and recording go on; what was held on it does nothing; its lights are set as they should be",
    measured="told after {told_s:.1f} s, back after {back_s:.1f} s")
def panel_loose_expander(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(expander_comes_loose))


def expander_comes_loose() -> dict:
    outcome = Outcome()
    front = FrontPanel("full")
    keys = front.expanders["keys"]
    appliance = Appliance(SESSION, QUIET_INPUT, panel=str(front.file))
    front.tap("record")
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    front.down("stop")
    keys.is_gone, gone_s = True, time.monotonic()
    wait_for(lambda: "the chip does not answer" in appliance.host.said, "the sentence", 10)
    outcome.measure(told_s=time.monotonic() - gone_s)
    level = appliance.state()["mix"]["strips"][0]["values"]["faderDb"]
    front.turn("knob1", -4)
    appliance.wait(lambda state: state["mix"]["strips"][0]["values"]["faderDb"] < level, "K1's turn")
    time.sleep(1)
    outcome.require(appliance.state()["transport"].lower() == "recording", "a STOP that was held on a lost chip ended the take")
    front.up("stop")
    keys.is_gone, back_s = False, time.monotonic()
    wait_for(lambda: "the chip answers again" in appliance.host.said, "the sentence", 10)
    outcome.measure(back_s=time.monotonic() - back_s)
    wait_for(lambda: front.is_lit("record"), "REC lit", 5)
    outcome.require(appliance.host.said.count("does not answer") == 1, f"told more than once: {appliance.host.said}")
    end_take(front, appliance)
    appliance.end()
    return vars(outcome)
