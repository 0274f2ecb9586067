"""The interface goes in the middle of a take and comes back: as it was, under another number, changed, or another one instead."""

import random
import time

from bench.scenario import Outcome, scenario
from guest import disks, recorder, sound, takes
from guest.appliance import Appliance
from guest.system import driver

CHANNELS = 8
RATE_HZ = 48000
CLOCK_PPM = 60
SESSION = disks.DISK / "session"
DEVICE = "alsa:hw:Interface"
MUST_HOLD = ("the take goes on by itself; the gap starts on the exact frame, silence on every track alike, its length within 5 ms; "
             "told while it lasts and in the report")
MEASURED = "{gaps:.0f} gaps, {missing_s:.2f} s missing, told to {error_ms:.2f} ms, back after {back_s:.2f} s"


class Stage:
    """An appliance that records an interface on USB."""

    def __init__(self, outcome: Outcome):
        disks.format_ext4(disks.FIRST)
        disks.mount(disks.FIRST)
        self.outcome = outcome
        self.interface = self.plug_in_ours()
        self.appliance = Appliance(SESSION, DEVICE)
        self.appliance.begin_take()
        # The clocks of interface and computer are compared before they are relied on.
        time.sleep(2)

    @staticmethod
    def plug_in_ours(channels: int = CHANNELS) -> sound.UsbInterface:
        return sound.UsbInterface(channels, clock_ppm=CLOCK_PPM)

    def pull(self) -> None:
        """Pulls it; the take runs on, and a sentence says what is going on."""
        self.interface.pull()
        state = self.appliance.wait(lambda state: not state["interface"]["isPresent"], "the panel that says it is gone")
        self.outcome.require(state["transport"].lower() == "recording", f"without its interface the take is {state['transport']}")
        told = self.appliance.wait(lambda state: state["message"], "a sentence about the interface")["message"]
        self.outcome.require("nterface" in told["happened"], f"the sentence is '{told['happened']}'")

    def wait_back(self) -> None:
        """It is plugged in again and the take goes on."""
        plugged = time.monotonic()
        self.appliance.wait(lambda state: state["interface"]["isPresent"], "the interface that is back", 10)
        self.outcome.measure(back_s=time.monotonic() - plugged)
        time.sleep(1.5)

    def expect_absent(self, seconds: float, what: str) -> None:
        """For so long nothing is taken for the interface that is gone."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (state := self.appliance.state()) and state["interface"]["isPresent"]:
                self.outcome.require(False, f"{what} was taken for the one that is gone")
                return
            time.sleep(0.05)

    def end(self, gaps: int) -> None:
        self.appliance.end_take()
        self.appliance.end()
        take = recorder.take_of(recorder.info(SESSION), 1)
        found = takes.check_gaps(self.outcome, SESSION, take, CHANNELS)
        self.outcome.require(found.causes == ("interfaceGone",) * gaps, f"{gaps} gaps without the interface, told of are {found.causes}")
        self.outcome.measure(
            gaps=len(found.causes), missing_s=found.told_frames / RATE_HZ, error_ms=found.worst_error_frames / RATE_HZ * 1000)
        # Sound that came late can only spoil what is told of a gap: what holds all the same needs no other try.
        if self.outcome.broken:
            self.interface.expect_punctual()


@scenario(
    "card-returns", short=1, usual=2, long=20,
    fault="the interface (USB, 8 inputs, 60 ppm fast) is pulled in the middle of a take and put back, twice",
    must_hold=MUST_HOLD, measured=MEASURED)
def card_returns(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(pulled_and_back, disks=[machine.disk("card", mib=256)], seed=seed))


def pulled_and_back(seed: int) -> dict:
    dice, outcome = random.Random(seed), Outcome()
    stage = Stage(outcome)
    for _ in range(2):
        stage.pull()
        time.sleep(dice.uniform(0, 3))
        stage.interface.plug_in()
        stage.wait_back()
    stage.end(gaps=2)
    return vars(outcome)


@scenario(
    "card-renumbered", short=0, usual=1, long=5,
    fault="the interface comes back under another number: another card was plugged in meanwhile",
    must_hold=MUST_HOLD, measured=MEASURED)
def card_renumbered(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(back_under_another_number, disks=[machine.disk("card", mib=256)]))


def back_under_another_number() -> dict:
    outcome = Outcome()
    stage = Stage(outcome)
    before = sound.number_of("Interface")
    stage.pull()
    driver("snd-aloop")
    stage.interface.plug_in()
    outcome.require(sound.number_of("Interface") != before, "the bench: the number is the same")
    stage.wait_back()
    stage.end(gaps=1)
    return vars(outcome)


@scenario(
    "card-other", short=0, usual=1, long=5,
    fault="another interface of the same inputs, rate and format is plugged in instead of the one that is gone, then that one",
    must_hold="the other one is not taken for it; " + MUST_HOLD, measured=MEASURED)
def card_other(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(another_instead, disks=[machine.disk("card", mib=256)]))


def another_instead() -> dict:
    outcome = Outcome()
    stage = Stage(outcome)
    stage.pull()
    other = sound.UsbInterface(CHANNELS, port=3241, product="Another Interface", serial="0002")
    stage.expect_absent(3, "another interface")
    other.pull()
    stage.interface.plug_in()
    stage.wait_back()
    stage.end(gaps=1)
    return vars(outcome)


@scenario(
    "card-changed", short=0, usual=1, long=5,
    fault="the interface comes back with 4 inputs instead of 8, then with 8 again",
    must_hold="nothing of the 4 is recorded as if it were the 8; " + MUST_HOLD, measured=MEASURED)
def card_changed(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(back_with_other_channels, disks=[machine.disk("card", mib=256)]))


def back_with_other_channels() -> dict:
    outcome = Outcome()
    stage = Stage(outcome)
    stage.pull()
    # The same interface in another mode: its own clock and sound run on meanwhile.
    changed = sound.UsbInterface(CHANNELS // 2, port=3241)
    stage.expect_absent(3, "the interface with 4 inputs")
    changed.pull()
    stage.interface.plug_in()
    stage.wait_back()
    stage.end(gaps=1)
    return vars(outcome)
