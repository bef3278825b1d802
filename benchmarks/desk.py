"""The orders desk at 100 and at a million orders: how long its pages take, and how many statements.

    .venv/bin/python -m benchmarks.desk                          # SQLite, 100 and 1,000,000 orders
    .venv/bin/python -m benchmarks.desk --database postgres --orders 100 200000

Times are medians over the whole request on this machine; what counts is that the last row is like the first.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App
from domain.kit.actor import system
from domain.kit.db import sql
from domain.staff import actions
from tests.kit.database import empty
from tests.kit.market import Market
from tests.kit.statements import statements

WORDS = "three wet umbrellas"
PAGES = (
    "orders?tab=new", "orders?tab=packing", "orders?tab=done", "orders?tab=all", "orders?tab=problems",
    "orders?tab=all&days=7", "orders?tab=all&paid=unpaid", "orders?tab=all&kind=pickup&sort=big", "orders?q=1500",
    "orders/board",
)  # fmt: skip
ROUNDS = 15
# of a thousand orders four are under way in each open state
STATUS = (
    "CASE WHEN {n} % 250 = 0 THEN 'placed' WHEN {n} % 250 = 1 THEN 'packing' WHEN {n} % 250 = 2 THEN 'ready' "
    "WHEN {n} % 250 = 3 THEN 'shipped' WHEN {n} % 10 = 4 THEN 'cancelled' ELSE 'delivered' END"
)
DIALECTS = {
    "sqlite": (
        "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) ",
        "s",
        "strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || (60 * s.n) || ' seconds') || '.000000+00:00'",
    ),
    "postgres": ("", "generate_series(1, {count}) AS s(n)", "now() - s.n * interval '1 minute'"),
}


async def copied(kind: str, table: str, count: int, **changes: str) -> None:
    """Rows like the first of a table, with other values in some columns."""
    (row,) = await sql(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
    begin, source, _ = DIALECTS[kind]
    values = ", ".join(changes.get(column, f"x.{column}") for column in row)
    await sql(
        f"INSERT INTO {table} ({', '.join(row)}) {begin.format(count=count)}"
        f"SELECT {values} FROM (SELECT * FROM {table} ORDER BY id LIMIT 1) x, {source.format(count=count)} WHERE TRUE"
    )


async def filled(kind: str, count: int) -> None:
    """So many orders of one line and one payment, from the last minutes back over the years."""
    when, base = DIALECTS[kind][2], 2_000
    number = f"s.n + {base}"
    await copied(kind, "quote", count, id=number, revision=number)
    await copied(
        kind, "orders", count, id=number, number=number, quote_id=number, status=STATUS.format(n="s.n"),
        token="'bench-' || s.n", created_at=when, placed_at=when,
        needs_attention="CASE WHEN s.n % 5000 = 0 THEN 'Paid twice' ELSE '' END",
    )  # fmt: skip
    await copied(kind, "order_line", count, id=number, order_id=number)
    await copied(kind, "payment", count, id=number, order_id=number, provider_ref="NULL")
    await sql("ANALYZE")


async def measured(client: TestClient[Any, Any], path: str) -> tuple[int, float, float, int]:
    """Status, median milliseconds on the clock and on the processor, statements."""
    walls, processors = [], []
    async with client.get(f"/admin/{path}") as response:
        await response.read()
    for _ in range(ROUNDS):
        wall, processor = perf_counter(), process_time()
        async with client.get(f"/admin/{path}") as response:
            await response.read()
        walls.append(perf_counter() - wall)
        processors.append(process_time() - processor)
    with statements() as seen:
        async with client.get(f"/admin/{path}") as response:
            await response.read()
    return response.status, 1000 * median(walls), 1000 * median(processors), len(seen)


async def measure(kind: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with empty(kind, Path(folder)) as settings, TestServer(App(settings).web_app()) as server:
            market = await Market.open()
            await market.order(await market.buyer(), (await market.item("Green tea"), 2))
            await filled(kind, count - 1)
            token = await actions.invite(system(market.id), "olga@example.com", "owner")
            await actions.set_up_owner(token, "", "Olga", WORDS)
            async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
                origin = {"Origin": str(client.make_url("/")).rstrip("/")}
                login = {"email": "olga@example.com", "password": WORDS}
                await client.post("/admin/login", data=login, headers=origin)
                for path in PAGES:
                    status, wall, processor, seen = await measured(client, path)
                    times = f"{wall:9.1f} ms{processor:9.1f} ms CPU"
                    print(f"{kind:9}{count:>10,}  {path:40}{status:5}{times}{seen:4} statements", flush=True)


def main(kind: str, counts: Sequence[int]) -> None:
    for count in counts:
        asyncio.run(measure(kind, count))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=sorted(DIALECTS), default="sqlite")
    parser.add_argument("--orders", type=int, nargs="+", default=[100, 1_000_000])
    chosen = parser.parse_args()
    main(chosen.database, chosen.orders)
