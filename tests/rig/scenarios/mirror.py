"""A second copy on a stick while it is recorded; either of the two fails, the other goes on."""

import random
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder, stage, takes
from guest.sticks import FOLDER, Stick
from guest.system import driver, sh
from guest.witness import Witness

CHANNELS = 8
RATE_HZ = 48000
SECONDS = 10
SESSION = disks.DISK / "session"
MEASURED = "copy of {copied_s:.2f} s, first copy {lost_frames:.0f} frames lost, longest commit {flush_ms:.0f} ms"


class Stage:
    """A take that is recorded to a disk and copied to a stick of FAT32 meanwhile."""

    def __init__(self, outcome: Outcome, stick_mib: int = 128, disk: str = disks.FIRST):
        self.outcome = outcome
        disks.format_ext4(disk)
        disks.mount(disk)
        self.stick = Stick(stick_mib)
        self.stick.format("vfat")
        self.stick.mount()
        self.run = recorder.record(SESSION, stage.sound(CHANNELS, SECONDS + 5), "--seconds", SECONDS, "--second-copy", FOLDER)
        self.witness = Witness(SESSION, take=1)

    def end(self, exit_code: int = 0) -> recorder.Answer:
        answer = self.run.wait(90)
        self.witness.end()
        self.outcome.require(answer.exit_code == exit_code, f"exit code {answer.exit_code} instead of {exit_code}: {answer.sentence}")
        if answer.value:
            self.outcome.measure(lost_frames=answer.value["lostFrames"], flush_ms=answer.value["longestCommitSeconds"] * 1000)
            self.outcome.require(answer.value["lostFrames"] == 0, f"{answer.value['lostFrames']} frames were lost")
            self.outcome.require(bool(answer.value["secondCopy"]["sentence"]), "nothing is said of the second copy")
        return answer

    def check_first(self) -> None:
        takes.check_take(self.outcome, SESSION, 1, CHANNELS, frames=SECONDS * RATE_HZ)

    def check_copy(self, at_least_s: float) -> float:
        """Every track on the stick opens and holds what was played, as far as it goes; how far that is."""
        folders = sorted({file.parent for file in FOLDER.rglob("*.wav")})
        lengths = []
        for folder in folders[:1]:
            for channel, file in enumerate(sorted(folder.glob("*.wav"))):
                try:
                    track = takes.read_track(file)
                except takes.NotWhole as trouble:
                    self.outcome.require(False, f"on the stick: {trouble}")
                    continue
                lengths.append(track.frames)
                different = takes.first_difference(track, CHANNELS, channel)
                self.outcome.require(different is None, f"on the stick: {file.name} is not what was played from frame {different} on")
        self.outcome.require(len(lengths) == CHANNELS, f"{len(lengths)} tracks of {CHANNELS} are on the stick")
        copied_s = min(lengths, default=0) / RATE_HZ
        self.outcome.measure(copied_s=copied_s)
        self.outcome.require(copied_s >= at_least_s, f"{copied_s:.2f} s are on the stick, at least {at_least_s:.2f} s were copied")
        return copied_s


@scenario(
    "second-copy", short=0, usual=1, long=3,
    fault="none: 8 inputs with a second copy on a stick (FAT32, USB mass storage) while they are recorded (10 s)",
    must_hold="both are what was played; the copy read back from the stick and identical",
    measured=MEASURED)
def second_copy(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(copied, disks=[machine.disk("card", mib=128)]))


def copied() -> dict:
    outcome = Outcome()
    on = Stage(outcome)
    answer = on.end()
    if answer.value:
        outcome.require(answer.value["secondCopy"]["identical"], f"the second copy: {answer.value['secondCopy']['sentence']}")
    on.check_first()
    on.check_copy(at_least_s=SECONDS)
    return vars(outcome)


@scenario(
    "second-copy-yanked", short=0, usual=1, long=10,
    fault="the stick is yanked in the middle of its second copy",
    must_hold="the take goes on untouched; what is on the stick opens as far as it goes; told",
    measured=MEASURED)
def second_copy_yanked(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(yanked, disks=[machine.disk("card", mib=128)], seed=seed))


def yanked(seed: int) -> dict:
    outcome = Outcome()
    on = Stage(outcome)
    played_s = random.Random(seed).uniform(3, 7)
    on.witness.wait_until_played(played_s)
    on.stick.yank()
    answer = on.end()
    if answer.value:
        outcome.require(not answer.value["secondCopy"]["whole"], "the copy on a yanked stick is told as whole")
    on.check_first()
    on.stick.unmount()
    on.stick.plug_in()
    sh("fsck.vfat", "-a", on.stick.device, check=False)
    on.stick.mount()
    recorder.recover(stick_session())
    on.check_copy(at_least_s=played_s - 2.5)
    return vars(outcome)


def stick_session() -> Path:
    """The folder of the stick that holds the takes' folder."""
    return next((file.parents[2] for file in FOLDER.rglob("*.wav") if file.parent.parent.name == "takes"), FOLDER)


@scenario(
    "second-copy-full", short=0, usual=1, long=3,
    fault="the stick of the second copy fills up in the middle of the take",
    must_hold="the take goes on untouched; what is on the stick opens as far as it goes; told",
    measured=MEASURED)
def second_copy_full(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(filled, disks=[machine.disk("card", mib=128)]))


def filled() -> dict:
    outcome = Outcome()
    on = Stage(outcome)
    on.witness.wait_until_played(2)
    fill_but_for(4)
    answer = on.end()
    if answer.value:
        outcome.require(not answer.value["secondCopy"]["whole"], "the copy on a full stick is told as whole")
    on.check_first()
    on.check_copy(at_least_s=1)
    return vars(outcome)


def fill_but_for(mib: int) -> None:
    """Another file grows on the stick until so much is left; the copy takes of it meanwhile."""
    with open(FOLDER / "other", "wb", buffering=0) as other:
        while (room := sh_free_mib() - mib) > 0:
            other.write(bytes(min(room, 8) << 20))


def sh_free_mib() -> int:
    return int(sh("df", "--output=avail", "-BM", FOLDER).split()[-1].rstrip("M"))


@scenario(
    "second-copy-alone", short=0, usual=1, long=5,
    fault="from some moment on the session's disk answers every write with an I/O error while a second copy runs on a stick",
    must_hold="the second copy goes on and holds the take; told",
    measured=MEASURED)
def second_copy_alone(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(first_fails, disks=[machine.disk("card", mib=128)]))


def first_fails() -> dict:
    outcome = Outcome()
    driver("dm-flakey")
    layer = disks.Layer("card", disks.plain(disks.FIRST))
    on = Stage(outcome, disk=layer.path)
    on.witness.wait_until_played(3)
    layer.change(disks.failing(disks.FIRST))
    answer = on.end(exit_code=5)
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    time.sleep(0.5)
    on.check_copy(at_least_s=SECONDS - 0.1)
    return vars(outcome)
