"""The results file: one JSON line per round, kept over runs, so that a long set can be sharded and taken up again."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from bench.scenario import Scenario, merge


@dataclass
class Row:
    """
    All rounds of one scenario that were tried with one program: this one, or the last one that was tried at all. Those of programs
    before it are counted beside them.
    """

    scenario: Scenario
    trials: int = 0
    held: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    broken: list[tuple[int, str]] = field(default_factory=list)
    is_earlier: bool = False
    trials_before: int = 0
    held_before: int = 0

    @property
    def is_held(self) -> bool:
        return self.trials > 0 and self.held == self.trials

    @property
    def measured(self) -> str:
        asked = self.scenario.trials_asked
        counted = f"{self.held} of {self.trials}" if max(self.trials, asked) > 1 else ""
        if self.trials < asked:
            counted += f" ({asked} in the long set)"
        if asked > 1 and self.trials_before:
            counted += f"; programs before it {self.held_before} of {self.trials_before}"
        try:
            figures = self.scenario.measured.format(**self.figures)
        except KeyError:
            figures = ""  # it broke off before it could measure
        return "; ".join(part for part in (counted, figures) if part)


def is_of_bench(sentence: str) -> bool:
    """Whether a sentence tells of the bench's own trouble, not of the recorder's."""
    return sentence.startswith("the bench itself")


class Results:
    """Lines of `{source, scenario, seed, trials, held, figures, broken}`; `source` names the sources that were tried."""

    def __init__(self, file: Path, source: str):
        self.file, self.source = file, source
        self.read()

    def read(self) -> None:
        """Reads the file again: another shard may have added to it."""
        self.lines, self.earlier = [], []
        if self.file.exists():
            for line in (json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("}")):
                (self.lines if line["source"] == self.source else self.earlier).append(line)

    def has(self, scenario: Scenario, seed: int) -> bool:
        """Whether a round was tried to its end; one in which the bench itself broke down is tried again."""
        return any(line["scenario"] == scenario.name and line["seed"] == seed and not any(map(is_of_bench, line["broken"])) for line in self.lines)

    def add(self, scenario: Scenario, seed: int, outcome) -> None:
        line = {
            "source": self.source, "scenario": scenario.name, "seed": seed, "trials": outcome.trials,
            "held": outcome.held_trials, "figures": outcome.figures, "broken": outcome.broken,
        }
        # A round that is tried again replaces the one before.
        self.lines = [old for old in self.lines if (old["scenario"], old["seed"]) != (scenario.name, seed)] + [line]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with open(self.file, "a") as file:
            file.write(json.dumps(line) + "\n")

    def row(self, scenario: Scenario) -> Row:
        row = Row(scenario)
        of_scenario = [line for line in self.lines if line["scenario"] == scenario.name]
        if not of_scenario and (before := [line for line in self.earlier if line["scenario"] == scenario.name]):
            row.is_earlier = True
            of_scenario = [line for line in before if line["source"] == before[-1]["source"]]
        newest = {line["seed"]: line for line in of_scenario}
        shown = {line["source"] for line in of_scenario}
        before = {(line["source"], line["seed"]): line for line in self.earlier
                  if line["scenario"] == scenario.name and line["source"] not in shown and not any(map(is_of_bench, line["broken"]))}
        row.trials_before = sum(line["trials"] for line in before.values())
        row.held_before = sum(line["held"] for line in before.values())
        for line in newest.values():
            row.trials += line["trials"]
            row.held += line["held"]
            row.broken += [(line["seed"], sentence) for sentence in line["broken"]]
            for name, value in line["figures"].items():
                merge(row.figures, name, value)
        return row
