"""The clock of the machine jumps: an old one falls back to 2008, another is set forward."""

from bench.scenario import Outcome, scenario
from guest import disks, recorder, stage, takes
from guest.system import sh
from guest.witness import Witness

RATE_HZ = 48000
SESSION = disks.DISK / "session"


@scenario(
    "clock", short=1, usual=1, long=3,
    fault="the clock is set back to 2008 and forward to 2031 while takes run and between them",
    must_hold="numbers go on, nothing is overwritten, no frame lost",
    measured="{takes:.0f} takes in order, {lost_frames:.0f} frames lost")
def clock(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(record_while_clock_jumps, disks=[machine.disk("card", mib=256)]))


def record_while_clock_jumps(seconds: float = 3) -> dict:
    outcome, device, earlier = Outcome(), stage.sound(), {}
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    stage.session_with_older_take()
    for number, date in enumerate(("2008-01-01 00:00:00", "2031-05-06 07:08:09", "2008-01-01 00:00:00"), start=2):
        run = recorder.record(SESSION, device, "--seconds", seconds)
        witness = Witness(SESSION, take=number)
        witness.wait_until_played(1)
        sh("date", "-s", date)
        answer = run.wait()
        witness.end()
        if not outcome.require(answer.exit_code == 0 and answer.value is not None, f"exit code {answer.exit_code}: {answer.sentence}"):
            return vars(outcome)
        outcome.require(answer.value["take"] == number, f"the take after T{number - 1} is T{answer.value['take']}")
        outcome.measure(takes=number, lost_frames=answer.value["lostFrames"])
        takes.check_take(outcome, SESSION, number, stage.CHANNELS, frames=int(seconds * RATE_HZ))
        for name, files in earlier.items():
            outcome.require(takes.fingerprint(SESSION / "takes" / name) == files, f"{name} is not as it was")
        earlier[f"T{number:04}"] = takes.fingerprint(SESSION / "takes" / f"T{number:04}")
    numbers = [take["number"] for take in recorder.info(SESSION)["takes"]]
    outcome.require(numbers == sorted(numbers) == [1, 2, 3, 4], f"the takes are listed as {numbers}")
    return vars(outcome)
