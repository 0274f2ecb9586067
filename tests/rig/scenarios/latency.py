"""The round trip from an output to an input, measured by the recorder itself through the kernel's loopback card."""

import json
from pathlib import Path

from bench.scenario import Outcome, scenario
from guest import disks, recorder
from guest.system import driver

SESSION = Path("/run/disk/session")
PERIODS = [64, 128, 256, 512]

# The loopback card moves its position with the kernel's timer, and that of the bench ticks a hundred times a second.
TICK_FRAMES = 480


@scenario(
    "latency-loopback", short=0, usual=1, long=1,
    fault="none: the round trip through the kernel's loopback card, with periods of 64 to 512 frames, measured twice",
    must_hold="what is played is found again; what the card itself adds is the same within a tick of its clock each time, and is kept",
    measured="{periods:.0f} periods measured, at most {interface_frames:.0f} frames in the card, {apart_frames:.0f} apart; round trip at most {round_trip_ms:.1f} ms")
def latency_loopback(machine, seed: int, which: str) -> Outcome:
    return Outcome(**machine.run(measure_round_trip, disks=[machine.disk("card", mib=64)]))


def measure_round_trip() -> dict:
    outcome = Outcome()
    disks.format_ext4(disks.FIRST)
    disks.mount(disks.FIRST)
    driver("snd-aloop")
    found = []
    for _ in range(2):
        answer = recorder.Run(
            "doctor", "--latency", "--device", "alsa:hw:Loopback,1,0", "--output", "alsa:hw:Loopback,0,0",
            "--session", SESSION, "--json").wait()
        if not outcome.require(answer.exit_code == 0 and answer.value is not None, f"exit code {answer.exit_code}: {answer.sentence}"):
            return vars(outcome)
        rows = answer.value["periods"]
        outcome.require([row["periodFrames"] for row in rows] == PERIODS, f"periods {[row['periodFrames'] for row in rows]}")
        found += [row for row in rows if row["interfaceFrames"] is not None]
    frames = [row["interfaceFrames"] for row in found]
    outcome.measure(
        periods=len(found), interface_frames=max(map(abs, frames)), apart_frames=max(frames) - min(frames),
        round_trip_ms=max(row["roundTripMs"] for row in found))
    outcome.require(max(frames) - min(frames) <= 2 * TICK_FRAMES, f"the card adds {min(frames)} to {max(frames)} frames")
    kept = json.loads((SESSION.parent / "latency.json").read_text())["interfaces"]
    outcome.require(len(kept) == 1 and kept[0]["periods"], f"{len(kept)} measurements were kept")
    return vars(outcome)
