"""Faults tried in this machine's own memory, by the program's own tests asked for much more than every day: no kernel, but thousands of times."""

import os
import subprocess
import tempfile
from pathlib import Path

from bench.scenario import Outcome, scenario

ROOT = Path(__file__).resolve().parents[3]
CUTS_A_ROUND = 5000
LIVES_A_ROUND = 500
HOURS = 24


def ask_tests(outcome: Outcome, test: str, timeout_s: float, **effort: float) -> dict[str, float]:
    """Runs the tests of a class of Recorder.Engine.Tests with so much effort; the figures that they tell."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures")
        figures.touch()
        done = subprocess.run(
            ["dotnet", "test", "--project", "tests/Recorder.Engine.Tests", "--configuration", "Release", "--filter-class", f"*.{test}"],
            cwd=ROOT, capture_output=True, text=True, timeout=timeout_s,
            env={**os.environ, "RECORDER_FIGURES": str(figures), **{name: str(value) for name, value in effort.items()}})
        outcome.require(done.returncode == 0, f"{test}: {' '.join(line.strip() for line in done.stdout.splitlines() if 'RECORDER_' in line or 'Assert' in line)[:400]}")
        told = dict(line.split() for line in figures.read_text().splitlines())
        outcome.require(bool(told), f"the bench: {test} told nothing")
        return {name: float(value) for name, value in told.items()}


@scenario(
    "simulated-power-cuts", short=0, usual=0, long=2, trials_asked=2 * CUTS_A_ROUND,
    fault="power cut before every call to the disk of a take and in the middle of every commit, on a disk in memory that keeps, drops or tears each unsynced write; "
          "and while a track passes 4 GiB and becomes RF64",
    must_hold="what was shown as safe is kept, every file opens, by the next start alone",
    measured="{conversions:.0f} cuts a round of them while the header became RF64")
def simulated_power_cuts(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome()
    cuts = ask_tests(outcome, "EveryCallTests", 3600, RECORDER_CUTS=CUTS_A_ROUND, RECORDER_SEED=seed)
    conversions = ask_tests(outcome, "HeaderConversionTests", 3600, RECORDER_CUTS=CUTS_A_ROUND, RECORDER_SEED=seed)
    outcome.trials = int(cuts.get("cuts", 0) + conversions.get("conversions", 0))
    outcome.measure(conversions=conversions.get("conversions", 0))
    return outcome


@scenario(
    "simulated-lives", short=0, usual=0, long=4, trials_asked=4 * LIVES_A_ROUND,
    fault="whole lives of a recorder on a virtual clock: what the user does and what fails (interface, disk, processes, power) chosen from a seed",
    must_hold="nothing lost that was shown as safe, nothing missing untold, nothing finished touched; a seed that breaks this is printed and replays",
    measured="lives of 90 s, up to {takes:.0f} takes in {lives:.0f} of them")
def simulated_lives(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome(trials=LIVES_A_ROUND)
    outcome.measure(**ask_tests(outcome, "RecorderLifeTests", 3600, RECORDER_LIVES=LIVES_A_ROUND, RECORDER_SEED=1 + (seed - 1) * LIVES_A_ROUND))
    return outcome


@scenario(
    "simulated-day", short=0, usual=0, long=1,
    fault="24 hours of 32 inputs at 48 kHz and 24 bits on a virtual clock; the program's own engine, a store that keeps lengths and checksums",
    must_hold="every sample in its place, no gap, memory flat, no collection while the take runs",
    measured="{hours:.0f} h x 32 inputs, {lost_frames:.0f} frames lost, memory grown by {grown_mib:.1f} MiB, {collections:.0f} collections")
def simulated_day(machine, seed: int, which: str) -> Outcome:
    outcome = Outcome()
    figures = ask_tests(outcome, "LongTakeTests", 3 * 3600, RECORDER_HOURS=HOURS)
    outcome.measure(**figures)
    outcome.require(figures.get("hours") == HOURS, f"it was no day but {figures.get('hours')} hours")
    outcome.require(figures.get("lost_frames") == 0, f"{figures.get('lost_frames')} frames were lost")
    outcome.require(figures.get("collections") == 0, f"{figures.get('collections')} collections while the take ran")
    return outcome
