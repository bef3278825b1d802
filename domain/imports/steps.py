"""A run goes on by itself, a few seconds at a time, so that nothing else of the shop waits for it.

What a stretch wrote and how far it came are committed together: whoever takes over after a kill goes on behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from domain.audit.actions import record
from domain.imports import files
from domain.imports.choices import choices_of
from domain.imports.models import ImportChange, ImportFix, ImportRun
from domain.imports.port import Item, ProductRow, UnreadableFile
from domain.imports.runner import MANY, Counts
from domain.imports.source import reading_of, source
from domain.imports.stretch import check_stretch, unpublish_stretch, write_stretch
from domain.imports.undoing import undo_stretch
from domain.imports.views import (
    CHECKING,
    DONE,
    FAILED,
    FILES_FOR,
    MISSING,
    PICTURES,
    READY,
    RUNNING,
    UNDOING,
    UNDONE,
    WORKING,
)
from domain.imports.web_pictures import fetch_stretch
from domain.imports.wizard import TOPIC
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.media.store import MediaStore
from domain.outbox.actions import put
from domain.shop.queries import shop_of

CHUNK = 100
SLICE_S = 3.0
PASSES = 3
BETWEEN_PASSES = timedelta(seconds=20)
Rows = Iterator[Item]


class Moved(Exception):
    """Another worker, or a person, has taken the run on."""


async def carry_on(by: Actor, run_id: int, media: MediaStore) -> None:
    """One stretch of time of a run; it asks for the next one itself."""
    run = await ImportRun.of(by, id=run_id).first()
    if run is None or run.stage not in WORKING:
        return
    stages: dict[str, Callable[[], Awaitable[timedelta]]] = {
        CHECKING: lambda: _check(by, run),
        RUNNING: lambda: _write(by, run),
        MISSING: lambda: _unpublish(by, run),
        PICTURES: lambda: _pictures(by, run, media),
        UNDOING: lambda: _undo(by, run),
    }
    try:
        wait = await stages[run.stage]()
    except Moved:
        return
    except (UnreadableFile, FileNotFoundError) as error:
        said = str(error) if isinstance(error, UnreadableFile) else "The file has been removed. Upload it again."
        await ImportRun.of(by, id=run.id, stage=run.stage).update(stage=FAILED, problem=said[:500], ended_at=now())
        return
    if run.stage in WORKING:
        async with transaction():
            await put(by, TOPIC, {"run_id": run.id}, not_before=now() + wait if wait else None)


async def advance(by: Actor, run: ImportRun, to: int, **facts: Any) -> None:
    """The run stands at `to` now, inside the caller's transaction. Raises `Moved` when it was not where we knew it."""
    stood = ImportRun.of(by, id=run.id, stage=run.stage, position=run.position)
    if not await stood.update(position=to, **facts):
        raise Moved


async def _turn(by: Actor, run: ImportRun, stage: str, **facts: Any) -> timedelta:
    """On to another stage, from its beginning."""
    await advance(by, run, 0, stage=stage, **facts)
    run.stage, run.position = stage, 0
    return timedelta(0)


# ---------------------------------------------------------------------------------------------------- the file's rows


@asynccontextmanager
async def _items(by: Actor, run: ImportRun, skip: int) -> AsyncIterator[tuple[Rows, float]]:
    """The file from its `skip`th item on, and until when to work on it: a long way there earns a longer stay."""
    began, path, shop = monotonic(), await prepared(by, run), await shop_of(by)
    feed = source().feed(path, shop.locale)
    rows: Any = await asyncio.to_thread(lambda: iter(feed.read(path, currency=shop.currency)))
    try:
        await asyncio.to_thread(lambda: next(islice(rows, skip, skip), None))
        yield rows, monotonic() + max(SLICE_S, monotonic() - began)
    finally:
        if close := getattr(rows, "close", None):
            await asyncio.to_thread(close)


async def prepared(by: Actor, run: ImportRun) -> Path:
    """The file as it is to be read: with its columns named and its fixes in place."""
    place = files.place_of(by.shop_id, run.folder)
    fixes = {(fix.line, fix.column): fix.value for fix in await ImportFix.of(by, run_id=run.id)}
    how = reading_of(run.options or {}, fixes)
    if how.plain:
        return place / files.ORIGINAL
    target = place / files.PREPARED
    if not target.exists():
        await asyncio.to_thread(source().prepare, place / files.ORIGINAL, target, how)
    return target


async def _next(rows: Rows) -> list[Item]:
    return await asyncio.to_thread(lambda: list(islice(rows, CHUNK)))


async def _check(by: Actor, run: ImportRun) -> timedelta:
    place, counts = files.place_of(by.shop_id, run.folder), Counts(**(run.checked or {}))
    async with _items(by, run, run.position) as (rows, until):
        while monotonic() < until:
            items = await _next(rows)
            if not items:
                await _turn(by, run, READY, total=run.position, checked=asdict(counts))
                return timedelta(0)
            part = await check_stretch(by, items, choices_of(run.options), counts)
            await asyncio.to_thread(files.keep_part, place, "check", run.position, part)
            await advance(by, run, run.position + len(items), checked=asdict(counts), total=run.position + len(items))
            run.position += len(items)
    return timedelta(0)


async def _write(by: Actor, run: ImportRun) -> timedelta:
    place, counts, choices = (
        files.place_of(by.shop_id, run.folder),
        Counts(**(run.counts or {})),
        choices_of(run.options),
    )
    async with _items(by, run, run.position) as (rows, until):
        while monotonic() < until:
            items = await _next(rows)
            if not items:
                return await _after_rows(by, run, counts)
            async with transaction():
                await advance(by, run, run.position + len(items))
                problems = await write_stretch(by, run.id, items, choices, counts)
                await ImportRun.of(by, id=run.id).update(counts=asdict(counts))
            notes = {"problems": [asdict(problem) for problem in problems]}
            await asyncio.to_thread(files.keep_part, place, "run", run.position, notes)
            run.position += len(items)
    return timedelta(0)


async def _after_rows(by: Actor, run: ImportRun, counts: Counts) -> timedelta:
    if counts.new >= MANY:
        await sql("ANALYZE")  # so that the database plans with what is there now
    if choices_of(run.options).missing == "unpublish":
        return await _turn(by, run, MISSING)
    return await _turn(by, run, PICTURES, passes=0)


async def _unpublish(by: Actor, run: ImportRun) -> timedelta:
    keys = await _keys(by, run)
    until = monotonic() + SLICE_S
    while monotonic() < until:
        async with transaction():
            last, gone = await unpublish_stretch(by, run.id, run.position, keys)
            if not last:
                return await _turn(by, run, PICTURES, passes=0)
            counts = dict(run.counts) | {"unpublished": run.counts.get("unpublished", 0) + gone}
            await advance(by, run, last, counts=counts)
        run.position, run.counts = last, counts
    return timedelta(0)


async def _keys(by: Actor, run: ImportRun) -> set[str]:
    """Every product the file speaks of, also in a row that could not go in."""
    async with _items(by, run, 0) as (rows, _):
        named = await asyncio.to_thread(
            lambda: {item.key for item in rows if isinstance(item, ProductRow) or getattr(item, "key", None)}  # type: ignore[union-attr]
        )
    return {key for key in named if key}


async def _pictures(by: Actor, run: ImportRun, media: MediaStore) -> timedelta:
    """Fetch what the run's products link to, and once more what could not be had; then the run is done."""
    counts, until = dict(run.counts), monotonic() + SLICE_S
    while monotonic() < until:
        last, had, lacking = await fetch_stretch(by, run.id, run.position, media, run.passes + 1 >= PASSES)
        if not last:
            return await _after_pictures(by, run, counts)
        counts |= {"pictures": counts.get("pictures", 0) + had, "pictures_lacking": lacking + _lacking(run, counts)}
        await advance(by, run, last, counts=counts)
        run.position, run.counts = last, counts
    return timedelta(0)


def _lacking(run: ImportRun, counts: dict[str, Any]) -> int:
    return int(counts.get("pictures_lacking", 0)) if run.position else 0


async def _after_pictures(by: Actor, run: ImportRun, counts: dict[str, Any]) -> timedelta:
    if run.position and counts.get("pictures_lacking") and run.passes + 1 < PASSES:
        await advance(by, run, 0, passes=run.passes + 1)
        return BETWEEN_PASSES
    async with transaction():
        await _turn(by, run, DONE, ended_at=now())
        await record(by, "catalog.imported", f"import:{run.id}", counts)
    return timedelta(0)


async def _undo(by: Actor, run: ImportRun) -> timedelta:
    until = monotonic() + SLICE_S
    counts: dict[str, int] = dict(run.undone or {})
    while monotonic() < until:
        async with transaction():
            done = await undo_stretch(by, run.id, counts)
            if not done:
                return await _turn(by, run, UNDONE, undone=counts)
            await advance(by, run, run.position + done, undone=counts)
        run.position += done
    return timedelta(0)


async def sweep_runs() -> int:
    """What a run kept to be undone and looked at goes thirty days after it began; returns how many files went."""
    at = now() - FILES_FOR
    old = await ImportRun.filter(started_at__lt=at).exclude(stage__in=list(WORKING)).exclude(folder="").values("id")
    for part in (old[n : n + CHUNK] for n in range(0, len(old), CHUNK)):
        ids = [row["id"] for row in part]
        async with transaction():
            await ImportChange.filter(run_id__in=ids).delete()
            await ImportFix.filter(run_id__in=ids).delete()
    places = await asyncio.to_thread(lambda: list(files.older_than(at)))
    for place in places:
        files.remove(int(place.parent.name), place.name)
    return len(places)
