"""The panel's lights: how soon REC answers a finger, and that it says what the engine does."""

import contextlib
import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest.appliance import Appliance
from guest.panel.front import FrontPanel
from guest.system import wait_for
from scenarios.panel import FIRM_S, PATIENCE_S, QUIET_INPUT, SESSION, end_take


@scenario(
    "panel-lights", short=1, usual=1, long=3,
    fault="REC pressed 25 times on its expander's line",
    must_hold="its light answers: median at most 20 ms, all but the first under 60 ms (with that one the guest reads the program from disk)",
    measured="median {median_ms:.1f} ms, at most {worst_ms:.1f} ms of {presses:.0f}; the first {first_ms:.0f} ms")
def panel_lights(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(rec_answers))


def rec_answers(presses: int = 25) -> dict:
    outcome, answers = Outcome(), []
    front = FrontPanel("full")
    appliance = Appliance(SESSION, QUIET_INPUT, panel=str(front.file))
    changes = front.watch_light("record")
    wait_for(lambda: front.display.pictures > 1, "the panel's first pictures", PATIENCE_S)
    for _ in range(presses):
        changes.clear()
        pressed_s = time.monotonic()
        front.down("record")
        wait_for(lambda: changes, "the REC light", 5, every_s=0.002)
        answers.append(1000 * (changes[0][0] - pressed_s))
        time.sleep(FIRM_S)
        front.up("record")
        appliance.wait_transport("recording", timeout_s=PATIENCE_S)
        end_take(front, appliance)
        time.sleep(FIRM_S)
    first, *later = answers
    outcome.measure(median_ms=statistics.median(answers), worst_ms=max(later), presses=presses, first_ms=first)
    outcome.require(statistics.median(answers) <= 20, f"the median answer took {statistics.median(answers):.1f} ms")
    outcome.require(max(later) < 60, f"the answer to press {answers.index(max(later)) + 1} took {max(later):.1f} ms")
    appliance.end()
    return vars(outcome)


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
