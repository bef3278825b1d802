"""What a run has to say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Report:
    """`faults` empty: everything held."""

    seed: int
    database: str
    seconds: float = 0.0
    settled_after: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    weather: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    restarts: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    duplicates: int = 0
    duplicates_allowed: int = 0
    trouble: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    logged: Counter[str] = field(default_factory=Counter)
    doctor: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return not self.faults

    def lines(self) -> list[str]:
        took = f"{self.seconds:.0f} s, settled {self.settled_after:.0f} s after"
        killed = ", ".join(f"{n} {role}" for role, n in self.kills.items()) or "nobody"
        return [
            f"chaos: seed {self.seed} on {self.database}, {took}",
            f"  did        {told(self.counts)}",
            f"  weather    {told(self.weather)}",
            f"  killed     {killed}; back after {spread(self.restarts)}",
            f"  news       after {spread(self.waits)}; {self.duplicates} said twice ({self.duplicates_allowed} may be)",
            f"  customers  met {told(self.trouble)}",
            f"  merchants  were refused {told(self.refused)}",
            f"  logs       {told(self.logged)}",
            f"  doctor     {self.doctor.strip()}",
            *(f"  FAULT      {fault}" for fault in self.faults[:60]),
            "everything held" if self.held else f"{len(self.faults)} FAULTS",
        ]


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{n} {name}" for name, n in counts.most_common(24) if n) or "nothing"


def spread(values: Sequence[float]) -> str:
    """p50, p95 and the most, in seconds."""
    if not values:
        return "-"
    ordered = sorted(values)
    p50, p95 = (
        ordered[len(ordered) // 2],
        ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
    )
    return f"p50 {p50:.1f} s, p95 {p95:.1f} s, most {ordered[-1]:.1f} s ({len(ordered)})"


def logged(files: Sequence[Path]) -> Counter[str]:
    """Warnings and worse that the processes wrote down, by their words."""
    found: Counter[str] = Counter()
    for file in files:
        for line in file.read_text(errors="replace").splitlines():
            found.update(_event(line))
    return found


def _event(line: str) -> list[str]:
    if not line.startswith("{"):
        return ["Traceback"] if line.startswith("Traceback") else []
    try:
        said = json.loads(line)
    except ValueError:
        return []
    return [f"{said['event']} [{said['level']}]"] if said.get("level") in ("warning", "error", "critical") else []
