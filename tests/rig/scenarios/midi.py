"""Control surfaces at the kernel's sequencer: virtual MIDI devices whose bytes the bench writes and reads."""

import os
import select
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks
from guest.appliance import Appliance
from guest.system import driver, set_file, wait_for

SESSION = disks.DISK / "session"
VIRTUAL = Path("/sys/bus/platform/drivers/snd_virmidi")
FADER, MUTE, RECORD, STOP = 0, 0x10, 0x5F, 0x5D
DOWN, UP = 0x7F, 0
ZERO_DB = 12287
FLOOD_BYTES = 200_000
PATIENCE_S = 30


@scenario(
    "surfaces", short=1, usual=1, long=5,
    fault="two MIDI surfaces are plugged in, moved, flooded with bytes and pulled while a take runs",
    must_hold="moves arrive as commands, the motor fader and lights follow, one that floods or vanishes disturbs nothing",
    measured="fader heard after {fader_ms:.0f} ms at most, light after {light_ms:.0f} ms, whole state after {state_ms:.0f} ms, {lost_frames:.0f} frames lost")
def surfaces(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(worked_and_pulled, disks=[machine.disk("card", mib=512)]))


def worked_and_pulled() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    driver("snd-seq")
    appliance = Appliance(SESSION, "band:4")
    try:
        plugged = time.monotonic()
        driver("snd-virmidi", midi_devs=2)
        state = appliance.wait(lambda state: len(state["surfaces"]["surfaces"]) == 2, "two surfaces", PATIENCE_S)
        names = [surface["name"] for surface in state["surfaces"]["surfaces"]]
        outcome.require(all("VirMIDI" in name for name in names), f"the surfaces are {names}")
        mackie, box = (RawMidi(file) for file in sorted(Path("/dev/snd").glob("midiC*D*")))
        outcome.require(appliance.post("setSurfaceProtocol", surface=names[0], protocol="mackie") is None, "the protocol was refused")
        mackie.wait_for(lambda sent: (0xE0, ZERO_DB & 0x7F, ZERO_DB >> 7) in sent, "the motor fader at 0 dB")
        mackie.wait_for(lambda _: (0xB0, 0x30, 0x06) in mackie.seen, "the first ring in the middle")
        mackie.wait_for(lambda _: bytes((0xF0, 0, 0, 0x66, 0x14, 0x12)) in mackie.everything, "text on the strips")
        outcome.measure(state_ms=(time.monotonic() - plugged) * 1000)
        move_mackie(outcome, appliance, mackie)
        teach(outcome, appliance, box)
        record_under_fire(outcome, appliance, mackie, box)
    finally:
        appliance.end()
    return vars(outcome)


def move_mackie(outcome: Outcome, appliance: Appliance, mackie: "RawMidi") -> None:
    """A fader is moved and let go, a button pressed: commands one way, motor and light the other."""
    began = time.monotonic()
    mackie.send(0xE0 | FADER, 0x7F, 0x7F)
    appliance.wait(lambda state: strip(state, 0)["faderDb"] == 12, "the fader at its top")
    outcome.measure(fader_ms=(time.monotonic() - began) * 1000)
    mackie.wait_for(lambda sent: (0xE0, 0x7F, 0x7F) in sent, "the fader's place told back")
    began = time.monotonic()
    mackie.send(0x90, MUTE, DOWN)
    mackie.wait_for(lambda sent: (0x90, MUTE, 0x7F) in sent, "the light of MUTE")
    outcome.measure(light_ms=(time.monotonic() - began) * 1000)
    mackie.send(0x90, MUTE, UP)
    outcome.require(strip(appliance.state(), 0)["mute"] == 1, "MUTE lights and mutes nothing")
    if refused := appliance.post("setStrip", strip=2, parameter="faderDb", value=12):
        outcome.require(False, f"the page's fader was refused: {refused}")
    mackie.wait_for(lambda sent: (0xE2, 0x7F, 0x7F) in sent, "the motor that follows the page")


def teach(outcome: Outcome, appliance: Appliance, box: "RawMidi") -> None:
    """A box of an unknown name is taught REC, and keeps it."""
    outcome.require(appliance.post("learnControl", action="record") is None, "learning was refused")
    box.send(0x95, 40, 100)
    appliance.wait(lambda state: state["surfaces"]["learning"] is None, "the lesson's end")
    box.send(0x85, 40, 0)
    # The lesson ends when it is understood; its file comes to disk a moment later.
    wait_for(lambda: len(list((SESSION.parent / "surfaces").glob("*.json"))) == 2, "both surfaces' maps on disk")


def record_under_fire(outcome: Outcome, appliance: Appliance, mackie: "RawMidi", box: "RawMidi") -> None:
    """REC from the box, a flood from it, both pulled in the middle, back again, held STOP from the other."""
    box.send(0x95, 40, 100)
    appliance.wait_transport("recording")
    mackie.wait_for(lambda sent: (0x90, RECORD, 0x7F) in sent, "the light of REC")
    box.send(*(0xB5, 1, 2) * (FLOOD_BYTES // 3))
    mackie.close()
    box.close()
    set_file(VIRTUAL / "unbind", "snd_virmidi.0")
    appliance.wait(lambda state: not state["surfaces"]["surfaces"], "the end of both surfaces")
    time.sleep(1)
    outcome.require(appliance.state()["transport"].lower() == "recording", "a surface that was pulled ended the take")
    set_file(VIRTUAL / "bind", "snd_virmidi.0")
    appliance.wait(lambda state: len(state["surfaces"]["surfaces"]) == 2, "both surfaces again", PATIENCE_S)
    mackie = RawMidi(sorted(Path("/dev/snd").glob("midiC*D*"))[0])
    # What was shown before anybody looked is lost here: one that asks for its host gets the whole state again.
    mackie.send(0xF0, 0, 0, 0x66, 0x14, 0x01, *b"SERIAL7", 1, 2, 3, 4, 0xF7)
    mackie.wait_for(lambda _: bytes((0xF0, 0, 0, 0x66, 0x14, 0x02, *b"SERIAL7", 0x05, 0x05, 0x7B, 0x2F, 0xF7)) in mackie.everything, "the host's answer")
    mackie.wait_for(lambda _: (0x90, RECORD, 0x7F) in mackie.seen, "the light of REC after it came back")
    mackie.send(0x90, STOP, DOWN)
    appliance.wait_transport("idle", timeout_s=30)
    mackie.send(0x90, STOP, UP)
    takes = appliance.wait(lambda state: state["takes"], "the take in its list")["takes"]
    outcome.require(len(takes) == 1, f"{len(takes)} takes")
    outcome.measure(lost_frames=takes[0]["lostSeconds"] * 48000)
    outcome.require(takes[0]["lostSeconds"] == 0, f"{takes[0]['lostSeconds']} s were lost")
    mackie.close()


def strip(state: dict, number: int) -> dict:
    return state["mix"]["strips"][number]["values"]


class RawMidi:
    """The device's end of a virtual cable: what is written here the recorder hears, what it shows can be read."""

    def __init__(self, file: Path):
        self.file = os.open(file, os.O_RDWR | os.O_NONBLOCK)
        self.everything, self.messages, self.seen, self.begun = b"", [], [], []

    def send(self, *values: int) -> None:
        data = bytes(values)
        while data:
            select.select([], [self.file], [])
            try:
                data = data[os.write(self.file, data):]
            except BlockingIOError:
                time.sleep(0.001)

    def wait_for(self, condition, what: str, timeout_s: float = 10) -> list:
        """Waits until the messages since the last wait fulfil a condition; those messages."""
        seen = []

        def look() -> bool:
            self.read()
            seen.extend(self.messages)
            self.messages = []
            return condition(seen)
        wait_for(look, what, timeout_s)
        return seen

    def read(self) -> None:
        try:
            while data := os.read(self.file, 4096):
                self.everything += data
                for value in data:
                    self.take(value)
        except BlockingIOError:
            pass

    def take(self, value: int) -> None:
        """One byte of what is shown; running status, as the kernel writes it, is filled in."""
        begun = self.begun
        if value >= 0xF8:
            return
        if value >= 0x80:
            begun[:] = [value]
        elif begun and begun[0] < 0xF0:
            begun.append(value)
        if begun and begun[0] < 0xF0 and len(begun) == (2 if begun[0] & 0xE0 == 0xC0 else 3):
            self.messages.append(tuple(begun))
            self.seen.append(tuple(begun))
            del begun[1:]

    def close(self) -> None:
        os.close(self.file)

