"""What one run is to be: everything that follows from a seed, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Plan:
    """Bounded by time and by writes; `kills_every` seconds a process is killed, 0 for never.

    `at_once` customers are in the shops at a time; one who leaves is followed by the next, and later comes back.
    """

    seed: int = 1
    minutes: float = 3.0
    writes: int = 60_000
    shops: int = 4
    customers: int = 60
    at_once: int = 10
    kills_every: float = 15.0
    settle: float = 180.0

    def dice(self, *whose: object) -> Random:
        """Chance of its own for everybody, so that one who throws more often does not change what others throw."""
        return Random(f"{self.seed}:{':'.join(map(str, whose))}")


@dataclass(frozen=True)
class Rates:
    """How often what goes wrong."""

    duplicate: float = 0.05
    reorder: float = 0.02
    refuse: float = 0.05
    lose: float = 0.01
    provider_silent: float = 0.02
