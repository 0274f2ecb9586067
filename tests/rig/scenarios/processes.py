"""A process is killed while eight inputs are recorded from the kernel's loopback card, whose sound goes on meanwhile."""

import random
import threading
import time

from bench.scenario import Outcome, scenario
from guest import disks, pattern, recorder, sound, stage, takes
from guest.appliance import Appliance
from guest.system import wait_for

CHANNELS = 8
RATE_HZ = 48000
LONGEST_S = 600
SESSION = disks.DISK / "session"


def kills_in(which: str) -> int:
    return {"short": 2, "usual": 5}.get(which, 10)


class Stage:
    """An appliance that records what the loopback card plays, beside an older take."""

    def __init__(self, disk: str = disks.FIRST):
        disks.format_ext4(disk)
        disks.mount(disk)
        stage.session_with_older_take()
        self.older = takes.fingerprint(SESSION / "takes" / "T0001")
        self.player = sound.loopback(CHANNELS, LONGEST_S)
        self.appliance = Appliance(SESSION, sound.LOOPBACK_INPUT)

    def end(self, outcome: Outcome) -> None:
        """Switches off; nothing older may have been touched."""
        self.appliance.end()
        sound.stop(self.player)
        outcome.require(takes.fingerprint(SESSION / "takes" / "T0001") == self.older, "T1, which was finished before, is not as it was")


def kept_until(take: dict, played: int) -> tuple[int, int]:
    """The last frame of the sound that was kept before the gap in which it had come to `played`, and the gap's frames, by the files."""
    words = takes.read_track(takes.tracks_of(SESSION, take["number"])[0]).words
    first = pattern.frame_of(words[0], CHANNELS, 0) or 0
    place = played - first
    for dropout in take["dropouts"]:
        if dropout["startFrame"] <= place < dropout["startFrame"] + dropout["frames"]:
            return first + dropout["startFrame"], dropout["frames"]
    return min(played, first + len(words)), 0


@scenario(
    "kill-host", short=1, usual=1, long=10, trials_asked=100,
    fault="SIGKILL of the host while a take runs",
    must_hold="no frame lost; the next host finds the take running",
    measured="back after {back_s:.1f} s at most, {lost_frames:.0f} frames of {recorded_s:.0f} s lost")
def kill_host(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(host_killed, disks=[machine.disk("card", mib=512)], seed=seed, kills=kills_in(which)))


def host_killed(seed: int, kills: int) -> dict:
    dice, outcome = random.Random(seed), Outcome(trials=kills, trials_held=0)
    on = Stage()
    appliance = on.appliance
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
    on.end(outcome)
    take = recorder.take_of(recorder.info(SESSION), 2)
    outcome.measure(lost_frames=sum(dropout["frames"] for dropout in take["dropouts"]), recorded_s=take["seconds"])
    outcome.require(not take["dropouts"], f"the take tells of {take['dropouts']}")
    takes.check_gaps(outcome, SESSION, take, CHANNELS, sound.LOOPBACK_TOLERANCE_S)
    outcome.trials_held = 0 if outcome.broken else kills
    return vars(outcome)


@scenario(
    "kill-both", short=1, usual=1, long=10, trials_asked=100,
    fault="SIGKILL of host and engine while a take runs",
    must_hold="the next start goes on with the take or finishes it, by itself; before the kill at most 1 s missing, nothing older touched, told",
    measured="at most {missing_s:.3f} s missing before the kill, a gap of {gap_s:.2f} s by it at most, told to {error_ms:.2f} ms")
def kill_both(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(both_killed, disks=[machine.disk("card", mib=512)], seed=seed, kills=kills_in(which)))


def both_killed(seed: int, kills: int) -> dict:
    dice, total = random.Random(seed), Outcome(trials=kills, trials_held=0)
    on = Stage()
    appliance = on.appliance
    for kill in range(kills):
        outcome, number = Outcome(), kill + 2
        appliance.begin_take()
        time.sleep(dice.uniform(0, 2))
        played = sound.played_frames()
        appliance.kill_host()
        appliance.kill_engine()
        wait_for(lambda: appliance.engine_id() is None, "the engine's end")
        appliance.start()
        state = appliance.wait(
            lambda state: state["running"] or any(take["number"] == number for take in state["takes"]), f"T{number} on the panel", 30)
        outcome.require(state["message"] is not None or state["running"]["lostSeconds"] > 0, f"nobody is told what happened to T{number}")
        if state["transport"].lower() in ("starting", "recording"):
            time.sleep(0.5)
            appliance.end_take()
        take = recorder.take_of(recorder.info(SESSION), number)
        outcome.require(take["endedBy"] is not None, f"T{number} is not finished")
        kept, gap_frames = kept_until(take, played)
        missing_s = max(0, played - kept) / RATE_HZ
        outcome.measure(missing_s=missing_s, gap_s=gap_frames / RATE_HZ)
        outcome.require(missing_s <= 1, f"{missing_s:.2f} s are missing of T{number} before the kill")
        gaps = takes.check_gaps(outcome, SESSION, take, CHANNELS, sound.LOOPBACK_TOLERANCE_S)
        outcome.measure(error_ms=gaps.worst_error_frames / RATE_HZ * 1000)
        total.measure(**outcome.figures)
        total.broken += outcome.broken
        total.trials_held += not outcome.broken
    on.end(total)
    return vars(total)


@scenario(
    "kill-engine", short=0, usual=1, long=10, trials_asked=100,
    fault="SIGKILL of the engine while a take runs",
    must_hold="its successor drains the memory that outlived it: only the restart is missing, the take goes on, told",
    measured="the take goes on after {back_s:.1f} s at most, the longest gap is {longest_gap_s:.2f} s, told to {error_ms:.2f} ms")
def kill_engine(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(engine_killed, disks=[machine.disk("card", mib=512)], seed=seed, kills=kills_in(which)))


def engine_killed(seed: int, kills: int) -> dict:
    dice, outcome = random.Random(seed), Outcome(trials=kills, trials_held=0)
    on = Stage()
    kill_engines(outcome, on.appliance, kills, lambda: time.sleep(dice.uniform(0.5, 1.5)))
    on.end(outcome)
    judge_engine_gaps(outcome, kills)
    return vars(outcome)


@scenario(
    "kill-engine-in-stall", short=0, usual=1, long=5,
    fault="SIGKILL of the engine while the disk has been standing still for 2 s and goes on standing still for 8 s more",
    must_hold="what was in memory comes to disk all the same: only the restart is missing, the take goes on, told",
    measured="{longest_gap_s:.2f} s missing, told to {error_ms:.2f} ms; on the panel again after {back_s:.1f} s")
def kill_engine_in_stall(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(engine_killed_in_stall, disks=[machine.disk("card", mib=256)]))


def engine_killed_in_stall() -> dict:
    outcome = Outcome()
    layer = disks.Layer("card", disks.plain(disks.FIRST))
    on = Stage(disk=layer.path)

    def stand_still() -> None:
        time.sleep(1.5)
        layer.stall()
        threading.Timer(10, layer.go_on).start()
        time.sleep(2)
    kill_engines(outcome, on.appliance, 1, stand_still)
    on.end(outcome)
    judge_engine_gaps(outcome, 1)
    # Whoever waits for the disk misses eight.
    outcome.require(outcome.figures["longest_gap_s"] < 4, "the next engine waited for the disk")
    return vars(outcome)


def kill_engines(outcome: Outcome, appliance: Appliance, kills: int, before_each) -> None:
    """One take through so many deaths of its engine."""
    appliance.begin_take()
    for _ in range(kills):
        before_each()
        killed_id = appliance.engine_id()
        appliance.kill_engine()
        killed = time.monotonic()
        wait_for(lambda: appliance.engine_id() not in (None, killed_id), "the next engine", timeout_s=20)
        outcome.measure(started_s=time.monotonic() - killed)
        state = appliance.wait(lambda state: state["engine"]["isConnected"], "the engine", 20)
        outcome.measure(back_s=time.monotonic() - killed)
        if not outcome.require(state["transport"].lower() in ("recording", "starting"), "the take does not go on after the engine was killed"):
            break
    # So that there is something behind the last gap.
    time.sleep(1)
    appliance.end_take()


def judge_engine_gaps(outcome: Outcome, kills: int) -> None:
    take = recorder.take_of(recorder.info(SESSION), 2)
    gaps = takes.check_gaps(outcome, SESSION, take, CHANNELS, sound.LOOPBACK_TOLERANCE_S)
    outcome.measure(
        missing_s=gaps.told_frames / RATE_HZ, longest_gap_s=max([dropout["frames"] for dropout in take["dropouts"]], default=0) / RATE_HZ,
        error_ms=gaps.worst_error_frames / RATE_HZ * 1000)
    outcome.require(gaps.causes == ("engineRestart",) * kills, f"the engine was killed {kills} times, told are {gaps.causes}")
    outcome.trials_held = 0 if outcome.broken else kills
