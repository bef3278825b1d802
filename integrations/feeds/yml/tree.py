"""Categories that name their parents by number: loops, orphans and numbers that come twice are told and mended."""

from __future__ import annotations

from dataclasses import dataclass, field

from integrations.feeds.table import Notes
from integrations.feeds.text import quoted

DEEPEST = 8
MOST = 200_000


@dataclass(slots=True)
class Tree:
    """Number → name, parent and line. It grows with the categories of the file, not with its products."""

    nodes: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def add(self, number: str, name: str, parent: str, line: int, notes: Notes) -> None:
        """Remember a category; the first of a number is kept."""
        if not number or not name:
            notes.warned(line, "category", "This category has no number or no name; it is left out.")
        elif number in self.nodes:
            notes.warned(line, "category", f"The category number {quoted(number)} is there twice; the first is kept.")
        elif len(self.nodes) < MOST:
            self.nodes[number] = (name, "" if parent == "0" else parent, line)

    def check(self, notes: Notes) -> None:
        """Tell of parents that are missing and of loops."""
        for number, (name, parent, line) in self.nodes.items():
            if parent and parent not in self.nodes:
                said = f"The category {quoted(name)} stands below number {quoted(parent)}, which is not in the file."
                notes.warned(line, "category", said)
            elif self._loops(number):
                notes.warned(line, "category", f"The category {quoted(name)} stands below itself; its loop is cut.")

    def path(self, number: str) -> tuple[str, ...]:
        """Names from the root, () for a number nobody knows."""
        names: list[str] = []
        met: set[str] = set()
        while number in self.nodes and number not in met and len(names) < DEEPEST:
            met.add(number)
            name, number, _ = self.nodes[number]
            names.insert(0, name)
        return tuple(names)

    def _loops(self, number: str) -> bool:
        met, at = set[str](), number
        while at in self.nodes and at not in met:
            met.add(at)
            at = self.nodes[at][1]
        return at == number
