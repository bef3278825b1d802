"""Orders placed per second, against the very same statements sent through the raw driver one by one.

    .venv/bin/python -m benchmarks.placing                      # SQLite in a temporary folder
    .venv/bin/python -m benchmarks.placing --url postgres://…   # two databases of its own on that server

Each round places orders of two lines through the domain and records what reaches the driver; the recording is then
played to a copy of the database that was equal before the round. Begin and commit are played, savepoints are not: the
raw way would need none. Rounds alternate, so the ratio holds on a busy machine; the orders per second do not.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import asyncpg

from benchmarks.tapes import FIRST_ID, Player, Tape, postgres_player, record_statements, sqlite_player, tape
from bot.config import Settings
from bot.database import database, migrate
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.payments.actions import place
from tests.kit.market import Market

ROUNDS = 5
GOODS = 60
FED = ("orders", "order_line", "order_history", "payment", "stock_move", "reservation", "ledger_entry", "outbox")


# ----------------------------------------------------------------------------------------------------------- databases


@dataclass
class Place:
    """Two databases, equal until the first order: one for the domain, one for the raw driver."""

    url: str
    copy_url: str
    make_copy: Callable[[], Awaitable[None]]

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def player(self) -> Any:
        return sqlite_player(self.copy_url) if self.is_sqlite else postgres_player(self.copy_url)


@asynccontextmanager
async def two_files() -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "domain.sqlite3", Path(folder) / "raw.sqlite3"

        async def make_copy() -> None:
            shutil.copy(first, second)

        yield Place(f"sqlite://{first}", f"sqlite://{second}", make_copy)


@asynccontextmanager
async def two_databases(server: str) -> AsyncIterator[Place]:
    base, name = server.rpartition("/")[0], f"placing_{uuid.uuid4().hex[:8]}"
    admin = await asyncpg.connect(server)
    try:
        await admin.execute(f"CREATE DATABASE {name}")
        make_copy = partial(admin.execute, f"CREATE DATABASE {name}_raw TEMPLATE {name}")
        yield Place(f"{base}/{name}", f"{base}/{name}_raw", make_copy)  # type: ignore[arg-type]
    finally:
        for database_name in (f"{name}_raw", name):
            await admin.execute(f"DROP DATABASE IF EXISTS {database_name} WITH (FORCE)")
        await admin.close()


# ------------------------------------------------------------------------------------------------------------ the run

Wish = tuple[Actor, int, int]


async def prepare(place_: Place, orders: int) -> list[Wish]:
    """A shop, and as many customers at the last press before an order of two lines."""
    market = await Market.open()
    goods = [await market.item(f"Thing {n}", price=900 + n, stock=1_000_000) for n in range(GOODS)]
    dice = random.Random(7)
    wishes = []
    for n in range(orders):
        buyer = await market.buyer(f"customer-{n}")
        shown = await market.quoted(buyer, *((variant, 2) for variant in dice.sample(goods, 2)))
        wishes.append((buyer, shown.id, shown.revision))
    if not place_.is_sqlite:
        for position, table in enumerate(FED, 1):
            await sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {position * FIRST_ID})")
    return wishes


async def ordered(wish: Wish) -> Tape:
    buyer, quote_id, revision = wish
    token = tape.set(recorded := Tape())
    try:
        await place(buyer, quote_id, revision)
    finally:
        tape.reset(token)
    return recorded


@dataclass(frozen=True)
class Speed:
    """Of one side of one round; `cpu` is this process's milliseconds an order."""

    rate: float
    cpu: float


async def each(work: Callable[[Any], Awaitable[Any]], items: list[Any], at_once: int) -> tuple[Speed, list[Any]]:
    """How fast so many hands were, and what came of the items in the order they were finished."""
    waiting, done = list(reversed(items)), []

    async def hand() -> None:
        while waiting:
            done.append(await work(waiting.pop()))

    started, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as hands:
        for _ in range(at_once):
            hands.create_task(hand())
    spent = (time.process_time() - cpu) * 1000 / len(items)
    return Speed(len(items) / (time.perf_counter() - started), spent), done


async def main(url: str, size: int, at_once: int) -> None:
    record_statements()
    async with two_databases(url) if url else two_files() as place_:
        settings = Settings(database_url=place_.url, secret_key="bench", port=0)
        await migrate(settings)
        async with database(settings):
            wishes = await prepare(place_, (ROUNDS + 1) * size)
        await place_.make_copy()
        async with database(settings), place_.player as player:
            results = [await one_round(wishes[n * size :][:size], player, at_once) for n in range(ROUNDS + 1)]
            ours = await written()
        async with database(Settings(database_url=place_.copy_url)):
            if await written() != ours:
                raise RuntimeError("the raw driver did not write what the domain wrote")
    report("SQLite" if place_.is_sqlite else "PostgreSQL", results[1:], at_once)  # the first round warms up


async def written() -> list[dict[str, Any]]:
    """What the orders left behind, without ids."""
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table}) AS {table}" for table in FED)
    return await sql(f"SELECT SUM(on_hand) AS on_hand, {counts} FROM stock_level")


Round = tuple[Speed, Speed, list[Tape]]


async def one_round(wishes: list[Wish], player: Player, at_once: int) -> Round:
    ours, tapes = await each(ordered, wishes, at_once)
    raw, _ = await each(player, tapes, at_once)
    return ours, raw, tapes


def report(kind: str, rounds: list[Round], at_once: int) -> None:
    tapes = [recorded for _, _, tapes in rounds for recorded in tapes]
    print(f"{kind}, {len(tapes)} orders of two lines, {at_once} at once")
    print(f"{'':12}{'orders/s':>10}{'CPU ms':>10}")
    for name, side in (("Hawker", 0), ("raw driver", 1)):
        speeds: list[Any] = [one[side] for one in rounds]
        print(f"{name:12}{median(s.rate for s in speeds):10.0f}{median(s.cpu for s in speeds):10.2f}")
    rate = median(ours.rate / raw.rate for ours, raw, _ in rounds)
    print(f"{'ratio':12}{rate:10.2f}{median(ours.cpu / raw.cpu for ours, raw, _ in rounds):10.2f}")
    statements, savepoints = mean(len(t.steps) for t in tapes), mean(t.savepoints for t in tapes)
    print(f"{statements:.1f} statements an order; {savepoints:.1f} savepoints, which the raw driver was spared")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="any database of a PostgreSQL server; SQLite when left out")
    parser.add_argument("--orders", type=int, default=60, help="orders a round")
    parser.add_argument("--at-once", type=int, default=0, help="customers at once: 8 on PostgreSQL, 1 on SQLite")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.url, chosen.orders, chosen.at_once or (8 if chosen.url else 1)))
