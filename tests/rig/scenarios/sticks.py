"""Sticks that are yanked, full, read-only, unformatted, or of a file system that cannot hold long files."""

import contextlib
import hashlib
import os
import random
import struct
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder, sound, stage, takes
from guest.appliance import Appliance
from guest.sticks import FOLDER, MidiBox, Stick
from guest.system import sh, wait_for

SESSION = disks.DISK / "session"
COMPARED_BYTES = 8 << 20


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
    fault="a stick of 6 MB/s (FAT32 or exFAT, USB mass storage) is yanked when files are finished on it and one is half copied, and put back",
    must_hold="nothing under a final name that is not whole; told; the next run copies the rest and no more",
    measured="yanked with {least_named:.0f} to {named:.0f} of 16 files finished and {part_kib:.0f} KiB of the next at most; the rest was copied by the next run")
def stick_yanked(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(yank_in_copy, disks=[machine.disk("card", mib=128)], seed=seed))


def yank_in_copy(seed: int) -> dict:
    dice, outcome = random.Random(seed), Outcome()
    kind = "vfat" if seed % 2 else "exfat"
    prepare_session()
    stick = Stick(mib=64, mib_per_second=6)
    stick.format(kind)
    stick.mount()
    run = export()
    finished = wait_for_half_copied(at_least=dice.randint(1, 12))
    time.sleep(dice.uniform(0, 0.1))
    part = next(iter(FOLDER.rglob("*.part")), None)
    part_bytes = part.stat().st_size if part else 0
    outcome.require(run.is_running, "the bench: the copy was over before the stick was yanked")
    stick.yank()
    answer = run.wait(60)
    outcome.require(answer.exit_code == 5, f"exit code {answer.exit_code} instead of 5: {answer.sentence}")
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    stick.unmount()
    stick.plug_in()
    sh(*{"vfat": ("fsck.vfat", "-a"), "exfat": ("fsck.exfat", "-y")}[kind], stick.device, check=False)
    stick.mount()
    named = check_names(outcome, FOLDER)
    outcome.measure(named=named, least_named=named, part_kib=part_bytes / 1024)
    outcome.require(named >= finished, f"{finished} files were finished before the stick was yanked, {named} are there")
    again = export().wait()
    outcome.require(again.exit_code == 0, f"the next run ends with {again.exit_code}: {again.sentence}")
    if again.value:
        kept = sum(file["outcome"] == "alreadyThere" for file in again.value["files"])
        outcome.require(kept == named, f"{named} files were finished, {kept} were left as they are by the next run")
    sh("sync")
    outcome.require(check_names(outcome, FOLDER) == stage.CHANNELS, "the next run did not copy what was missing")
    outcome.require(not list(FOLDER.rglob("*.part")), "unfinished files are left on the stick")
    stick.unmount()
    return vars(outcome)


def wait_for_half_copied(at_least: int) -> int:
    """Returns when so many files have their final names and the next one is being written; how many have them."""
    def finished() -> int:
        names = list(FOLDER.rglob("*.wav"))
        return len(names) if len(names) >= at_least and any(part.stat().st_size > 0 for part in FOLDER.rglob("*.part")) else 0

    def look() -> int:
        try:
            return finished()
        except OSError:
            return 0  # renamed between the two looks
    return wait_for(look, f"{at_least} finished files and a half copied one", timeout_s=60, every_s=0.005)


@scenario(
    "stick-refused", short=0, usual=1, long=2,
    fault="the stick is full, fills up in the copy, is read-only, or has no file system and is not mounted at all",
    must_hold="nothing under a final name that is not whole, a sentence, never written to unasked",
    measured="{refusals:.0f} of 4 refused with a sentence")
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
    refusals += expect_refusal(outcome, "a stick that fills up in the copy", fill_up)
    check_names(outcome, FOLDER)
    (FOLDER / "filling").unlink()
    stick.unmount()
    stick.mount("ro")
    refusals += expect_refusal(outcome, "a read-only stick")
    stick.unmount()
    outcome.measure(refusals=refusals)
    return vars(outcome)


def fill_up() -> None:
    """Another program takes all the room that is left while the copy runs."""
    wait_for(lambda: list(FOLDER.rglob("*.part")), "the beginning of the copy", every_s=0.002)
    with contextlib.suppress(OSError), open(FOLDER / "filling", "wb") as file:
        while True:
            file.write(bytes(1 << 20))


def expect_refusal(outcome: Outcome, what: str, meanwhile=None) -> bool:
    run = export()
    if meanwhile:
        meanwhile()
    answer = run.wait()
    told = outcome.require(answer.is_told, f"{what}: it does not say what happened: '{answer.sentence}'")
    return outcome.require(answer.exit_code == 5, f"{what}: exit code {answer.exit_code} instead of 5: {answer.sentence}") and told


@scenario(
    "stick-long-file", short=0, usual=0, long=1,
    fault="a file of more than 4 GiB that is no sound, for a FAT32 stick",
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
    mount_large_fat()
    started = time.monotonic()
    answer = recorder.Run("export", SESSION, long_file, "--to", FOLDER, "--json").wait(600)
    outcome.measure(seconds=time.monotonic() - started)
    outcome.require(answer.exit_code == 5, f"exit code {answer.exit_code} instead of 5: {answer.sentence}")
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    outcome.require(not list(FOLDER.rglob("long.bin")), "the file has its final name on a stick that cannot hold it")
    return vars(outcome)


@scenario(
    "stick-long-track", short=0, usual=0, long=1,
    fault="a track of more than 4 GiB (RF64) for a FAT32 stick",
    must_hold="split between two frames into parts that fit; each opens, together they are the track to the bit",
    measured="{parts:.0f} parts, {different_bytes:.0f} bytes different, after {seconds:.0f} s")
def stick_long_track(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(export_long_track, disks=[machine.disk("card", mib=6000)], timeout_s=1800))


def export_long_track() -> dict:
    outcome = Outcome()
    prepare_session(1)
    track = SESSION / "long.wav"
    write_long_wav(track, frames=((4 << 30) + (20 << 20)) // 3)
    mount_large_fat()
    started = time.monotonic()
    answer = recorder.Run("export", SESSION, track, "--to", FOLDER, "--json").wait(1500)
    outcome.measure(seconds=time.monotonic() - started)
    outcome.require(answer.exit_code == 0, f"exit code {answer.exit_code}: {answer.sentence}")
    # What was written is out of the way before it is read: there is more of it than the guest has memory.
    sh("sync")
    whole_bytes, at, different = sound_place(track)[1], 0, 0
    parts = sorted(FOLDER.rglob("*.wav"))
    for part in parts:
        part_bytes = sound_place(part)[1]
        outcome.require(part_bytes % 3 == 0, f"{part.name} ends in the middle of a frame")
        outcome.require(at + part_bytes <= whole_bytes, f"{part.name} goes on behind the track's end")
        different += different_bytes(track, at, part, part_bytes)
        at += part_bytes
    outcome.measure(parts=len(parts), different_bytes=different)
    outcome.require(len(parts) > 1, f"{len(parts)} parts are on the stick")
    outcome.require(at == whole_bytes, f"the parts hold {at} bytes of {whole_bytes}")
    outcome.require(different == 0, f"{different} bytes are not those of the track")
    return vars(outcome)


def sound_place(path: Path) -> tuple[int, int]:
    """Where the sound of a WAV or RF64 file begins, and its bytes."""
    with open(path, "rb") as file:
        head, size_bytes = file.read(1 << 16), os.fstat(file.fileno()).st_size
    data = head.find(b"data")
    size = struct.unpack_from("<I", head, data + 4)[0]
    if size == 0xFFFFFFFF:
        size = struct.unpack_from("<Q", head, head.find(b"ds64") + 16)[0]
    if data < 0 or data + 8 + size > size_bytes:
        raise takes.NotWhole(f"{path.name} tells of more than there is")
    return data + 8, size


def different_bytes(track: Path, first: int, part: Path, size: int) -> int:
    """Bytes of the pieces of a part's sound that are not those of the track from there on. Read, not mapped: mapped pages count as
    this program's own memory, and the kernel ends what has most of it."""
    different = 0
    with open(track, "rb") as whole, open(part, "rb") as file:
        whole.seek(sound_place(track)[0] + first)
        file.seek(sound_place(part)[0])
        for done in range(0, size, COMPARED_BYTES):
            piece = file.read(min(COMPARED_BYTES, size - done))
            different += len(piece) * (piece != whole.read(len(piece)))
            for read in (whole, file):
                os.posix_fadvise(read.fileno(), 0, read.tell(), os.POSIX_FADV_DONTNEED)
    return different


def write_long_wav(path: Path, frames: int) -> None:
    """A 24-bit RF64 track (EBU Tech 3306) of silence, with sound every 64 MiB and around 4 GiB; the rest are holes."""
    data_bytes = frames * 3
    head = b"RF64" + struct.pack("<I", 0xFFFFFFFF) + b"WAVEds64" + struct.pack("<IQQQI", 28, 72 + data_bytes, data_bytes, frames, 0)
    head += b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 48000, 144000, 3, 24) + b"data" + struct.pack("<I", 0xFFFFFFFF)
    dice = random.Random(4)
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(len(head) + data_bytes)
        for place in [*range(0, data_bytes - (1 << 16), 64 << 20), (4 << 30) - (1 << 17), (4 << 30) - (1 << 15)]:
            file.seek(len(head) + place)
            file.write(dice.randbytes(1 << 16))


def mount_large_fat() -> None:
    """A stick of 5 GiB with FAT32, in a file of the card."""
    stick_image = disks.DISK / "stick"
    with open(stick_image, "wb") as file:
        file.truncate(5 << 30)
    sh("mkfs.vfat", "-F", "32", stick_image)
    FOLDER.mkdir(parents=True)
    sh("mount", "-o", "loop", stick_image, FOLDER)


@scenario(
    "midi-box", short=0, usual=1, long=5,
    fault="a USB box that is a MIDI instrument and no drive is plugged in and pulled while 16 inputs are recorded",
    must_hold="not taken for a stick, nothing to export to, the take unharmed",
    measured="a MIDI port came and went, no stick was seen, {lost_frames:.0f} frames lost")
def midi_box(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(plug_midi_box, disks=[machine.disk("card", mib=128)]))


def plug_midi_box() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(stage.CHANNELS, 60)
    appliance = Appliance(SESSION, sound.LOOPBACK_INPUT, stickFolder=str(FOLDER.parent))
    appliance.begin_take()
    box = MidiBox()
    seen = []
    for _ in range(20):
        time.sleep(0.1)
        seen.append(appliance.state()["storage"]["stickLabel"])
    refused = appliance.post("startExport", choice="tracks")
    outcome.require(refused is not None, "something can be copied to a MIDI box")
    box.pull()
    time.sleep(1)
    state = appliance.state()
    outcome.require(not any(seen), f"the MIDI box was taken for a stick called {seen}")
    outcome.require(state["transport"].lower() == "recording", f"the take is {state['transport']}")
    appliance.end_take()
    appliance.end()
    sound.stop(player)
    take = recorder.take_of(recorder.info(SESSION), 1)
    outcome.measure(lost_frames=sum(dropout["frames"] for dropout in take["dropouts"]))
    outcome.require(not take["dropouts"], f"the take tells of {take['dropouts']}")
    takes.check_gaps(outcome, SESSION, take, stage.CHANNELS)
    return vars(outcome)
