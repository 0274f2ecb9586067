"""The disk is slow, stands still, fills up, or refuses writes while takes are recorded."""

import os
import time

from bench.scenario import Outcome, scenario
from guest import disks, recorder, stage, takes
from guest.system import driver, sh, wait_for
from guest.witness import Witness

RATE_HZ = 48000
SESSION = disks.DISK / "session"


def expect_whole(outcome: Outcome, answer: recorder.Answer, number: int, channels: int, seconds: float) -> None:
    """The take ended as asked, whole, and its report says how much memory it took."""
    outcome.require(answer.exit_code == 0, f"exit code {answer.exit_code}: {answer.sentence}")
    if answer.value is None:
        return
    outcome.measure(
        high_water_s=answer.value["memoryHighWaterSeconds"], unsafe_s=answer.value["unsafeHighWaterSeconds"],
        flush_ms=answer.value["longestCommitSeconds"] * 1000, lost_frames=answer.value["lostFrames"])
    outcome.require(answer.value["lostFrames"] == 0, f"{answer.value['lostFrames']} frames were lost")
    takes.check_take(outcome, SESSION, number, channels, frames=int(seconds * RATE_HZ))


@scenario(
    "slow-flushes", short=0, usual=1, long=3,
    fault="every flush of the disk takes 30 ms while 32 inputs are recorded (10 s)",
    must_hold="nothing lost, high-water mark of the ring in the report",
    measured="{lost_frames:.0f} frames lost, memory held {high_water_s:.2f} s, longest commit {flush_ms:.0f} ms, {unsafe_s:.2f} s not yet safe at most")
def slow_flushes(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_with_slow_flushes, disks=[machine.disk("card", mib=384)]))


def record_with_slow_flushes(channels: int = 32, seconds: float = 10) -> dict:
    outcome, device = Outcome(), stage.sound(channels, seconds + 4)
    layer = disks.Layer("card", disks.slow_flushes(disks.FIRST, delay_ms=30))
    disks.format_ext4(layer.path)
    disks.mount(layer.path)
    answer = recorder.record(SESSION, device, "--seconds", seconds).wait()
    expect_whole(outcome, answer, 1, channels, seconds)
    outcome.require(answer.value is None or answer.value["longestCommitSeconds"] >= 0.03, "the disk was not slow at all")
    return vars(outcome)


@scenario(
    "slow-disk", short=0, usual=1, long=3,
    fault="a disk of 3 MB/s while 16 inputs at 48 kHz and 24 bits are recorded, 2.3 MB/s (30 s)",
    must_hold="nothing lost, high-water mark of the ring in the report",
    measured="{lost_frames:.0f} frames lost, memory held {high_water_s:.2f} s, longest commit {flush_ms:.0f} ms, {unsafe_s:.2f} s not yet safe at most")
def slow_disk(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_to_slow_disk, memory_mib=1536))


def record_to_slow_disk(channels: int = 16, seconds: float = 30) -> dict:
    outcome, device = Outcome(), stage.sound(channels, seconds + 4, bits=24)
    disk = disks.memory_disk(mib=256, mib_per_second=3)
    # What mkfs leaves to the kernel to do later would take of the disk's speed now.
    disks.format_ext4(disk, "-E", "lazy_itable_init=0,lazy_journal_init=0", "-J", "size=8")
    disks.mount(disk)
    answer = recorder.record(SESSION, device, "--seconds", seconds).wait(180)
    expect_whole(outcome, answer, 1, channels, seconds)
    return vars(outcome)


@scenario(
    "disk-stalls", short=1, usual=1, long=3,
    fault="the disk stands still for 1, 5, 10 and 30 s while 16 inputs are recorded (1 and 5 s in the short set)",
    must_hold="nothing lost, high-water mark of the ring in the report",
    measured="stalls up to {stall_s:.0f} s: {lost_frames:.0f} frames lost, memory held {high_water_s:.2f} s, {unsafe_s:.2f} s not yet safe at most")
def disk_stalls(machine, seed: int, which: str) -> Outcome:
    stalls = [1, 5] if which == "short" else [1, 5, 10, 30]
    card = machine.disk("card", mib=768)
    return Outcome(**machine.run(record_with_stalls, disks=[card], memory_mib=1536, stalls_s=stalls))


def record_with_stalls(stalls_s: list) -> dict:
    outcome, seconds = Outcome(), sum(stalls_s) + 2 * len(stalls_s) + 2
    device = stage.sound(seconds=seconds + 2)
    layer = disks.Layer("card", disks.plain(disks.FIRST))
    disks.format_ext4(layer.path)
    disks.mount(layer.path)
    run = recorder.record(SESSION, device, "--seconds", seconds)
    wait_for(lambda: takes.written_frames(SESSION, 1) > RATE_HZ, "the first second of the take")
    for stall_s in stalls_s:
        layer.stall()
        time.sleep(stall_s)
        layer.go_on()
        outcome.measure(stall_s=stall_s)
        time.sleep(2)
    answer = run.wait()
    expect_whole(outcome, answer, 1, stage.CHANNELS, seconds)
    if answer.value:
        outcome.require(answer.value["unsafeHighWaterSeconds"] >= max(stalls_s), "the report does not show what was not yet safe in the stall")
    return vars(outcome)


@scenario(
    "disk-full", short=1, usual=1, long=5,
    fault="the disk fills up while 16 inputs are recorded",
    must_hold="valid files, a sentence, other takes untouched",
    measured="ended by itself after {seconds:.1f} s with {left_mib:.1f} MiB left")
def disk_full(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_until_full, disks=[machine.disk("card", mib=48)]))


def record_until_full() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    stage.session_with_older_take()
    record_into_trouble(outcome, exit_code=5, frames_told_by_report=True)
    room = os.statvfs(disks.DISK)
    outcome.measure(left_mib=room.f_bavail * room.f_bsize / 2**20)
    return vars(outcome)


@scenario(
    "quota", short=0, usual=1, long=3,
    fault="a quota of 24 MiB is used up while 16 inputs are recorded",
    must_hold="valid files, a sentence, other takes untouched",
    measured="ended by itself after {seconds:.1f} s")
def quota(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_until_quota, disks=[machine.disk("card", mib=96)]))


def record_until_quota() -> dict:
    outcome = Outcome()
    # Root has no quota of its own, a folder's project has: what lies in it may take so much and no more.
    disks.format_ext4(disks.FIRST, "-O", "quota,project", "-E", "quotatype=usrquota:grpquota:prjquota")
    disks.mount(disks.FIRST, disks.DISK, "prjquota")
    SESSION.mkdir()
    sh("chattr", "-p", "7", "+P", SESSION)
    sh("setquota", "-P", "7", "0", str(24 << 10), "0", "0", disks.DISK)
    stage.session_with_older_take()
    record_into_trouble(outcome, exit_code=5)
    return vars(outcome)


@scenario(
    "read-only-remount", short=0, usual=1, long=3,
    fault="the file system becomes read-only while 16 inputs are recorded (as ext4 does after an error)",
    must_hold="valid files after a check of the disk, a sentence, other takes untouched",
    measured="ended after {seconds:.1f} s, at most {missing_s:.2f} s missing")
def read_only_remount(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_into_read_only, disks=[machine.disk("card", mib=128)]))


def record_into_read_only() -> dict:
    # ext4's own way to try what it does after an error: it stops its journal and takes no more writes.
    return break_and_mend(
        lambda: sh("mount", "-o", "remount,abort", disks.DISK, check=False), disks.plain(disks.FIRST), None)


@scenario(
    "write-errors", short=1, usual=1, long=10,
    fault="from some moment on the disk answers every write with an I/O error while 16 inputs are recorded",
    must_hold="a sentence at once; when the disk is mended: valid files, at most 1 s missing, other takes untouched",
    measured="ended after {seconds:.1f} s, at most {missing_s:.2f} s missing")
def write_errors(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_into_errors, disks=[machine.disk("card", mib=128)]))


def record_into_errors() -> dict:
    driver("dm-flakey")
    return break_and_mend(None, disks.plain(disks.FIRST), disks.failing(disks.FIRST))


def break_and_mend(break_it, good_table: str, bad_table: str | None) -> dict:
    outcome = Outcome()
    layer = disks.Layer("card", good_table)
    disks.format_ext4(layer.path)
    disks.mount(layer.path)
    older = takes.fingerprint(stage.session_with_older_take() / "takes" / "T0001")
    run = recorder.record(SESSION, stage.sound())
    witness = Witness(SESSION, take=2)
    witness.wait_until_played(3)
    whole = witness.played_frames()
    if bad_table:
        layer.change(bad_table)
    else:
        break_it()
    # It broke somewhere in between, and while a table is changed the disk stands still: missing is counted from the end of that,
    # and so much may be missing besides.
    played = witness.played_frames()
    answer = run.wait(60)
    witness.end()
    outcome.measure(seconds=time.monotonic() - witness.began_at)
    outcome.require(answer.exit_code == 5, f"exit code {answer.exit_code} instead of 5: {answer.sentence}")
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    disks.unmount()
    if bad_table:
        layer.change(good_table)
    disks.mount(layer.path)
    mended = recorder.recover(SESSION)
    outcome.require(mended.exit_code == 0, f"recover ends with {mended.exit_code}: {mended.sentence}")
    take = recorder.take_of(mended.value, 2) if mended.value else None
    if outcome.require(take is not None, "the take is not there any more"):
        takes.check_take(outcome, SESSION, 2, stage.CHANNELS, frames=take["keptFrames"])
        told = answer.value["frames"] if answer.value else take["keptFrames"]
        outcome.require(
            take["keptFrames"] >= told, f"the recorder told of {told / RATE_HZ:.1f} s, the disk holds {take['keptFrames'] / RATE_HZ:.1f} s")
        outcome.measure(missing_s=(played - take["keptFrames"]) / RATE_HZ)
        changing = played - whole
        outcome.require(
            played - take["keptFrames"] <= RATE_HZ + changing,
            f"{(played - take['keptFrames']) / RATE_HZ:.2f} s are missing, {changing / RATE_HZ:.2f} s of it while the disk was broken")
    outcome.require(takes.fingerprint(SESSION / "takes" / "T0001") == older, "T1, which was finished before, is not as it was")
    return vars(outcome)


def record_into_trouble(outcome: Outcome, exit_code: int, frames_told_by_report: bool = False) -> None:
    """Records until the disk ends it; then files, sentence and the older take are looked at."""
    older = takes.fingerprint(SESSION / "takes" / "T0001")
    started = time.monotonic()
    answer = recorder.record(SESSION, stage.sound()).wait(60)
    outcome.measure(seconds=time.monotonic() - started)
    outcome.require(answer.exit_code == exit_code, f"exit code {answer.exit_code} instead of {exit_code}: {answer.sentence}")
    outcome.require(answer.is_told, f"it does not say what happened: '{answer.sentence}'")
    mended = recorder.recover(SESSION)
    outcome.require(mended.exit_code == 0, f"recover ends with {mended.exit_code}: {mended.sentence}")
    told = answer.value["frames"] if frames_told_by_report and answer.value else None
    frames = takes.check_take(outcome, SESSION, 2, stage.CHANNELS, frames=told)
    outcome.require(frames > RATE_HZ, f"only {frames} frames were kept")
    outcome.require(takes.fingerprint(SESSION / "takes" / "T0001") == older, "T1, which was finished before, is not as it was")
