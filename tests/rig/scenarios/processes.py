"""A process is killed while eight inputs are recorded."""

import random
import time
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, pattern, recorder, stage, takes
from guest.appliance import Appliance
from guest.system import wait_for

CHANNELS = 8
RATE_HZ = 48000
SOUND_SECONDS = 60
SESSION = Path("/run/disk/session")


def kills_in(which: str) -> int:
    return {"short": 2, "usual": 5}.get(which, 10)


def set_up() -> Appliance:
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    sound = stage.sound(CHANNELS, SOUND_SECONDS)
    stage.session_with_older_take(device=sound)
    return Appliance(SESSION, sound)


def first_frame_of(take: int) -> int:
    """Where in the sound a take began."""
    track = takes.read_track(takes.tracks_of(SESSION, take)[0])
    frame = pattern.frame_of(track.words[0], CHANNELS, 0) if len(track.words) else 0
    return -1 if frame is None else frame


@scenario(
    "kill-host", short=1, usual=1, long=10,
    fault="SIGKILL of the host while a take runs",
    must_hold="no frame lost; the next host finds the take running",
    measured="back after {back_s:.1f} s at most, {lost_frames:.0f} frames lost")
def kill_host(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(host_killed, disks=[machine.disk("card", mib=256)], seed=seed, kills=kills_in(which)))


def host_killed(seed: int, kills: int) -> dict:
    dice, outcome = random.Random(seed), Outcome(trials=kills, trials_held=0)
    appliance = set_up()
    appliance.begin_take()
    for _ in range(kills):
        time.sleep(dice.uniform(0.1, 0.6))
        appliance.kill_host()
        time.sleep(dice.uniform(0, 0.5))
        started = time.monotonic()
        appliance.start()
        appliance.wait_transport("recording")
        outcome.measure(back_s=time.monotonic() - started)
    appliance.end_take()
    appliance.end()
    take = recorder.take_of(recorder.info(SESSION), 2)
    outcome.measure(lost_frames=sum(dropout["frames"] for dropout in take["dropouts"]))
    outcome.require(not take["dropouts"], f"the take tells of {take['dropouts']}")
    takes.check_take(outcome, SESSION, 2, CHANNELS, frames=take["frames"], first_frame=first_frame_of(2))
    outcome.trials_held = 0 if outcome.broken else kills
    return vars(outcome)


@scenario(
    "kill-both", short=1, usual=1, long=10,
    fault="SIGKILL of host and engine while a take runs",
    must_hold="the next start goes on with the take or finishes it, by itself; before the kill at most 1 s missing, nothing older touched, told",
    measured="at most {missing_s:.2f} s missing before the kill")
def kill_both(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(both_killed, disks=[machine.disk("card", mib=512)], seed=seed, kills=kills_in(which)))


def both_killed(seed: int, kills: int) -> dict:
    dice, total = random.Random(seed), Outcome(trials=kills, trials_held=0)
    appliance = set_up()
    older = takes.fingerprint(SESSION / "takes" / "T0001")
    for kill in range(kills):
        outcome, number = Outcome(), kill + 2
        appliance.begin_take()
        began = time.monotonic()
        time.sleep(dice.uniform(0, 2))
        played_s = time.monotonic() - began
        appliance.kill_host()
        appliance.kill_engine()
        wait_for(lambda: appliance.engine_id() is None, "the engine's end")
        appliance.start()
        state = appliance.wait(
            lambda state: state["running"] or any(take["number"] == number for take in state["takes"]), f"T{number} on the panel", 30)
        outcome.require(state["message"] is not None or state["running"]["lostSeconds"] > 0, f"nobody is told what happened to T{number}")
        if state["transport"].lower() in ("starting", "recording"):
            appliance.end_take()
        take = recorder.take_of(recorder.info(SESSION), number)
        outcome.require(take["endedBy"] is not None, f"T{number} is not finished")
        before_kill = min([dropout["startFrame"] for dropout in take["dropouts"]], default=take["frames"])
        outcome.measure(missing_s=max(0, played_s - before_kill / RATE_HZ))
        outcome.require(played_s - before_kill / RATE_HZ <= 1, f"{played_s - before_kill / RATE_HZ:.2f} s are missing of T{number}")
        check_gaps(outcome, take)
        total.measure(**outcome.figures)
        total.broken += outcome.broken
        total.trials_held += not outcome.broken
    total.require(takes.fingerprint(SESSION / "takes" / "T0001") == older, "T1, which was finished before, is not as it was")
    appliance.end()
    return vars(total)


@scenario(
    "kill-engine", short=0, usual=1, long=10,
    fault="SIGKILL of the engine while a take runs",
    must_hold="its successor drains the memory that outlived it: only the restart is missing, the take goes on, told",
    measured="recording again after {back_s:.1f} s at most, {missing_s:.2f} s missing")
def kill_engine(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(engine_killed, disks=[machine.disk("card", mib=256)], seed=seed, kills=kills_in(which)))


def engine_killed(seed: int, kills: int) -> dict:
    dice, outcome = random.Random(seed), Outcome(trials=kills, trials_held=0)
    appliance = set_up()
    appliance.begin_take()
    for _ in range(kills):
        time.sleep(dice.uniform(0.5, 1.5))
        appliance.kill_engine()
        killed = time.monotonic()
        wait_for(lambda: appliance.engine_id() is not None, "the next engine", timeout_s=20)
        state = appliance.wait(lambda state: state["engine"]["isConnected"], "the engine", 20)
        outcome.measure(back_s=time.monotonic() - killed)
        if not outcome.require(state["transport"].lower() in ("recording", "starting"), "the take does not go on after the engine was killed"):
            break
        outcome.trials_held += 1
    if not outcome.broken:
        appliance.end_take()
    appliance.end()
    take = recorder.take_of(recorder.info(SESSION), 2)
    outcome.measure(missing_s=sum(dropout["frames"] for dropout in take["dropouts"]) / RATE_HZ)
    if not outcome.broken:
        outcome.require(bool(take["dropouts"]), "no gap is told of")
        check_gaps(outcome, take)
    if outcome.broken:
        outcome.trials_held = min(outcome.trials_held, kills - 1)
    return vars(outcome)


def check_gaps(outcome: Outcome, take: dict) -> None:
    """Silence exactly where a gap is told, what was played everywhere else."""
    for channel, file in enumerate(takes.tracks_of(SESSION, take["number"])):
        words = takes.read_track(file).words
        at = 0
        for dropout in take["dropouts"] + [{"startFrame": len(words), "frames": 0}]:
            stretch = words[at:dropout["startFrame"]]
            if len(stretch):
                frame = pattern.frame_of(stretch[0], CHANNELS, channel)
                is_played = frame is not None and (stretch == pattern.samples(frame, len(stretch), CHANNELS, channel)).all()
                outcome.require(is_played, f"{file.name} is not what was played between {at} and {dropout['startFrame']}")
            at = dropout["startFrame"] + dropout["frames"]
            outcome.require(not words[dropout["startFrame"]:at].any(), f"{file.name} is not silent in the gap at {dropout['startFrame']}")
