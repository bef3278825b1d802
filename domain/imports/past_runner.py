"""A file of past orders goes in, some hundreds at a time: what went in before stays, and the same again is nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from domain.audit.actions import record
from domain.imports.models import ImportRun
from domain.imports.past import Buyer, PastFeed, PastOrder
from domain.imports.past_found import Found, find_people, find_things
from domain.imports.past_returns import Room, rooms, write_refunds, write_returns
from domain.imports.past_write import Shelf, remember, write_orders
from domain.imports.port import Problem
from domain.imports.views import COMMAND
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import placeholders
from domain.shop.queries import shop_of

CHUNK = 250
SHOWN = 50
MANY = 500
_KNOWN = "SELECT reference, digest FROM imported_order WHERE shop_id = $1 AND reference IN ({words})"


@dataclass(slots=True)
class PastCounts:
    """Orders and returns by what became of them, and the lines of those that are new."""

    orders: int = 0
    returns: int = 0
    lines: int = 0
    unchanged: int = 0
    refused: int = 0
    warned: int = 0
    skipped: int = 0


@dataclass(slots=True)
class PastJob:
    """`dry_run` counts and writes nothing; `problem` hears of everything, `progress` of the line reached."""

    dry_run: bool = False
    problem: Callable[[Problem], None] = lambda _: None
    progress: Callable[[PastCounts, int], None] = lambda _counts, _line: None
    counts: PastCounts = field(default_factory=PastCounts)
    problems: list[Problem] = field(default_factory=list)

    def note(self, problem: Problem) -> None:
        setattr(self.counts, problem.action, getattr(self.counts, problem.action) + 1)
        if len(self.problems) < SHOWN:
            self.problems.append(problem)
        self.problem(problem)

    def refuse(self, order: PastOrder, why: str) -> None:
        self.note(Problem(order.line, None, order.reference, why, "refused"))


async def import_orders(by: Actor, feed: PastFeed, path: Path, job: PastJob) -> PastJob:
    """Import a file of past orders; what is wrong with one keeps only that one out.

    Raises `UnreadableFile`, `NotAllowed`.
    """
    require(by, Permission.IMPORT)
    shop = await shop_of(by)
    shelf, found = Shelf(shop.currency, shop.locale, shop.prices_include_tax), Found(shop.locale)
    rows = await asyncio.to_thread(lambda: iter(feed.read(path, currency=shop.currency)))
    run = None if job.dry_run else await ImportRun.add(by, feed=feed.name, file=path.name[:300], source=COMMAND)
    while items := await asyncio.to_thread(_next, rows):
        await _take(by, shelf, found, items, job)
        job.progress(job.counts, items[-1].line or 0)
    if run:
        await _close(by, run.id, job.counts)
    return job


def _next(rows: Iterator[PastOrder | Problem]) -> list[PastOrder | Problem]:
    return list(islice(rows, CHUNK))


async def _take(by: Actor, shelf: Shelf, found: Found, items: Sequence[PastOrder | Problem], job: PastJob) -> None:
    for item in items:
        if isinstance(item, Problem):
            job.note(item)
    orders = [item for item in items if isinstance(item, PastOrder)]
    async with transaction():
        fresh = [order for order in await _unknown(by, orders, job) if _sound(order, shelf, job)]
        if job.dry_run:
            _count(fresh, job)
        else:
            await _write(by, shelf, found, fresh, job)


async def _unknown(by: Actor, orders: Sequence[PastOrder], job: PastJob) -> list[PastOrder]:
    """Those that have not gone in before; what is different now stays as it was."""
    words = list(dict.fromkeys(order.reference for order in orders))
    rows = await sql(_KNOWN.format(words=placeholders(len(words), 2)), by.shop_id, *words) if words else []
    known = {row["reference"]: row["digest"] for row in rows}
    fresh: list[PastOrder] = []
    for order in orders:
        before = known.setdefault(order.reference, order.digest) if order.reference in known else None
        if before is None:
            known[order.reference] = order.digest
            fresh.append(order)
        elif before == order.digest:
            job.counts.unchanged += 1
        else:
            job.refuse(order, "This order has gone in before and was different: keep all its rows together.")
    return fresh


def _sound(order: PastOrder, shelf: Shelf, job: PastJob) -> bool:
    """Whether what came back of an order is within what was paid for it."""
    paid = shelf.total(order) if order.paid and order.status == "delivered" else 0
    if order.lines and order.returned > paid:
        job.refuse(order, "More came back than was paid.")
        return False
    return True


async def _write(by: Actor, shelf: Shelf, found: Found, fresh: Sequence[PastOrder], job: PastJob) -> None:
    if not fresh:
        return
    sold = [order for order in fresh if order.lines]
    buyers = [(order.buyer, order.at) for order in fresh]
    await find_people(by, found, [*buyers, (Buyer(), now())])
    await find_things(by, found, sold)
    written = await write_orders(by, shelf, found, sold)
    await remember(by, sold, written)
    returns = [order for order in fresh if not order.lines]
    known = await rooms(by, returns)
    good = [order for order in returns if _fits(order, known, job)]
    of_orders = [o for o in sold if o.returned] + [o for o in good if o.returns_of]
    await write_refunds(by, shelf.currency, of_orders, written, known)
    await write_returns(by, shelf.currency, found, [order for order in good if not order.returns_of])
    await remember(by, good, written)
    _count([*sold, *good], job)


def _fits(order: PastOrder, known: dict[str, Room], job: PastJob) -> bool:
    """Whether the order a return names can give so much back; its room is taken at once."""
    if not order.returns_of:
        return True
    room = known.get(order.returns_of)
    if room is None or room.left < order.returned:
        why = "has not gone in before it, or was not paid" if room is None else "was paid with less than came back"
        job.refuse(order, f"The order “{order.returns_of}” {why}.")
        return False
    room.left -= order.returned
    return True


def _count(orders: Sequence[PastOrder], job: PastJob) -> None:
    job.counts.orders += sum(1 for order in orders if order.lines)
    job.counts.returns += sum(1 for order in orders if order.back)
    job.counts.lines += sum(len(order.lines) + len(order.back) for order in orders)


async def _close(by: Actor, run_id: int, counts: PastCounts) -> None:
    async with transaction():
        await ImportRun.of(by, id=run_id).update(counts=asdict(counts), ended_at=now())
        await record(by, "orders.imported", f"import:{run_id}", asdict(counts))
    if counts.orders >= MANY:
        await sql("ANALYZE")  # so that the database plans with what is there now
