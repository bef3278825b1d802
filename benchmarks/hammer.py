"""Too many hands for too few things: processes that buy the last units, use the last codes, empty one wallet, at once.

    .venv/bin/python -m benchmarks.hammer                        # SQLite: 4 processes × 50 buyers, 20 units, 3 rounds
    .venv/bin/python -m benchmarks.hammer --url postgres://…     # a database of its own on that server
    .venv/bin/python -m benchmarks.hammer --processes 8 --buyers 500 --units 50 --rounds 100

Each round must sell exactly what there is; everybody else is refused by name, pays nothing, and nothing else fails.
The last figure is the speed of all processes at once against one of them alone, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing as processes
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from bot.config import Settings
from bot.database import database, migrate
from domain.doctor.examine import violations
from domain.kit.actor import Actor
from domain.kit.errors import ShopError
from domain.payments.actions import place
from domain.wallet.actions import give_credit, take_credit
from tests.kit.market import Market, euros
from tests.kit.rewind import Rewind

AT_ONCE = 8  # of each process
Wish = tuple[Any, ...]


# ------------------------------------------------------------------------------------------------ the hands, by process


def hands(url: str, verb: str, orders: Any, done: Any) -> None:
    """A process: takes its wishes of each round, begins when all are there, says what came of them."""
    asyncio.run(_hands(url, verb, orders, done))


async def _hands(url: str, verb: str, orders: Any, done: Any) -> None:
    async with database(Settings(database_url=url, secret_key="hammer", port=0)):
        while (wishes := await asyncio.to_thread(orders.get)) is not None:
            done.put(await _work(VERBS[verb], wishes))


async def _work(act: Callable[..., Awaitable[Any]], wishes: list[Wish]) -> Counter[str]:
    waiting, ends = list(wishes), Counter[str]()

    async def hand() -> None:
        while waiting:
            ends[await _outcome(act, waiting.pop())] += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(hand())
    return ends


async def _outcome(act: Callable[..., Awaitable[Any]], wish: Wish) -> str:
    try:
        await act(*wish)
    except ShopError as refusal:
        return type(refusal).__name__
    except Exception as error:
        return f"FAILED {error!r}"[:120]
    return "done"


async def _buy(shop_id: int, customer_id: int, quote_id: int, rev: int) -> None:
    await place(Actor(shop_id, "customer", customer_id, channel="web"), quote_id, rev)


async def _take(shop_id: int, customer_id: int, key: str, _rev: int) -> None:
    await take_credit(Market(shop_id).owner, customer_id, euros(100), "hammer", key)


VERBS: dict[str, Callable[..., Awaitable[Any]]] = {"oversell": _buy, "coupon": _buy, "wallet": _take}


# ----------------------------------------------------------------------------------------------------------- the rounds


@dataclass(frozen=True)
class Size:
    processes: int = 4
    buyers: int = 50
    units: int = 20
    rounds: int = 3


@dataclass(frozen=True)
class Figures:
    """What came of each round, and how fast: `rate` of all processes, `alone` of one, wishes a second."""

    ends: list[Counter[str]]
    rate: float
    alone: float


async def prepare(verb: str, size: Size) -> list[Wish]:
    """A shop with too little of something, and everybody at the last press."""
    market, count = await Market.open(), size.processes * size.buyers
    if verb == "wallet":
        anna = await market.buyer()
        await give_credit(market.owner, anna.id, euros(100 * size.units), "plenty", "first")
        return [(market.id, anna.id, f"k{n}", 0) for n in range(count)]
    tea = await market.item("Tea", stock=size.units if verb == "oversell" else count)
    if verb == "coupon":
        await market.coupon("FEW", usage_limit=size.units)
    wishes = []
    for n in range(count):
        buyer = await market.buyer(f"b{n}")
        quote = await market.quoted(buyer, (tea, 1), code="FEW" if verb == "coupon" else "")
        wishes.append((market.id, buyer.id, quote.id, quote.revision))
    return wishes


async def hammer(url: str, verb: str, size: Size) -> Figures:
    """All rounds in a migrated, empty database. Raises `AssertionError` when one is not exact."""
    settings = Settings(database_url=url, secret_key="hammer", port=0)
    async with database(settings):
        wishes = await prepare(verb, size)
        rewind = await Rewind.here(settings)
        alone = await _rounds(url, verb, [wishes], 1, rewind, size.units)
        parts = [wishes[n :: size.processes] for n in range(size.processes)]
        rounds = await _rounds(url, verb, parts, size.rounds, rewind, size.units)
        both = [len(wishes) * len(times) / sum(times) for times in (rounds[1], alone[1])]
    return Figures(rounds[0], *both)


async def _rounds(
    url: str, verb: str, parts: list[list[Wish]], rounds: int, rewind: Rewind, units: int
) -> tuple[list[Counter[str]], list[float]]:
    context = processes.get_context("spawn")
    done, orders = context.Queue(), [context.Queue() for _ in parts]
    workers = [context.Process(target=hands, args=(url, verb, each, done), daemon=True) for each in orders]
    for worker in workers:
        worker.start()
    try:
        await _one_round(orders, done, [[] for _ in parts])  # everybody is there
        found = [await _checked(orders, done, parts, rewind, units) for _ in range(rounds)]
    finally:
        for each in orders:
            each.put(None)
        for worker in workers:
            await asyncio.to_thread(worker.join, 30)
    return [ends for ends, _ in found], [spent for _, spent in found]


async def _one_round(orders: list[Any], done: Any, parts: list[list[Wish]]) -> Counter[str]:
    for each, part in zip(orders, parts, strict=True):
        each.put(part)
    ends: Counter[str] = Counter()
    for _ in parts:
        ends += await asyncio.to_thread(done.get, True, 600)
    return ends


async def _checked(
    orders: list[Any], done: Any, parts: list[list[Wish]], rewind: Rewind, units: int
) -> tuple[Counter[str], float]:
    await rewind.back()
    started = time.perf_counter()
    ends = await _one_round(orders, done, parts)
    spent = time.perf_counter() - started
    assert ends["done"] == units, ends
    assert not [name for name in ends if name.startswith("FAILED")], ends
    assert await violations() == []
    return ends, spent


# ------------------------------------------------------------------------------------------------------------ databases


@asynccontextmanager
async def somewhere(server: str) -> AsyncIterator[str]:
    """A migrated database that is gone afterwards."""
    if not server:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite://{Path(folder) / 'hammer.sqlite3'}"
            await migrate(Settings(database_url=url))
            yield url
        return
    name = f"hammer_{uuid.uuid4().hex[:8]}"
    admin = await asyncpg.connect(server)
    try:
        await admin.execute(f"CREATE DATABASE {name}")
        url = f"{server.rpartition('/')[0]}/{name}"
        await migrate(Settings(database_url=url))
        yield url
    finally:
        await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await admin.close()


async def main(server: str, verbs: list[str], size: Size) -> None:
    for verb in verbs:
        async with somewhere(server) as url:
            figures = await hammer(url, verb, size)
        ends = sum(figures.ends, Counter[str]())
        print(f"{verb}: {size.processes} processes × {size.buyers}, {size.units} to be had, {size.rounds} rounds")
        print(f"  {', '.join(f'{name} {count}' for name, count in ends.most_common())}; nothing failed")
        print(f"  {figures.rate:.0f} a second, {figures.rate / figures.alone:.2f} times one process alone")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="any database of a PostgreSQL server; SQLite when left out")
    parser.add_argument("--verb", choices=VERBS, action="append")
    for field, value in (("processes", 4), ("buyers", 50), ("units", 20), ("rounds", 3)):
        parser.add_argument(f"--{field}", type=int, default=value)
    chosen = parser.parse_args()
    size_ = Size(chosen.processes, chosen.buyers, chosen.units, chosen.rounds)
    sys.exit(asyncio.run(main(chosen.url, chosen.verb or list(VERBS), size_)))
