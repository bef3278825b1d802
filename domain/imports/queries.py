"""Runs of the wizard as pages show them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.imports import files
from domain.imports.choices import choices_of
from domain.imports.models import ImportChange, ImportFix, ImportRun
from domain.imports.source import source
from domain.imports.steps import prepared
from domain.imports.views import DONE, FILES_FOR, STOPPED, UNDO_FOR, RunView
from domain.imports.wizard import original, run_of
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.paging import Page, clamp

PER_PAGE = 20
SHOWN = 50
MENDABLE = 200
KEPT = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of the file; with `cell` its cell can be put right in place."""

    line: int | None
    column: str
    key: str
    problem: str
    action: str
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they will look, and what is wrong: refused first. `more` faults are in the error file."""

    rows: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A product that an undo did not put back whole, and what of it stayed."""

    product_id: int
    key: str
    names: tuple[str, ...] = field(default_factory=tuple)


async def runs(by: Actor, page: int) -> Page[RunView]:
    """The shop's imports, the newest first. Raises `NotAllowed`."""
    require(by, Permission.IMPORT)
    rows = ImportRun.of(by, dry_run=False)
    total = await rows.count()
    at = clamp(page, PER_PAGE, total)
    found = await rows.order_by("-id").offset(PER_PAGE * (at - 1)).limit(PER_PAGE)
    return Page(tuple(_view(row) for row in found), at, PER_PAGE, total)


async def run(by: Actor, run_id: int) -> RunView:
    """Raises `NotFound`."""
    return _view(await run_of(by, run_id))


def _view(row: ImportRun) -> RunView:
    options = dict(row.options or {})
    return RunView(
        id=row.id, file=row.file, source=row.source, feed=row.feed, stage=row.stage, position=row.position,
        total=row.total, problem=row.problem, started_at=row.started_at, ended_at=row.ended_at,
        undo_until=_undo_until(row), staff_id=row.staff_id, counts=dict(row.counts or {}),
        checked=dict(row.checked or {}), undone=dict(row.undone or {}),
        file_there=bool(row.folder) and now() - row.started_at < FILES_FOR,
        looked=options.get("looked") or {}, options=options, choices=choices_of(options),
    )  # fmt: skip


def _undo_until(row: ImportRun) -> Any:
    if row.stage not in (DONE, STOPPED) or not row.folder or row.ended_at is None or not row.counts:
        return None
    until = row.ended_at + UNDO_FOR
    return until if now() < until else None


async def preview(by: Actor, run_id: int, show: str = "") -> Preview:
    """What the check of the file found: `show` a state ("new", "changed", "unchanged"), "errors", or "" for all."""
    row = await run_of(by, run_id)
    place = files.place_of(by.shop_id, row.folder)
    rows, problems = await asyncio.to_thread(_gathered, place, "check")
    wanted = [one for one in rows if show in ("", one["state"])]
    refused = [one for one in problems if one["action"] == "refused"]
    others = [one for one in problems if one["action"] != "refused"]
    chosen = (refused if show == "errors" else refused + others)[:MENDABLE]
    cells = await _cells(by, row, chosen) if (row.options or {}).get("looked", {}).get("cells") else {}
    faults = tuple(_fault(one, cells) for one in chosen)
    left = 0 if show == "errors" else SHOWN
    return Preview(tuple(sorted(wanted, key=_line)[:left]), faults, len(refused) + len(others) - len(chosen))


def _line(row: dict[str, Any]) -> int:
    return row["line"] or 0


def _gathered(place: Any, *kinds: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    parts = [part for kind in kinds for part in files.parts(place, kind)]
    return [row for part in parts for row in part.get("rows", ())], [p for part in parts for p in part["problems"]]


def _fault(one: dict[str, Any], cells: dict[int, dict[str, str]]) -> Fault:
    row = cells.get(one["line"] or 0, {})
    column = one["column"] or ""
    cell = row.get(column) if one["action"] == "refused" else None
    return Fault(one["line"], column, one["key"] or "", one["problem"], one["action"], cell)


async def _cells(by: Actor, row: ImportRun, problems: Sequence[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """The rows at fault, as they are read now."""
    lines = {one["line"] for one in problems if one["line"] and one["column"]}
    if not lines or not (files.place_of(by.shop_id, row.folder) / files.ORIGINAL).exists():
        return {}
    path = await prepared(by, row)
    return await asyncio.to_thread(lambda: dict(source().rows(path, lines)))


async def fixes(by: Actor, run_id: int) -> int:
    """How many cells have been put right."""
    return await ImportFix.of(by, run_id=run_id).count()


async def faults_of_run(by: Actor, run_id: int) -> tuple[Fault, ...]:
    """What the import itself met, the first two hundred."""
    row = await run_of(by, run_id)
    place = files.place_of(by.shop_id, row.folder)
    _, problems = await asyncio.to_thread(_gathered, place, "run", "web")
    ordered = sorted(problems, key=lambda one: one["action"] != "refused")
    return tuple(_fault(one, {}) for one in ordered[:MENDABLE])


async def kept(by: Actor, run_id: int) -> tuple[Kept, ...]:
    """What an undo left as it was."""
    rows = await ImportChange.of(by, run_id=run_id, kept__not_isnull=True).order_by("id").limit(KEPT)
    return tuple(Kept(row.product_id, row.key, tuple(row.kept)) for row in rows)


async def bad_rows(by: Actor, run_id: int) -> tuple[list[str], AsyncIterator[list[str]]]:
    """The rows that could not go in, as the file has them, with a last column that says why. Raises `FileGone`."""
    row = await run_of(by, run_id)
    place = files.place_of(by.shop_id, row.folder)
    kind = "run" if row.counts else "check"
    _, problems = await asyncio.to_thread(_gathered, place, kind)
    why: dict[int, list[str]] = {}
    for one in problems:
        if one["action"] == "refused":
            why.setdefault(one["line"] or 0, []).append(one["problem"])
    header = list((row.options or {}).get("looked", {}).get("header") or ())
    if not header:
        return ["line", "reason"], _told(why)
    found = await asyncio.to_thread(lambda: dict(source().rows(original(by, row), set(why))))
    return [*header, "reason"], _rows(header, found, why)


async def _rows(
    header: Sequence[str], found: dict[int, dict[str, str]], why: dict[int, list[str]]
) -> AsyncIterator[list[str]]:
    for line, said in sorted(why.items()):
        cells = found.get(line, {})
        yield [*(cells.get(title, "") for title in header), " ".join(said)]


async def _told(why: dict[int, list[str]]) -> AsyncIterator[list[str]]:
    for line, said in sorted(why.items()):
        yield [str(line or ""), " ".join(said)]
