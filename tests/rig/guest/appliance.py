"""`recorder serve` with its engine, worked over its page as a browser does."""

import json
import os
import signal
import urllib.error
import urllib.request
from pathlib import Path

from guest import recorder
from guest.system import wait_for

# Much more than anything takes here: a machine with other work to do makes the bench slow, not the recorder wrong.
PATIENCE_S = 90

_PORT = 8080
_CONFIG = Path("/run/recorder.json")


class Appliance:
    """Host and engine; either may be killed and the host started again."""

    def __init__(self, session: Path, device: str, **settings):
        config = {
            "device": device, "session": str(session), "linkFolder": "/run/recorder", "preRollSeconds": 0, "memorySeconds": 20,
            "stickFolder": "/run/sticks", "web": {"address": "127.0.0.1", "port": _PORT}, **settings,
        }
        _CONFIG.write_text(json.dumps(config))
        self.host = None
        self.start()

    def start(self) -> None:
        """Starts the host and waits until it has its engine and its interface."""
        self.host = recorder.Run("serve", "--config", _CONFIG)
        self.wait(lambda state: state["engine"]["isConnected"] and state["interface"]["isPresent"], "the engine with its interface", PATIENCE_S)

    def state(self) -> dict | None:
        """The newest snapshot; None while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/api/snapshot", timeout=2) as answer:
                return json.load(answer)
        except OSError:
            return None

    def wait(self, condition, what: str, timeout_s: float = PATIENCE_S) -> dict:
        """Waits for a state; that state."""
        return wait_for(lambda: (state := self.state()) and condition(state) and state, what, timeout_s)

    def wait_transport(self, *states: str, timeout_s: float = PATIENCE_S) -> dict:
        return self.wait(lambda state: state["transport"].lower() in states, " or ".join(states), timeout_s)

    def post(self, command: str, **values) -> str | None:
        """Posts a command; None when it was done, otherwise why not."""
        body = json.dumps({"command": command, **values}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{_PORT}/api/command", body, {"Content-Type": "application/json"}, method="POST")
        try:
            urllib.request.urlopen(request, timeout=10).close()
            return None
        except urllib.error.HTTPError as refused:
            return refused.read().decode()

    def begin_take(self) -> None:
        if refused := self.post("startTake"):
            raise RuntimeError(f"REC: {refused}")
        self.wait_transport("recording")

    def end_take(self) -> None:
        if refused := self.post("endTake"):
            raise RuntimeError(f"STOP: {refused}")
        self.wait_transport("idle")

    def kill_host(self) -> None:
        self.host.kill()

    def engine_id(self) -> int | None:
        """The engine's process; None when there is none."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if len(words) > 1 and words[0].decode() == recorder.PROGRAM and words[1] == b"engine":
                return int(process.name)
        return None

    def kill_engine(self) -> None:
        if engine := self.engine_id():
            os.kill(engine, signal.SIGKILL)

    def end(self) -> None:
        """Ends both, as the service manager does when the machine is switched off."""
        if self.host.is_running:
            self.host.end()
        if engine := self.engine_id():
            os.kill(engine, signal.SIGTERM)
            wait_for(lambda: self.engine_id() is None, "the engine's end", PATIENCE_S)
