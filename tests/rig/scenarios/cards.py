"""Sound cards of the kernel: recorded bit for bit, beside arecord, pulled out and put back."""

import subprocess
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder, sound, system, takes

RATE_HZ = 48000
SESSION = Path("/run/disk/session")


@scenario(
    "loopback-16", short=1, usual=1, long=1,
    fault="none: 16 inputs at 48 kHz, 32 bits, from the kernel's loopback card (60 s; 15 s in the short set)",
    must_hold="what is recorded equals what was played, bit for bit; no collection in the engine",
    measured="{exact_frames:.0f} frames x {channels:.0f} exact, {lost_frames:.0f} lost, {collections:.0f} collections")
def loopback_16(machine, seed: int, which: str) -> Outcome:
    seconds = 15 if which == "short" else 60
    return Outcome(**machine.run(record_loopback, disks=[machine.disk("card", mib=512)], channels=16, seconds=seconds))


@scenario(
    "loopback-32", short=0, usual=1, long=1,
    fault="none: 32 inputs at 48 kHz, 32 bits, from the kernel's loopback card (30 s)",
    must_hold="what is recorded equals what was played, bit for bit; no collection in the engine",
    measured="{exact_frames:.0f} frames x {channels:.0f} exact, {lost_frames:.0f} lost, {collections:.0f} collections")
def loopback_32(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_loopback, disks=[machine.disk("card", mib=512)], channels=32, seconds=30))


def record_loopback(channels: int, seconds: int) -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(channels, seconds + 30)
    answer = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--seconds", seconds).wait(seconds + 60)
    check_whole(outcome, answer, player, channels, seconds)
    return vars(outcome)


def check_whole(outcome: Outcome, answer: recorder.Answer, player, channels: int, seconds: int) -> None:
    """The take is what was played, all of it."""
    if player:
        sound.stop(player)
    outcome.require(answer.exit_code == 0, f"exit code {answer.exit_code}: {answer.sentence}")
    if answer.value is None:
        return
    outcome.measure(lost_frames=answer.value["lostFrames"], collections=answer.value["collections"], channels=channels)
    outcome.require(answer.value["lostFrames"] == 0, f"{answer.value['lostFrames']} frames were lost")
    outcome.require(answer.value["collections"] == 0, f"{answer.value['collections']} collections between REC and STOP")
    outcome.require(answer.value["frames"] == seconds * RATE_HZ, f"{answer.value['frames']} frames, {seconds * RATE_HZ} were asked for")
    first = takes.first_frame(takes.read_track(takes.tracks_of(SESSION, 1)[0]), channels)
    if outcome.require(first is not None, "the first frame is none of those played"):
        frames = takes.check_take(outcome, SESSION, 1, channels, frames=answer.value["frames"], first_frame=first)
        outcome.measure(exact_frames=0 if outcome.broken else frames)


@scenario(
    "hour", short=0, usual=0, long=1,
    fault="none: 8 inputs at 48 kHz from the kernel's loopback card, in 24-bit files, one hour in real time",
    must_hold="what is recorded equals what was played, bit for bit; no collection in the engine; its memory does not grow",
    measured="{exact_frames:.0f} frames x 8 exact, {lost_frames:.0f} lost, {collections:.0f} collections, memory grown by {grown_mib:.1f} MiB from the first to the last minute")
def hour(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_hour, disks=[machine.disk("card", mib=4600)], timeout_s=4500))


def record_hour(channels: int = 8, seconds: int = 3600) -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(channels, seconds + 60)
    run = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--format", "s24", "--seconds", seconds)
    time.sleep(60)
    before = resident_bytes(run.process.pid)
    time.sleep(seconds - 120)
    outcome.measure(grown_mib=(resident_bytes(run.process.pid) - before) / 2**20)
    check_whole(outcome, run.wait(300), player, channels, seconds)
    outcome.require(outcome.figures["grown_mib"] < 8, f"its memory has grown by {outcome.figures['grown_mib']:.1f} MiB")
    return vars(outcome)


def resident_bytes(process: int) -> int:
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) << 10


@scenario(
    "beside-arecord", short=0, usual=0, long=1,
    fault="none: 16 inputs recorded from 60 s to 300 s, then the same by arecord into one file, all inputs metered by us",
    must_hold="at most five times arecord's processor time, and under 3 % of a processor",
    measured="{ours_percent:.2f} % of a processor, arecord {theirs_percent:.2f} %, ratio {ratio:.1f}")
def beside_arecord(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(measure_processor, disks=[machine.disk("card", mib=2600)], memory_mib=2048, timeout_s=900))


def measure_processor() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(16, 700)
    ours = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--seconds", 305)
    ours_share = processor_share(ours.process.pid, 60, 300)
    ours.wait()
    theirs = subprocess.Popen(
        ["arecord", "-q", "-D", "hw:Loopback,1,0", "-f", "S32_LE", "-c", "16", "-r", str(RATE_HZ), "--buffer-time", "500000",
         "-d", "305", "/run/disk/arecord.wav"])
    theirs_share = processor_share(theirs.pid, 60, 300)
    theirs.wait()
    sound.stop(player)
    outcome.require(min(ours_share, theirs_share) > 0, "the bench: the processor's time could not be read")
    outcome.measure(ours_percent=ours_share * 100, theirs_percent=theirs_share * 100, ratio=ours_share / theirs_share)
    outcome.require(ours_share <= 5 * theirs_share, f"{ours_share / theirs_share:.1f} times arecord's processor time")
    outcome.require(ours_share < 0.03, f"{ours_share:.1%} of a processor")
    return vars(outcome)


def processor_share(process: int, from_s: float, to_s: float) -> float:
    """Processor time a second of wall clock between two moments of a process's life, all its threads."""
    time.sleep(from_s)
    before = system.processor_seconds(process)
    time.sleep(to_s - from_s)
    return (system.processor_seconds(process) - before) / (to_s - from_s)


@scenario(
    "usb-interface", short=0, usual=1, long=1,
    fault="none: 16 inputs from a USB Audio Class 2 interface whose clock is 40 ppm fast (20 s)",
    must_hold="what is recorded equals what it sent, bit for bit",
    measured="{exact_frames:.0f} frames x 16 exact, {lost_frames:.0f} lost")
def usb_interface(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_usb, disks=[machine.disk("card", mib=256)], seconds=20))


def record_usb(seconds: int) -> dict:
    outcome, channels = Outcome(), 16
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    sound.UsbInterface(channels, clock_ppm=40)
    answer = recorder.record(SESSION, "alsa:hw:Interface", "--seconds", seconds).wait(seconds + 60)
    check_whole(outcome, answer, None, channels, seconds)
    return vars(outcome)
