"""A file goes in a hundred products at a time, so that its length costs time and not memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from tortoise.exceptions import BaseORMException

from domain.audit.actions import record
from domain.catalog.tree import ShopNow, shop_now
from domain.imports.models import ImportRun
from domain.imports.pictures import Fetch, gather
from domain.imports.plan import Admitted, Planned, examine, plan
from domain.imports.port import CategoryRow, Feed, Item, Problem, WordRow
from domain.imports.rules import note
from domain.imports.write import Pictures, write
from domain.imports.write_names import plan_names, write_names
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.media.store import MediaStore

CHUNK = 100
SHOWN = 50
MANY = 500
log = logging.getLogger(__name__)

Items = list[Item]


@dataclass(slots=True)
class Counts:
    """Products by what became of them, problems by what was done; names are those of categories and short words."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    warned: int = 0
    skipped: int = 0
    names_new: int = 0
    names_changed: int = 0
    names_unchanged: int = 0

    @property
    def products(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`problems` are the first fifty; all of them went to the report."""

    counts: Counts
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who hears of it while it runs: every problem; the counts and the line reached, after every chunk."""

    problem: Callable[[Problem], None] = lambda _: None
    progress: Callable[[Counts, int], None] = lambda _counts, _line: None


@dataclass(slots=True)
class _Tally:
    watchers: Watchers
    counts: Counts = field(default_factory=Counts)
    shown: list[Problem] = field(default_factory=list)
    line: int = 0

    def note(self, problem: Problem) -> None:
        setattr(self.counts, problem.action, getattr(self.counts, problem.action) + 1)
        if len(self.shown) < SHOWN:
            self.shown.append(problem)
        self.watchers.problem(problem)

    def add(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            setattr(self.counts, one.state, getattr(self.counts, one.state) + 1)


@dataclass(frozen=True, slots=True)
class Job:
    """How to import: `dry_run` counts and writes nothing; `fetch` gives the bytes of pictures that are no links.

    `web` gives those that are; without it links stay links.
    """

    dry_run: bool = False
    fetch: Fetch | None = None
    files: MediaStore | None = None
    web: Fetch | None = None
    watchers: Watchers = field(default_factory=Watchers)


async def run_import(by: Actor, feed: Feed, path: Path, job: Job) -> ImportResult:
    """Import a file. What is wrong with one product keeps only that product out.

    Raises `UnreadableFile`; what went in before stays.
    """
    require(by, Permission.IMPORT)
    shop, tally = await shop_now(by), _Tally(job.watchers)
    rows = await asyncio.to_thread(lambda: iter(feed.read(path, currency=shop.currency)))
    run = None if job.dry_run else await ImportRun.add(by, feed=feed.name, file=path.name[:300])
    while items := await asyncio.to_thread(_next, rows):
        await _take(by, items, shop, job, tally)
        job.watchers.progress(tally.counts, tally.line)
    if run:
        await _close(by, run.id, tally.counts)
        await _refresh_statistics(tally.counts)
    return ImportResult(tally.counts, tuple(tally.shown))


def _next(rows: Iterator[Item]) -> Items:
    return list(islice(rows, CHUNK))


async def _take(by: Actor, items: Items, shop: ShopNow, job: Job, tally: _Tally) -> None:
    await _take_names(by, items, shop.locale, job, tally)
    planned = await plan(by, _admitted(items, shop.currency, tally))
    if job.dry_run:
        return tally.add(planned)
    pictures, notes = await gather(by, planned, job.fetch, job.files, job.web)
    for problem in notes:
        tally.note(problem)
    try:
        problems = await write(by, planned, shop.locale, pictures)
    except (BaseORMException, ValueError, OverflowError):
        return await _one_by_one(by, planned, shop.locale, pictures, tally)
    tally.add(planned)
    for problem in problems:
        tally.note(problem)
    return None


async def _take_names(by: Actor, items: Items, locale: str, job: Job, tally: _Tally) -> None:
    """Before the products, which are searched by these words."""
    rows = [item for item in items if isinstance(item, (CategoryRow, WordRow))]
    names = await plan_names(by, rows)
    for problem in names.problems:
        tally.note(problem)
    if not job.dry_run:
        await write_names(by, names, locale)
    for state in names.states:
        count = f"names_{state}"
        setattr(tally.counts, count, getattr(tally.counts, count) + 1)


def _admitted(items: Items, currency: str, tally: _Tally) -> list[Admitted]:
    found: list[Admitted] = []
    for item in items:
        tally.line = item.line or tally.line
        if isinstance(item, (CategoryRow, WordRow)):
            continue
        if isinstance(item, Problem):
            tally.note(item)
            continue
        admitted, notes = examine(item, currency)
        for problem in notes:
            tally.note(problem)
        if admitted:
            found.append(admitted)
    return found


async def _one_by_one(by: Actor, planned: Sequence[Planned], locale: str, pictures: Pictures, tally: _Tally) -> None:
    """The database refused a chunk: find the products at fault and let the others in."""
    for one in planned:
        try:
            problems = await write(by, [one], locale, pictures)
        except (BaseORMException, ValueError, OverflowError):
            log.exception("product refused by the database", extra={"key": one.row.key})
            problems = [note(one.row, "The database could not take it; the log says why.", "refused")]
        else:
            tally.add([one])
        for problem in problems:
            tally.note(problem)


async def _refresh_statistics(counts: Counts) -> None:
    """So that the database plans with what is there now, not with the empty tables of a minute ago."""
    if counts.new >= MANY:
        await sql("ANALYZE")


async def _close(by: Actor, run_id: int, counts: Counts) -> None:
    async with transaction():
        await ImportRun.of(by, id=run_id).update(counts=asdict(counts), ended_at=now())
        await record(by, "catalog.imported", f"import:{run_id}", asdict(counts))
