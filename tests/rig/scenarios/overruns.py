"""What keeps the program from running: it is stopped, the processor is taken from it, memory runs out."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder, sound, takes
from guest.appliance import Appliance
from guest.system import set_file, wait_for

CHANNELS = 16
FEWER_CHANNELS = 4
RATE_HZ = 48000
SESSION = disks.DISK / "session"
GUEST = Path(takes.__file__).parent

# Of the driver's buffer, so that a pause is surely shorter than it; and longer than the largest there is.
SHORT_SHARE = 0.5
LONGEST_BUFFER_S = 0.5


@scenario(
    "xruns-capture", short=1, usual=2, long=20,
    fault="the recorder is stopped (SIGSTOP) for less and for more than the driver's buffer holds, 16 inputs from a USB interface or the loopback card",
    must_hold="frames are lost only if the buffer was exceeded; each gap placed and counted to the frame",
    measured="{short:.0f} short pauses: 0 lost; {gaps:.0f} gaps by long ones, {lost_frames:.0f} frames, told to the frame")
def xruns_capture(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(stopped_for_a_while, disks=[machine.disk("card", mib=256)], seed=seed))


def stopped_for_a_while(seed: int) -> dict:
    dice, outcome = random.Random(seed), Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = None
    if seed % 2:
        sound.UsbInterface(CHANNELS, clock_ppm=40)
        device = "alsa:hw:Interface"
    else:
        player = sound.loopback(CHANNELS, 60)
        device = sound.LOOPBACK_INPUT
    run = recorder.record(SESSION, device, "--seconds", 12)
    wait_for(lambda: takes.written_frames(SESSION, 1) > RATE_HZ, "the first second of the take", 20)
    pauses_s = [dice.uniform(0.05, LONGEST_BUFFER_S * SHORT_SHARE * 0.6) for _ in range(4)] + [LONGEST_BUFFER_S + dice.uniform(0.2, 1) for _ in range(3)]
    dice.shuffle(pauses_s)
    for pause_s in pauses_s:
        run.process.send_signal(signal.SIGSTOP)
        time.sleep(pause_s)
        run.process.send_signal(signal.SIGCONT)
        time.sleep(0.5)
    answer = run.wait()
    if player:
        sound.stop(player)
    long_pauses = [pause_s for pause_s in pauses_s if pause_s > LONGEST_BUFFER_S]
    judge(outcome, answer, gaps=len(long_pauses))
    outcome.measure(short=len(pauses_s) - len(long_pauses), longest_s=max(pauses_s))
    return vars(outcome)


def judge(outcome: Outcome, answer: recorder.Answer, gaps: int, channels: int = CHANNELS) -> None:
    """The take ended as asked; what it tells of gaps is true, and there are as many as the buffer was exceeded."""
    outcome.require(answer.exit_code == 0, f"exit code {answer.exit_code}: {answer.sentence}")
    if answer.value is None:
        return
    take = recorder.take_of(recorder.info(SESSION), answer.value["take"])
    found = takes.check_gaps(outcome, SESSION, take, channels)
    outcome.measure(gaps=len(found.causes), lost_frames=found.told_frames)
    outcome.require(answer.value["lostFrames"] == found.told_frames, f"the report says {answer.value['lostFrames']} lost frames, the journal {found.told_frames}")
    outcome.require(all(cause == "overrun" for cause in found.causes), f"the gaps are told as {found.causes}")
    outcome.require(all(dropout["exact"] for dropout in take["dropouts"]), "a gap is estimated though the driver could be asked")
    outcome.require(len(found.causes) == gaps, f"the buffer was exceeded {gaps} times, told are {len(found.causes)} gaps")


@scenario(
    "processor-hogs", short=0, usual=1, long=10,
    fault="a program of the highest real-time priority takes the whole processor for 0.1 to 0.35 s again and again, then twice for 0.8 s; 4 inputs",
    must_hold="frames are lost only if the driver's buffer was exceeded; each gap placed and counted to the frame",
    measured="{bursts:.0f} bursts: 0 lost; {gaps:.0f} gaps by the two long ones, {lost_frames:.0f} frames, told to the frame")
def processor_hogs(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(starved_of_processor, disks=[machine.disk("card", mib=256)], seed=seed))


def hog(priority: int, burst_s: float, pause_s: float, bursts: int) -> None:
    subprocess.run([sys.executable, GUEST / "hog.py", *map(str, (priority, burst_s, pause_s, bursts))], check=True)


def starved_of_processor(seed: int) -> dict:
    dice, outcome = random.Random(seed), Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    # Without this the kernel gives back a twentieth of each second.
    set_file("/proc/sys/kernel/sched_rt_runtime_us", -1)
    # Of fewer channels the player can have more waiting than the recorder: so it is not what stumbles.
    player = sound.loopback(FEWER_CHANNELS, 60)
    run = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--seconds", 16)
    wait_for(lambda: takes.written_frames(SESSION, 1) > RATE_HZ, "the first second of the take", 20)
    for _ in range(10):
        hog(99, dice.uniform(0.1, 0.35), 0.1, 1)
    for _ in range(2):
        hog(99, 0.8, 1.5, 1)
    answer = run.wait()
    sound.stop(player)
    judge(outcome, answer, gaps=2, channels=FEWER_CHANNELS)
    outcome.measure(bursts=10)
    return vars(outcome)


@scenario(
    "memory-pressure", short=0, usual=1, long=10,
    fault="memory is eaten up to the last 24 MiB, without swap, while 16 inputs are recorded (15 s)",
    must_hold="no frame lost, or each counted and placed to the frame; the recorder is not what the kernel ends",
    measured="{eaten_mib:.0f} MiB eaten, the eater ended by the kernel {ended:.0f} times, {lost_frames:.0f} frames lost")
def memory_pressure(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(starved_of_memory, disks=[machine.disk("card", mib=256)], memory_mib=768))


def starved_of_memory() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(CHANNELS, 60)
    run = recorder.record(SESSION, sound.LOOPBACK_INPUT, "--seconds", 15)
    wait_for(lambda: takes.written_frames(SESSION, 1) > RATE_HZ, "the first second of the take", 20)
    eaten, ended = 0, 0
    while run.is_running:
        eater = subprocess.Popen([sys.executable, GUEST / "eater.py", "24", "4"], stdout=subprocess.PIPE, text=True)
        said = eater.communicate()[0]
        eaten = max([eaten, *map(int, said.split())])
        ended += eater.returncode != 0
    answer = run.wait()
    sound.stop(player)
    judge(outcome, answer, gaps=0)
    outcome.measure(eaten_mib=eaten, ended=ended)
    outcome.require(eaten > 64, f"the bench: only {eaten} MiB were eaten")
    return vars(outcome)


@scenario(
    "xruns-playback", short=0, usual=1, long=10,
    fault="while 16 inputs are recorded and heard, a program of higher priority than the output's keeps it from being filled",
    must_hold="not a recorded frame is lost; what the output missed is counted and shown",
    measured="{underruns:.0f} times the output had nothing to play, {lost_frames:.0f} recorded frames lost")
def xruns_playback(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(starved_output, disks=[machine.disk("card", mib=256)]))


@scenario(
    "xruns-both", short=0, usual=1, long=10,
    fault="the whole engine, recording and playing, is stopped for longer than the driver's buffer holds",
    must_hold="the gap is placed and counted to the frame, the take and the output go on, both told",
    measured="{gaps:.0f} gaps of {lost_frames:.0f} frames, told to the frame; {underruns:.0f} times the output had nothing to play")
def xruns_both(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(stopped_engine, disks=[machine.disk("card", mib=256)]))


def starved_output() -> dict:
    # Between the priorities of the output's thread (40) and the inputs' (45).
    return record_and_hear(lambda appliance: hog(42, 0.2, 0.3, 8), gaps=0)


def stopped_engine() -> dict:
    def stop(appliance: Appliance) -> None:
        for pause_s in (0.9, 1.3):
            os.kill(appliance.engine_id(), signal.SIGSTOP)
            time.sleep(pause_s)
            os.kill(appliance.engine_id(), signal.SIGCONT)
            time.sleep(1)
    return record_and_hear(stop, gaps=2)


def record_and_hear(disturb, gaps: int) -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    player = sound.loopback(CHANNELS, 120)
    # The output goes to another place of the same card, so that both run by one clock.
    appliance = Appliance(SESSION, sound.LOOPBACK_INPUT, output="alsa:hw:Loopback,0,1")
    appliance.begin_take()
    time.sleep(1.5)
    disturb(appliance)
    time.sleep(1)
    appliance.end_take()
    state = appliance.state()
    appliance.end()
    sound.stop(player)
    take = recorder.take_of(recorder.info(SESSION), 1)
    found = takes.check_gaps(outcome, SESSION, take, CHANNELS)
    outcome.measure(gaps=len(found.causes), lost_frames=found.told_frames, underruns=state["interface"]["playbackUnderruns"])
    outcome.require(state["interface"]["playbackUnderruns"] > 0, "the output was kept from being filled, and nobody says so")
    outcome.require(len(found.causes) == gaps, f"{gaps} gaps were made, told are {found.causes}")
    outcome.require(all(dropout["exact"] for dropout in take["dropouts"]), "a gap is estimated though the driver could be asked")
    return vars(outcome)
