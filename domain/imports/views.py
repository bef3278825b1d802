"""A run of the wizard as pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.imports.choices import Choices

MAPPING, CHECKING, READY, RUNNING, MISSING, PICTURES = "mapping", "checking", "ready", "running", "missing", "pictures"
DONE, STOPPED, FAILED, UNDOING, UNDONE = "done", "stopped", "failed", "undoing", "undone"
WORKING = (CHECKING, RUNNING, MISSING, PICTURES, UNDOING)
WRITING = (RUNNING, MISSING, PICTURES, UNDOING)
UNDO_FOR = timedelta(hours=24)
FILES_FOR = timedelta(days=30)
COMMAND = "hawker import"
"""The source of runs of the command line; while one runs, `ended_at` is when it was last heard of."""
SILENT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RunView:
    """`position` of `total` is done of what the stage walks along. `undo_until` None: there is nothing to undo."""

    id: int
    file: str
    source: str
    feed: str
    stage: str
    position: int
    total: int
    problem: str
    started_at: datetime
    ended_at: datetime | None
    undo_until: datetime | None
    staff_id: int | None
    counts: Mapping[str, int]
    checked: Mapping[str, int]
    undone: Mapping[str, int]
    file_there: bool
    looked: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)

    @property
    def working(self) -> bool:
        return self.stage in WORKING

    @property
    def by_command(self) -> bool:
        return self.source == COMMAND

    @property
    def bad(self) -> int:
        """Rows that do not go in, by the preview."""
        return self.checked.get("refused", 0)

    @property
    def to_write(self) -> int:
        names = ("new", "changed", "names_new", "names_changed")
        return sum(self.checked.get(name, 0) for name in names)
