"""The power goes while sixteen inputs are recorded."""

import random
import time
from pathlib import Path

from bench.machine import MachineStumbled
from bench.scenario import Outcome, scenario
from guest import disks, job, recorder, stage, takes, writelog
from guest.system import sh
from guest.witness import Witness

RATE_HZ = 48000
MUST_HOLD = ("every take opens, at most 1 s missing, journal and report true, nothing older touched, "
             "the next start needs no hand")
MOST_MISSING_S = 1.0

# A second is promised where flushes take a quarter of one; in a guest that gets no processor none does.
MOST_STANDING_S = 0.25

# Until a take has been safe once there is nothing to be counted on but that what is there opens.
SETTLED_S = 1.5


@scenario(
    "power-cut", short=1, usual=3, long=200,
    fault="power cut at a random moment while recording 16 inputs: the machine is ended at once",
    must_hold=MUST_HOLD, measured="at most {missing_s:.2f} s missing")
def power_cut(machine, seed: int, which: str) -> Outcome:
    dice = random.Random(seed)
    disk = machine.disk("card", mib=256)
    older = machine.run(prepare, disks=[disk])
    note = machine.cut(record_until_the_end, after_begun_s=dice.uniform(0, 5), disks=[disk])
    outcome = Outcome(**machine.run(look_after_cut, disks=[disk], older=older, played_frames=note["played"]))
    if outcome.broken and note["stood_s"] > MOST_STANDING_S:
        raise MachineStumbled(f"the guest stood still for {note['stood_s']:.2f} s before the cut")
    return outcome


def prepare() -> dict:
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    older = takes.fingerprint(stage.session_with_older_take() / "takes" / "T0001")
    disks.unmount()
    return older


def record_until_the_end() -> None:
    session = disks.mount(disks.FIRST) / "session"
    sound = stage.sound()
    recorder.record(session, sound)
    witness = Witness(session, take=2, on_look=lambda seen: job.note(played=seen.played_frames(), stood_s=seen.longest_wait_s))
    witness.wait_until_played(SETTLED_S)
    job.begun()
    witness.is_over.wait()


def look_after_cut(older: dict, played_frames: int) -> dict:
    disks.mount(disks.FIRST)
    outcome = Outcome()
    check_after_cut(outcome, disks.DISK / "session", older, played_frames)
    disks.unmount()
    return vars(outcome)


@scenario(
    "power-cut-replayed", short=1, usual=1, long=10, trials_asked=200,
    fault="power cut while recording 16 inputs, replayed from dm-log-writes at random points; unflushed writes dropped, kept or torn at random",
    must_hold=MUST_HOLD,
    measured="at most {missing_s:.2f} s missing, up to {lost_pieces:.0f} unflushed writes dropped at once, longest flush {longest_flush_ms:.0f} ms")
def power_cut_replayed(machine, seed: int, which: str) -> Outcome:
    card, log = machine.disk("card", mib=128), machine.disk("log", mib=384)
    before = machine.run(record_with_log, disks=[card, log])
    cuts = 10 if which == "short" else 20
    outcome = Outcome(**machine.run(replay, disks=[card, log], timeout_s=900, seed=seed, cuts=cuts, **before))
    outcome.measure(longest_flush_ms=before["longest_flush_ms"])
    return outcome


def record_with_log(seconds: float = 8) -> dict:
    sound = stage.sound()
    layer = disks.Layer("card", disks.logged(disks.FIRST, disks.SECOND))
    disks.format_ext4(layer.path)
    disks.mount(layer.path)
    session = stage.session_with_older_take()
    older = takes.fingerprint(session / "takes" / "T0001")
    sh("sync")
    messenger = disks.Messenger(layer)
    messenger.send("mark begun")
    marked_at = {}

    def mark(witness: Witness) -> None:
        name = f"m{witness.looks}"
        marked_at[name] = time.monotonic()
        messenger.send(f"mark {name}")

    run = recorder.record(session, sound, "--seconds", seconds)
    witness = Witness(session, take=2, on_look=mark)
    answer = run.wait()
    witness.end()
    messenger.send("mark ended")
    frames = int(seconds * RATE_HZ)
    played = {name: min(frames, max(0, int((at - witness.began_at) * RATE_HZ))) for name, at in marked_at.items()}
    disks.unmount()
    layer.remove()
    return {"older": older, "played": {**played, "begun": 0, "ended": frames}, "longest_flush_ms": answer.value["longestCommitSeconds"] * 1000}


def replay(older: dict, played: dict, longest_flush_ms: float, seed: int, cuts: int) -> dict:
    dice = random.Random(seed)
    sound = stage.sound()
    log = writelog.WriteLog(disks.SECOND, disks.sectors_of(disks.FIRST) * 512)
    begun, ended = log.place_of("begun"), log.place_of("ended")
    total, image = Outcome(trials=cuts, trials_held=0), Path("/run/image")
    for cut in range(cuts):
        place = dice.randint(begun, ended)
        outcome = Outcome()
        outcome.measure(lost_pieces=log.write_disk_after_cut(image, place, dice, is_torn=dice.random() < 0.5))
        disks.mount(str(image), disks.DISK, "loop")
        check_after_cut(outcome, disks.DISK / "session", older, played[log.mark_behind(place)], next_device=sound)
        disks.unmount()
        total.measure(**outcome.figures)
        total.broken += [f"cut {cut + 1} at entry {place} of {len(log.entries)}: {sentence}" for sentence in outcome.broken]
        total.trials_held += not outcome.broken
    return vars(total)


def check_after_cut(outcome: Outcome, session: Path, older: dict, played_frames: int, next_device: str | None = None) -> None:
    """Recovers, compares with what was played, and records again."""
    answer = recorder.recover(session)
    outcome.require(answer.exit_code == 0, f"recover ends with {answer.exit_code}: {answer.sentence}")
    if answer.value is None:
        return
    kept, told_lost_s = 0, None
    if take := recorder.take_of(answer.value, 2):
        kept, told_lost_s = take["keptFrames"], take["lostSeconds"]
        outcome.require(not take["dropouts"] and not take["trackLosses"], f"recover tells of losses within: {take}")
        takes.check_take(outcome, session, 2, stage.CHANNELS, frames=kept)
    missing_s = (played_frames - kept) / RATE_HZ
    outcome.measure(missing_s=missing_s)
    outcome.require(missing_s <= MOST_MISSING_S, f"{missing_s:.2f} s are missing of {played_frames / RATE_HZ:.2f} s")
    if told_lost_s is not None:
        # A take that had its last words lost nothing; else the report must not promise more than there is.
        outcome.require(told_lost_s >= missing_s - 0.05, f"{missing_s:.2f} s are missing of {played_frames / RATE_HZ:.2f} s, the report says at most {told_lost_s:.2f} s")
    outcome.require(takes.fingerprint(session / "takes" / "T0001") == older, "T1, which was finished before, is not as it was")
    has_second = bool(takes.tracks_of(session, 2))
    again = recorder.record(session, next_device or stage.sound(), "--seconds", 0.25, "--speed", "max").wait()
    outcome.require(again.exit_code == 0, f"the next recording ends with {again.exit_code}: {again.sentence}")
    if again.value:
        number = again.value["take"]
        outcome.require(number == 3 or not has_second, f"the next take is T{number}")
        takes.check_take(outcome, session, number, stage.CHANNELS, frames=again.value["frames"])
