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
    fault="none: 16 inputs recorded from 60 s to 300 s, then the same by arecord into one file, all inputs metered by us; compared is all that the guest "
          "takes of the processor, its kernel and disk included, less what it takes while the sound is only played",
    must_hold="at most five times arecord's processor time; the process itself, as its kernel counts, under 3 % of a processor",
    measured="{ratio:.1f} times ({ours_percent:.1f} % beside {theirs_percent:.1f} %: here every system call changes processes); the process itself {own_percent:.2f} %")
def beside_arecord(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome()
    told, meter = machine.run_metered(record_and_note_when, disks=[machine.disk("card", mib=2600)], memory_mib=2048, timeout_s=1200)
    alone, ours, theirs = (meter.share(*told[name]) for name in ("alone", "ours", "theirs"))
    outcome.require(alone < min(ours, theirs), "the bench: recording took nothing of the processor")
    outcome.measure(
        ours_percent=(ours - alone) * 100, theirs_percent=(theirs - alone) * 100, own_percent=told["own_share"] * 100,
        ratio=(ours - alone) / (theirs - alone))
    outcome.require(outcome.figures["ratio"] <= 5, f"{outcome.figures['ratio']:.1f} times arecord's processor time")
    outcome.require(0 < told["own_share"] < 0.03, f"{told['own_share']:.1%} of a processor")
    return outcome


def record_and_note_when(from_s: float = 60, to_s: float = 300) -> dict:
    """What is played alone, recorded by us and recorded by arecord: from when to when, by the wall clock; and our process's own share."""
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(16, int(4 * to_s))
    whole = int(to_s) + 5
    told = {"alone": stretch(to_s - from_s, to_s)}
    ours = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--seconds", whole)
    process, before_s = ours.process.pid, 0.0

    def look() -> None:
        nonlocal before_s
        before_s = system.processor_seconds(process)
    told["ours"] = stretch(from_s, to_s, look)
    told["own_share"] = (system.processor_seconds(process) - before_s) / (to_s - from_s)
    ours.wait()
    theirs = subprocess.Popen(
        ["arecord", "-q", "-D", "hw:Loopback,1,0", "-f", "S32_LE", "-c", "16", "-r", str(RATE_HZ), "--buffer-time", "500000",
         "-d", str(whole), "/run/disk/arecord.wav"])
    told["theirs"] = stretch(from_s, to_s)
    theirs.wait()
    sound.stop(player)
    return told


def stretch(from_s: float, to_s: float, look=lambda: None) -> tuple[float, float]:
    """Lets so much time go by, with a look at the beginning; from when to when it was, by the wall clock."""
    time.sleep(from_s)
    look()
    began = time.time()
    time.sleep(to_s - from_s)
    return began, time.time()


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
