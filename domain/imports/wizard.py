"""What a merchant does with a run: bring a file, match its columns, look, mend, choose, begin, stop, take back."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.audit.actions import record
from domain.imports import files
from domain.imports.choices import Choices, choices_of
from domain.imports.errors import AnotherRuns, BadRows, FileGone, NotNow, UndoOver, Unreadable
from domain.imports.models import ImportColumns, ImportFix, ImportRun
from domain.imports.port import UnreadableFile
from domain.imports.source import Looked, source
from domain.imports.views import (
    CHECKING,
    COMMAND,
    DONE,
    MAPPING,
    READY,
    RUNNING,
    SILENT,
    STOPPED,
    UNDO_FOR,
    UNDOING,
    WORKING,
    WRITING,
)
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import NotFound
from domain.kit.rows import row_lock
from domain.outbox.actions import put
from domain.shop.queries import shop_of

TOPIC = "import.step"
LONGEST_FIX = 2_000
_SHOP = "SELECT s.id FROM shop s WHERE s.id = $1 {lock}"
REQUIRED = ("name", "price")


async def begin(by: Actor, token: str, name: str, address: str = "") -> int:
    """A file lies in its folder: see what it is, and check it if its columns are known. Raises `Unreadable`."""
    require(by, Permission.IMPORT)
    shop, place = await shop_of(by), files.place_of(by.shop_id, token)
    try:
        looked = await asyncio.to_thread(source().look, place / files.ORIGINAL, shop.locale)
    except UnreadableFile as error:
        files.remove(by.shop_id, token)
        raise Unreadable(why=str(error)) from None
    remembered = await _remembered(by, looked)
    columns = None if looked.known else remembered or {str(k): v for k, v in looked.columns.items()}
    options: dict[str, Any] = {"looked": told(looked), "columns": remembered or columns, "choices": Choices().stored}
    ready = columns is None or set(REQUIRED) <= set(columns.values())
    async with transaction():
        run = await ImportRun.add(
            by, feed=looked.feed, file=name[:300], source=address[:500], folder=token, options=options,
            stage=CHECKING if ready else MAPPING, staff_id=by.id or None,
        )  # fmt: skip
        if ready:
            await put(by, TOPIC, {"run_id": run.id})
    return int(run.id)


def told(looked: Looked) -> dict[str, Any]:
    """What a file is, as its run remembers it."""
    names = ("feed", "encoding", "separator", "doubt", "known", "cells")
    return {name: getattr(looked, name) for name in names} | {
        "header": list(looked.header),
        "samples": [list(row) for row in looked.samples],
        "columns": {str(place): name for place, name in looked.columns.items()},
    }


def header_key(header: tuple[str, ...] | list[str]) -> str:
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()


async def _remembered(by: Actor, looked: Looked) -> dict[str, str] | None:
    if not looked.header:
        return None
    known = await ImportColumns.of(by, header=header_key(looked.header)).first()
    return dict(known.columns) if known else None


async def run_of(by: Actor, run_id: int, *stages: str) -> ImportRun:
    """Raises `NotFound`; `NotNow` when it stands at none of these stages."""
    require(by, Permission.IMPORT)
    run = await ImportRun.of(by, id=run_id).first()
    if run is None or not run.folder:
        raise NotFound()
    if stages and run.stage not in stages:
        raise NotNow()
    return run


async def match_columns(by: Actor, run_id: int, columns: Mapping[int, str], decimal: str, weight: str) -> None:
    """Say which column is what; remembered for files with the same header. Raises `NotNow`, `Unreadable`."""
    run = await run_of(by, run_id, MAPPING, READY)
    options, told = dict(run.options), {str(place): name for place, name in columns.items()}
    options |= {"columns": told, "decimal": decimal, "weight": weight}
    async with transaction():
        await _check_again(by, run, options)
        key = header_key(options["looked"]["header"])
        if not await ImportColumns.of(by, header=key).update(columns=told, used_at=now()):
            await ImportColumns.add(by, header=key, columns=told)


async def mend(by: Actor, run_id: int, cells: Mapping[tuple[int, str], str]) -> int:
    """Put cells right and check the file again; how many are other than before. Raises `NotNow`."""
    run = await run_of(by, run_id, READY)
    async with transaction():
        for (line, column), value in cells.items():
            text, where = (
                " ".join(value.split())[:LONGEST_FIX],
                {"run_id": run.id, "line": line, "column": column[:200]},
            )
            if not await ImportFix.of(by, **where).update(value=text):
                await ImportFix.add(by, **where, value=text)
        if cells:
            await _check_again(by, run, dict(run.options))
    return len(cells)


async def _check_again(by: Actor, run: ImportRun, options: dict[str, Any]) -> None:
    """From the first row on, as the options say now."""
    files.forget_parts(files.place_of(by.shop_id, run.folder), "check")
    (files.place_of(by.shop_id, run.folder) / files.PREPARED).unlink(missing_ok=True)
    fresh = {"stage": CHECKING, "position": 0, "total": 0, "checked": None, "options": options, "problem": ""}
    if not await ImportRun.of(by, id=run.id, stage=run.stage).update(**fresh):
        raise NotNow()
    await put(by, TOPIC, {"run_id": run.id})


async def start(by: Actor, run_id: int, choices: Choices) -> bool:
    """Begin to write; False when other choices made the preview anew first.

    Raises `NotNow`, `AnotherRuns`, `BadRows`, `FileGone`.
    """
    run = await run_of(by, run_id, READY)
    if not (files.place_of(by.shop_id, run.folder) / files.ORIGINAL).exists():
        raise FileGone()
    seen, options = choices_of(run.options), dict(run.options) | {"choices": choices.stored}
    async with transaction():
        if (seen.price, seen.stock, seen.texts) != (choices.price, choices.stock, choices.texts):
            await _check_again(by, run, options)
            return False
        if choices.bad == "stop" and (run.checked or {}).get("refused"):
            raise BadRows(n=run.checked["refused"])
        await alone(by)
        going = {"stage": RUNNING, "position": 0, "options": options, "started_at": now(), "counts": {}}
        if not await ImportRun.of(by, id=run.id, stage=READY).update(**going):
            raise NotNow()
        await put(by, TOPIC, {"run_id": run.id})
        await record(by, "import.started", f"import:{run.id}", {"file": run.file, **choices.stored})
    return True


async def alone(by: Actor) -> None:
    """Raises `AnotherRuns`. Two who begin at once stand in line at the shop's row.

    A command that has not been heard of for long was killed: nobody waits for it.
    """
    await sql(_SHOP.format(lock=row_lock("s")), by.shop_id)
    silent = ImportRun.of(by, source=COMMAND, stage=RUNNING, ended_at__lt=now() - SILENT)
    await silent.update(stage=STOPPED)
    if await ImportRun.of(by, stage__in=list(WRITING)).exists():
        raise AnotherRuns()


async def stop(by: Actor, run_id: int) -> None:
    """End a run where it is; what went in stays, and can be taken back. Raises `NotNow`."""
    run = await run_of(by, run_id, *(stage for stage in WORKING if stage != UNDOING))
    async with transaction():
        ended = {"stage": STOPPED, "ended_at": now()}
        if not await ImportRun.of(by, id=run.id, stage=run.stage).update(**ended):
            raise NotNow()
        await record(by, "import.stopped", f"import:{run.id}", dict(run.counts or {}))


async def undo(by: Actor, run_id: int) -> None:
    """Take back what a run did. Again is fine. Raises `NotNow`, `UndoOver`, `AnotherRuns`."""
    run = await run_of(by, run_id, DONE, STOPPED)
    if run.ended_at is None or now() - run.ended_at > UNDO_FOR:
        raise UndoOver()
    async with transaction():
        await alone(by)
        back = {"stage": UNDOING, "position": 0, "undone": {}}
        if not await ImportRun.of(by, id=run.id, stage=run.stage).update(**back):
            raise NotNow()
        await put(by, TOPIC, {"run_id": run.id})
        await record(by, "import.undone", f"import:{run.id}", {"file": run.file})


def original(by: Actor, run: ImportRun) -> Path:
    """Raises `FileGone`."""
    path = files.place_of(by.shop_id, run.folder) / files.ORIGINAL
    if not path.exists():
        raise FileGone()
    return path
