"""A file the command line brings in is a run like those of the wizard: listed, reported, taken back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from domain.audit.actions import record
from domain.imports import files
from domain.imports.errors import NotNow
from domain.imports.models import ImportRun
from domain.imports.port import Problem
from domain.imports.source import source
from domain.imports.views import COMMAND, DONE, RUNNING, STOPPED
from domain.imports.wizard import alone, told
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction

LARGEST_KEPT = 50 * 1024 * 1024


@dataclass(slots=True)
class Kept:
    """The run as it goes on."""

    by: Actor
    id: int
    place: Path
    position: int = 0

    async def goes_on(self, items: int, counts: dict[str, int]) -> None:
        """So many items more are in, inside their transaction. Raises `NotNow` when somebody has stopped the run."""
        self.position += items
        facts = {"position": self.position, "counts": counts, "ended_at": now()}
        if not await ImportRun.of(self.by, id=self.id, stage=RUNNING).update(**facts):
            raise NotNow()

    async def say(self, problems: Sequence[Problem]) -> None:
        part = {"problems": [asdict(problem) for problem in problems]}
        await asyncio.to_thread(files.keep_part, self.place, "run", self.position, part)

    async def ends(self, counts: dict[str, int]) -> None:
        async with transaction():
            await ImportRun.of(self.by, id=self.id, stage=RUNNING).update(stage=DONE, counts=counts, ended_at=now())
            await record(self.by, "catalog.imported", f"import:{self.id}", counts)

    async def breaks_off(self) -> None:
        """What is in stays, and can be taken back."""
        await ImportRun.of(self.by, id=self.id, stage=RUNNING).update(stage=STOPPED, ended_at=now())


async def begin(by: Actor, feed: str, path: Path, locale: str) -> Kept:
    """Raises `AnotherRuns`, `UnreadableFile`."""
    token, place = files.new_place(by.shop_id)
    try:
        options = await asyncio.to_thread(_keep_file, path, place, locale)
        async with transaction():
            await alone(by)
            run = await ImportRun.add(
                by, feed=feed, file=path.name[:300], source=COMMAND, folder=token, options=options, stage=RUNNING,
                ended_at=now(),
            )  # fmt: skip
            await record(by, "import.started", f"import:{run.id}", {"file": run.file})
    except BaseException:
        files.remove(by.shop_id, token)
        raise
    return Kept(by, int(run.id), place)


def _keep_file(path: Path, place: Path, locale: str) -> dict[str, Any]:
    """A copy for the file of bad rows, and what it is; of one that is very long only the lines can be told."""
    if path.stat().st_size > LARGEST_KEPT:
        return {}
    shutil.copyfile(path, place / files.ORIGINAL)
    return {"looked": told(source().look(place / files.ORIGINAL, locale))}
