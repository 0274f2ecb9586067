"""Sticks that are yanked, full, read-only, unformatted, or of a file system that cannot hold long files."""

import hashlib
import random
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder, stage
from guest.appliance import Appliance
from guest.sticks import FOLDER, Stick
from guest.system import sh, wait_for

SESSION = disks.DISK / "session"


def prepare_session(seconds: float = 6) -> Path:
    """A session with one take of 16 tracks, 18 MB."""
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    recorder.record(SESSION, stage.sound(seconds=seconds + 1), "--seconds", seconds, "--speed", "max").wait()
    return SESSION


def export() -> recorder.Run:
    return recorder.Run("export", SESSION, "--to", FOLDER, "--what", "tracks", "--json")


def check_names(outcome: Outcome, stick_folder: Path) -> int:
    """Nothing lies under a final name that is not whole; how many files have one."""
    sources = {hashlib.sha256(file.read_bytes()).hexdigest() for file in SESSION.rglob("*") if file.is_file()}
    named = [file for file in stick_folder.rglob("*.wav") if file.is_file()]
    for file in named:
        outcome.require(hashlib.sha256(file.read_bytes()).hexdigest() in sources, f"{file.name} has its final name on the stick and is not whole")
    return len(named)


@scenario(
    "stick-yanked", short=1, usual=2, long=20,
    fault="the stick (FAT32 or exFAT, USB mass storage) is yanked at a random moment of the copy and put back",
    must_hold="nothing under a final name that is not whole; told; the copy resumes on the next run",
    measured="yanked with up to {named:.0f} files finished; the next run copies the rest")
def stick_yanked(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(yank_in_copy, disks=[machine.disk("card", mib=128)], seed=seed))


def yank_in_copy(seed: int) -> dict:
    dice, outcome = random.Random(seed), Outcome()
    prepare_session()
    stick = Stick(mib=64)
    stick.format("vfat" if seed % 2 else "exfat")
    stick.mount()
    run = export()
    wait_for(lambda: list(FOLDER.rglob("*.part")), "the beginning of the copy")
    time.sleep(dice.uniform(0, 1))
    was_running = run.is_running
    stick.yank()
    answer = run.wait(60)
    if was_running:
        outcome.require(answer.exit_code == 5 or answer.exit_code == 0, f"exit code {answer.exit_code}: {answer.sentence}")
        outcome.require(answer.exit_code == 0 or answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    stick.unmount()
    stick.plug_in()
    sh({True: "fsck.vfat", False: "fsck.exfat"}[bool(seed % 2)], *(["-a"] if seed % 2 else ["-y"]), stick.device, check=False)
    stick.mount()
    outcome.measure(named=check_names(outcome, FOLDER))
    again = export().wait()
    outcome.require(again.exit_code == 0, f"the next run ends with {again.exit_code}: {again.sentence}")
    sh("sync")
    outcome.require(check_names(outcome, FOLDER) == stage.CHANNELS, "the next run did not copy what was missing")
    outcome.require(not list(FOLDER.rglob("*.part")), "unfinished files are left on the stick")
    stick.unmount()
    return vars(outcome)


@scenario(
    "stick-refused", short=0, usual=1, long=2,
    fault="the stick is full, read-only, or has no file system and is not mounted at all",
    must_hold="nothing under a final name that is not whole, a sentence, never written to unasked",
    measured="{refusals:.0f} of 3 refused with a sentence")
def stick_refused(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(refuse_sticks, disks=[machine.disk("card", mib=128)]))


def refuse_sticks() -> dict:
    outcome, refusals = Outcome(), 0
    prepare_session()
    stick = Stick(mib=64)
    blank = hashlib.sha256(stick.image.read_bytes()).hexdigest()
    # Unformatted: nothing is mounted, and the device itself sees no stick.
    appliance = Appliance(SESSION, "band:2", stickFolder=str(FOLDER.parent))
    refused = appliance.post("startExport", choice="tracks") or ""
    refusals += outcome.require("stick" in refused.lower(), f"copying to an unformatted stick is not refused with a sentence: '{refused}'")
    appliance.end()
    outcome.require(hashlib.sha256(stick.image.read_bytes()).hexdigest() == blank, "an unformatted stick was written to")
    stick.format("vfat")
    stick.mount()
    (FOLDER / "full").write_bytes(bytes(56 << 20))
    refusals += expect_refusal(outcome, "a full stick")
    check_names(outcome, FOLDER)
    outcome.require((FOLDER / "full").stat().st_size == 56 << 20, "what lay on the full stick is not there any more")
    (FOLDER / "full").unlink()
    stick.unmount()
    stick.mount("ro")
    refusals += expect_refusal(outcome, "a read-only stick")
    stick.unmount()
    outcome.measure(refusals=refusals)
    return vars(outcome)


def expect_refusal(outcome: Outcome, what: str) -> bool:
    answer = export().wait()
    told = outcome.require(answer.is_told, f"{what}: it does not say what happened: '{answer.sentence}'")
    return outcome.require(answer.exit_code == 5, f"{what}: exit code {answer.exit_code} instead of 5: {answer.sentence}") and told


@scenario(
    "stick-long-file", short=0, usual=0, long=1,
    fault="a file of more than 4 GB for a FAT32 stick",
    must_hold="refused with a sentence before anything is written, nothing under a final name",
    measured="refused after {seconds:.1f} s")
def stick_long_file(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(export_long_file, disks=[machine.disk("card", mib=6000)], timeout_s=900))


def export_long_file() -> dict:
    outcome = Outcome()
    prepare_session(1)
    long_file = SESSION / "long.bin"
    with open(long_file, "wb") as file:
        file.truncate((4 << 30) + 4096)
    stick_image = disks.DISK / "stick"
    with open(stick_image, "wb") as file:
        file.truncate(5 << 30)
    sh("mkfs.vfat", stick_image)
    FOLDER.mkdir(parents=True)
    sh("mount", "-o", "loop", stick_image, FOLDER)
    started = time.monotonic()
    answer = recorder.Run("export", SESSION, long_file, "--to", FOLDER, "--json").wait(600)
    outcome.measure(seconds=time.monotonic() - started)
    outcome.require(answer.exit_code == 5, f"exit code {answer.exit_code} instead of 5: {answer.sentence}")
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    outcome.require(not list(FOLDER.rglob("long.bin")), "the file has its final name on a stick that cannot hold it")
    return vars(outcome)
