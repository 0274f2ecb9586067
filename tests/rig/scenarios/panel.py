"""The front panel on the kernel's lines and buses: every control, fast turning, lights, both displays, an expander that comes loose."""

import contextlib
import errno
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import recorder
from guest.appliance import Appliance
from guest.panel.front import FrontPanel
from guest.panel.pictures import differing, golden
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


@scenario(
    "panel-lights", short=1, usual=1, long=3,
    fault="REC pressed 25 times on its expander's line",
    must_hold="its light answers: median at most 20 ms, all under 60 ms; it is steady only after the first commit",
    measured="median {median_ms:.1f} ms, at most {worst_ms:.1f} ms of {presses:.0f}")
def panel_lights(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(rec_answers))


def rec_answers(presses: int = 25) -> dict:
    outcome, answers = Outcome(), []
    front = FrontPanel("full")
    appliance = Appliance(SESSION, QUIET_INPUT, panel=str(front.file))
    changes = front.watch_light("record")
    for number in range(presses):
        changes.clear()
        pressed_s = time.monotonic()
        front.down("record")
        wait_for(lambda: changes, "the REC light", 5, every_s=0.002)
        answers.append(1000 * (changes[0][0] - pressed_s))
        front.up("record")
        appliance.wait_transport("recording", timeout_s=PATIENCE_S)
        end_take(front, appliance)
    outcome.measure(median_ms=statistics.median(answers), worst_ms=max(answers), presses=presses)
    outcome.require(statistics.median(answers) <= 20, f"the median answer took {statistics.median(answers):.1f} ms")
    outcome.require(max(answers) < 60, f"an answer took {max(answers):.1f} ms")
    appliance.end()
    return vars(outcome)


def end_take(front: FrontPanel, appliance: Appliance) -> None:
    front.down("stop")
    appliance.wait_transport("idle")
    front.up("stop")
    # The answer of the next press must be its own.
    wait_for(lambda: not front.is_lit("record"), "REC dark", 5)


@scenario(
    "panel-rec-light", short=1, usual=1, long=5,
    fault="while recording the engine stands still; the host is killed and comes back",
    must_hold="REC burns on at most 2 s after the last commit, then blinks or is dark; the new host finds the take and draws, "
              "on a real processor within 1 s (starting a program takes the guest twenty times as long)",
    measured="steady for {steady_s:.2f} s after the engine stood still; picture {redrawn_s:.2f} s after the host was started again in the guest, {really_s:.2f} s on this machine")
def panel_rec_light(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome(**machine.run(rec_follows_the_engine))
    really_s = redrawn_here(machine.recorder, machine.work)
    outcome.measure(really_s=really_s)
    outcome.require(really_s <= 1, f"on this machine the first picture came after {really_s:.2f} s")
    return outcome


def redrawn_here(program: Path, work: Path) -> float:
    """Seconds from the start of a host, beside an engine that records, to the first picture on the page's panel; the machine's own kernel."""
    with tempfile.TemporaryDirectory(dir=work) as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port, config = free.getsockname()[1], Path(folder, "recorder.json")
        free.close()
        config.write_text(json.dumps({
            "device": QUIET_INPUT, "session": f"{folder}/session", "linkFolder": f"{folder}/link", "memorySeconds": 10,
            "web": {"address": "127.0.0.1", "port": port}}))
        page = f"http://127.0.0.1:{port}/api"
        with on_this_machine(program, "engine", config):
            with on_this_machine(program, "serve", config):
                wait_for(lambda: transport_on(page) == "idle", "the recorder on this machine", PATIENCE_S)
                body = json.dumps({"command": "startTake"}).encode()
                urllib.request.urlopen(urllib.request.Request(f"{page}/command", body, {"Content-Type": "application/json"})).close()
                wait_for(lambda: transport_on(page) == "recording", "a take on this machine", PATIENCE_S)
            started_s = time.monotonic()
            with on_this_machine(program, "serve", config):
                wait_for(lambda: first_picture(port), "a picture on this machine", PATIENCE_S, every_s=0.005)
                took_s = time.monotonic() - started_s
                wait_for(lambda: transport_on(page) == "recording", "the take found by the next host", PATIENCE_S)
                return took_s


@contextlib.contextmanager
def on_this_machine(program: Path, *words):
    """A program that runs until the block ends, and is then killed."""
    with subprocess.Popen([program, words[0], "--config", *words[1:]], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            yield
        finally:
            running.kill()


def transport_on(page: str) -> str | None:
    try:
        with urllib.request.urlopen(f"{page}/snapshot", timeout=2) as answer:
            state = json.load(answer)
            return state["transport"].lower() if state["engine"]["isConnected"] else None
    except OSError:
        return None


def first_picture(port: int) -> bool:
    """Whether the panel on the page sends a picture: the first binary message of its web socket (RFC 6455)."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as panel:
            panel.sendall(f"GET /panel HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
            heard = b""
            while b"\r\n\r\n\x82" not in heard and (more := panel.recv(4096)):
                heard += more
            return b"\r\n\r\n\x82" in heard
    except OSError:
        return False


def rec_follows_the_engine() -> dict:
    outcome = Outcome()
    front = FrontPanel("full")
    appliance = Appliance(SESSION, QUIET_INPUT, panel=str(front.file))
    changes = front.watch_light("record")
    front.tap("record")
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    time.sleep(2)
    outcome.require(front.is_lit("record"), "REC is dark while recording")
    changes.clear()
    os.kill(appliance.engine_id(), signal.SIGSTOP)
    stopped_s = time.monotonic()
    wait_for(lambda: any(not lit for _, lit in changes), "REC dark", 10)
    # It blinks from then on: its first half second still burns.
    steady_s = next(at for at, lit in changes if not lit) - stopped_s - 0.5
    outcome.measure(steady_s=steady_s)
    outcome.require(steady_s <= 2.2, f"REC was steady for {steady_s:.2f} s on the word of an engine that stood still")
    os.kill(appliance.engine_id(), signal.SIGCONT)
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    wait_for(lambda: steady_for(changes, 1.5), "REC steady again", 20)
    appliance.kill_host()
    drawn = []
    front.display.on_picture = drawn.append
    started_s = time.monotonic()
    appliance.start()
    redrawn_s = wait_for(lambda: drawn, "a picture", 10)[0] - started_s
    front.display.on_picture = lambda at_s: None
    outcome.measure(redrawn_s=redrawn_s)
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    wait_for(lambda: front.is_lit("record"), "REC lit by the new host", 5)
    end_take(front, appliance)
    appliance.end()
    return vars(outcome)


def steady_for(changes: list, seconds: float) -> bool:
    """Whether the light has burnt without a change for so long."""
    return bool(changes) and changes[-1][1] and time.monotonic() - changes[-1][0] > seconds


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
    """The bus fails for two seconds while a take runs."""
    def failing(*_):
        raise OSError(errno.EREMOTEIO, "no acknowledge")

    front.tap("record")
    appliance.wait_transport("recording", timeout_s=PATIENCE_S)
    fail(failing)
    time.sleep(2)
    fail(lambda *_: None)
    end_take(front, appliance)
    outcome.require("The display does not answer." in appliance.host.said, "a failing bus was not told")
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
