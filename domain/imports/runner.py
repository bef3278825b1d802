"""A file goes in a hundred products at a time, so that its length costs time and not memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from domain.audit.actions import record
from domain.catalog.tree import ShopNow, shop_now
from domain.imports.by_command import Kept, begin
from domain.imports.models import ImportRun
from domain.imports.noting import put_in
from domain.imports.pictures import Fetch, gather
from domain.imports.plan import Admitted, Planned, examine, plan
from domain.imports.port import CategoryRow, Feed, Item, Problem, ProductRow, WordRow
from domain.imports.write_names import Names, plan_names
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.media.store import MediaStore

CHUNK = 100
SHOWN = 50
MANY = 500

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

    def add(self, planned: Sequence[Planned], names: Sequence[str] = (), problems: Sequence[Problem] = ()) -> None:
        words = [*(one.state for one in planned), *(f"names_{state}" for state in names), *(p.action for p in problems)]
        for word in words:
            setattr(self.counts, word, getattr(self.counts, word) + 1)
        self.shown += problems[: max(0, SHOWN - len(self.shown))]
        for problem in problems:
            self.watchers.problem(problem)


@dataclass(frozen=True, slots=True)
class Job:
    """How to import: `dry_run` counts and writes nothing; `fetch` gives the bytes of pictures that are no links.

    `web` gives those that are; without it links stay links. `kept`: the run is reported in the panel and can be undone.
    """

    dry_run: bool = False
    fetch: Fetch | None = None
    files: MediaStore | None = None
    web: Fetch | None = None
    watchers: Watchers = field(default_factory=Watchers)
    kept: bool = False


@dataclass(slots=True)
class _Walk:
    """One import on its way; `kept` where it is a run of the panel too."""

    by: Actor
    shop: ShopNow
    job: Job
    tally: _Tally
    kept: Kept | None = None


async def run_import(by: Actor, feed: Feed, path: Path, job: Job) -> ImportResult:
    """Import a file. What is wrong with one product keeps only that product out.

    Raises `UnreadableFile`, and for a run that is kept `AnotherRuns` and `NotNow`; what went in before stays.
    """
    require(by, Permission.IMPORT)
    shop = await shop_now(by)
    rows = await asyncio.to_thread(lambda: iter(feed.read(path, currency=shop.currency)))
    walk = _Walk(by, shop, job, _Tally(job.watchers))
    if job.kept and not job.dry_run:
        await _kept(walk, feed, path, rows)
    else:
        run = None if job.dry_run else await ImportRun.add(by, feed=feed.name, file=path.name[:300])
        await _all(walk, rows)
        if run:
            await _close(by, run.id, walk.tally.counts)
    if not job.dry_run:
        await _refresh_statistics(walk.tally.counts)
    return ImportResult(walk.tally.counts, tuple(walk.tally.shown))


async def _kept(walk: _Walk, feed: Feed, path: Path, rows: Iterator[Item]) -> None:
    walk.kept = await begin(walk.by, feed.name, path, walk.shop.locale)
    try:
        await _all(walk, rows)
    except BaseException:
        await walk.kept.breaks_off()
        raise
    await walk.kept.ends(asdict(walk.tally.counts))


async def _all(walk: _Walk, rows: Iterator[Item]) -> None:
    while items := await asyncio.to_thread(_next, rows):
        await _take(walk, items)
        walk.job.watchers.progress(walk.tally.counts, walk.tally.line)


def _next(rows: Iterator[Item]) -> Items:
    return list(islice(rows, CHUNK))


async def _take(walk: _Walk, items: Items) -> None:
    by, tally = walk.by, walk.tally
    names = await plan_names(by, [item for item in items if isinstance(item, (CategoryRow, WordRow))])
    admitted, problems = _admitted(items, walk.shop.currency)
    planned = await plan(by, admitted)
    tally.line = next((item.line for item in reversed(items) if item.line), tally.line)
    tally.add((), names.states, [*names.problems, *problems])
    if walk.job.dry_run:
        tally.add(planned)
    else:
        await _write(walk, names, planned, len(items), [*names.problems, *problems])


async def _write(walk: _Walk, names: Names, planned: Sequence[Planned], items: int, before: list[Problem]) -> None:
    """Pictures first, then all at once; with a run of its own also what there is to say of it."""
    by, job, kept = walk.by, walk.job, walk.kept
    pictures, notes = await gather(by, planned, job.fetch, job.files, job.web)
    async with transaction():
        written, more = await put_in(by, kept.id if kept else 0, names, planned, walk.shop.locale, pictures)
        unchanged = [one for one in planned if one.state == "unchanged"]
        walk.tally.add([*written, *unchanged], (), [*notes, *more])
        if kept:
            await kept.goes_on(items, asdict(walk.tally.counts))
    if kept:
        await kept.say([*before, *notes, *more])


def _admitted(items: Items, currency: str) -> tuple[list[Admitted], list[Problem]]:
    found: list[Admitted] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        elif isinstance(item, ProductRow):
            admitted, notes = examine(item, currency)
            problems += notes
            found += [admitted] if admitted else []
    return found, problems


async def _refresh_statistics(counts: Counts) -> None:
    """So that the database plans with what is there now, not with the empty tables of a minute ago."""
    if counts.new >= MANY:
        await sql("ANALYZE")


async def _close(by: Actor, run_id: int, counts: Counts) -> None:
    async with transaction():
        await ImportRun.of(by, id=run_id).update(counts=asdict(counts), ended_at=now())
        await record(by, "catalog.imported", f"import:{run_id}", asdict(counts))
