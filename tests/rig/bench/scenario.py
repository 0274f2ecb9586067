"""What a scenario is: a fault, what must hold, and a function that tries it and says what it saw."""

from dataclasses import dataclass, field
from typing import Callable


def merge(figures: dict[str, float], name: str, value: float) -> None:
    """Keeps the worst value of a figure: the smallest of one called least_..., the largest of any other."""
    worst = min if name.startswith("least_") else max
    figures[name] = worst(value, figures.get(name, value))


@dataclass
class Outcome:
    """What was seen in one round."""

    figures: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    trials: int = 1
    trials_held: int | None = None

    def require(self, condition: bool, sentence: str) -> bool:
        """Notes a sentence when something that must hold does not."""
        if not condition:
            self.broken.append(sentence)
        return condition

    def measure(self, **figures: float) -> None:
        """Keeps the worst value of each figure."""
        for name, value in figures.items():
            merge(self.figures, name, value)

    @property
    def held_trials(self) -> int:
        if self.trials_held is not None:
            return self.trials_held
        return self.trials if not self.broken else 0


@dataclass(frozen=True)
class Scenario:
    """One row of the table. `try_once(machine, seed, is_long)` returns an Outcome."""

    name: str
    fault: str
    must_hold: str
    measured: str
    rounds: dict[str, int]
    trials_asked: int
    try_once: Callable


SETS = ("short", "usual", "long")
ALL: dict[str, Scenario] = {}


def scenario(name: str, *, fault: str, must_hold: str, measured: str, short: int = 0, usual: int = 1, long: int | None = None,
             trials_asked: int | None = None):
    """Declares a row.

    `measured` is a format string over the figures, such as "at most {missing_s:.2f} s"; `short`, `usual` and `long` are
    the rounds in each set; `trials_asked` is what the long set must come to, where a round has more than one trial.
    """
    def declare(function):
        rounds = {"short": short, "usual": usual, "long": usual if long is None else long}
        ALL[name] = Scenario(name, fault, must_hold, measured, rounds, trials_asked or rounds["long"], function)
        return function
    return declare
