"""The panel's pages in a small shop and in a big one: time, work and statements of each.

    .venv/bin/python -m benchmarks.panel                                # SQLite: 100 of everything, then the big shop
    .venv/bin/python -m benchmarks.panel --database postgres
    .venv/bin/python -m benchmarks.panel --sizes 100000:250000 --pages products

A size is products:orders, four lines an order, as many customers as products; by default 100:100 and 100000:250000,
which is a million lines. `--fresh` leaves the database as a load does: without statistics, and unvacuumed.

Times are medians of a whole request on this machine: on the clock, on this process's processor (SQLite works in it),
and on the processor of PostgreSQL. What counts is that the big shop's rows are like the small one's.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from benchmarks.desk import DIALECTS, STATUS, copied
from bot.app import App
from domain.catalog.models import ProductCategory, ProductTag
from domain.kit.actor import system
from domain.kit.db import sql
from domain.kit.rows import insert_rows
from domain.reports.figures.rolling import freshen
from domain.staff import actions
from tests.kit.database import empty
from tests.kit.market import Market
from tests.kit.statements import statements

WORDS = "three wet umbrellas"
BASE, LINES_EACH, ROUNDS = 2_000, 4, 15
MAIN = (
    "", "orders?tab=new", "orders?tab=all", "orders/board", "orders/2042", "products", "products/2042", "customers",
    "customers/2042", "analytics",
)  # fmt: skip
MORE = (
    "orders?tab=done", "orders?tab=problems", "orders?tab=all&days=7", "orders?tab=all&paid=unpaid", "orders?q=2042",
    "orders?q=berg 42", "products?sort=name", "products?sort=up", "products?sort=sold", "products?page={last}",
    "products?sort=name&page={last}", "products?tag=tag7", "products?brand=Brand 3", "products?stock=out",
    "products?lacks=picture", "products?q=teapot 42", "products?q=SKU-77", "products?q=zzzz", "customers?sort=name",
    "customers?sort=spent", "customers?q=berg 42", "customers?q=zzzz", "customers?q=20042",
    "customers?channel=telegram", "inventory", "inventory?state=low", "inventory?q=teapot 42", "analytics/products",
    "analytics/customers", "analytics/funnel",
    "find?q=teapot 42", "find?q=berg 42",
)  # fmt: skip


async def filled(kind: str, products: int, orders: int) -> None:
    """Straight inside the database, from one of each that the shop's own verbs have made."""
    await goods(kind, products)
    await people(kind, products)
    when, number = DIALECTS[kind][2].replace("60 *", "240 *").replace("1 minute", "4 minutes"), f"s.n + {BASE}"
    whose = f"{BASE} + 1 + (s.n * 7919 + s.n / 3) % {products}"
    await copied(kind, "quote", orders, id=number, revision=number, customer_id=whose)
    await copied(
        kind, "orders", orders, id=number, number=number, quote_id=number, status=STATUS.format(n="s.n"),
        token="'bench-' || s.n", created_at=when, placed_at=when, customer_id=whose,
        needs_attention="CASE WHEN s.n % 5000 = 0 THEN 'Paid twice' ELSE '' END",
    )  # fmt: skip
    sold = f"{BASE} + 1 + (s.n * 7919 + s.n / 5) % {products}"
    line_of = f"{BASE} + 1 + (s.n - 1) / {LINES_EACH}"
    lines = orders * LINES_EACH
    await copied(kind, "order_line", lines, id=number, order_id=line_of, product_id=sold, variant_id=sold)
    await copied(kind, "payment", orders, id=number, order_id=number, provider_ref="NULL")
    await copied(kind, "order_history", orders, id=number, order_id=number)


async def goods(kind: str, count: int) -> None:
    own, price = f"s.n + {BASE}", "100 + s.n % 9000"
    await copied(
        kind, "product", count, id=own, key="'p' || s.n", brand="'Brand ' || (s.n % 40)", price_from=price,
        price_to=price, units_sold_30="s.n % 97", status="CASE WHEN s.n % 10 = 0 THEN 'draft' ELSE 'active' END",
    )  # fmt: skip
    name = "'Thing ' || (s.n * 7919 % 100003) || CASE s.n % 3 WHEN 0 THEN ' teapot ' ELSE ' umbrella ' END || s.n"
    await copied(kind, "product_text", count, id=own, product_id=own, name=name)
    await copied(kind, "product_tag", count, id=own, product_id=own, tag="'tag' || (s.n % 200)")
    await copied(kind, "product_category", count, id=own, product_id=own)
    await copied(kind, "variant", count, id=own, product_id=own, sku="'SKU-' || s.n", price=price)
    await copied(kind, "stock_level", count, id=own, variant_id=own, on_hand="s.n % 50", reserved="0")


async def people(kind: str, count: int) -> None:
    own = f"s.n + {BASE}"
    name = "CASE s.n % 4 WHEN 0 THEN 'Anna Berg ' WHEN 1 THEN 'Boris Lind ' ELSE 'Olga Holm ' END || s.n"
    when = DIALECTS[kind][2]
    await copied(
        kind, "customer", count, id=own, name=name, phone="'+3712' || s.n", email="'p' || s.n || '@example.com'",
        orders_count="s.n % 5", spent="(s.n % 5) * s.n % 70000", seen_at=when, created_at=when,
    )  # fmt: skip
    channel = "CASE WHEN s.n % 11 = 0 THEN 'telegram' ELSE 'web' END"
    await copied(kind, "channel_identity", count, id=own, customer_id=own, channel=channel, external_id="'x' || s.n")


async def templates(market: Market) -> None:
    """One of each, as the shop's own verbs make them."""
    tea = await market.item("Green tea", stock=90)
    order = await market.order(await market.buyer(), (tea, 2))
    (line,) = await sql("SELECT product_id FROM order_line WHERE order_id = $1", order.id)
    category = {"shop_id": market.id, "key": "all", "path": "1/", "depth": 0, "position": 0, "hidden": False}
    category_id = (await insert_rows("category", [category]))[0]["id"]
    await ProductCategory.add(market.by, product_id=line["product_id"], category_id=category_id)
    await ProductTag.add(market.by, product_id=line["product_id"], tag="tea")


# -------------------------------------------------------------------------------------------------------- the measuring


class Meter:
    """Clock, this process's processor, and PostgreSQL's for this database, all in milliseconds."""

    def __init__(self) -> None:
        self.pids: list[int] = []

    async def open(self, kind: str) -> None:
        if kind == "postgres":
            rows = await sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            self.pids = [row["pid"] for row in rows]

    def database(self) -> float:
        return sum(_worked(pid) for pid in self.pids)


def _worked(pid: int) -> float:
    """What the system's accounts say, nanoseconds in /proc; nothing where there is none."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


async def asked(client: TestClient[Any, Any], path: str) -> int:
    async with client.get(f"/admin/{path}") as response:
        await response.read()
        return response.status


async def measured(kind: str, client: TestClient[Any, Any], path: str, rounds: int) -> str:
    began = perf_counter()
    await asked(client, path)
    first, times = perf_counter() - began, []
    meter = Meter()
    await meter.open(kind)
    for _ in range(rounds):
        wall, processor, theirs = perf_counter(), process_time(), meter.database()
        await asked(client, path)
        spent = (1000 * (perf_counter() - wall), 1000 * (process_time() - processor), meter.database() - theirs)
        times.append(spent)
    with statements() as seen:
        status = await asked(client, path)
    wall, processor, theirs = (median(column) for column in zip(*times, strict=True))
    return (
        f"{path or '(today)':34}{status:5}{1000 * first:9.1f}{wall:9.1f} ms{processor:9.1f} ms CPU"
        f"{theirs:9.1f} ms database CPU{len(seen):4} statements"
    )


async def measure(kind: str, products: int, orders: int, chosen: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with empty(kind, Path(folder)) as settings, TestServer(App(settings).web_app()) as server:
            market, began = await Market.open(), perf_counter()
            await templates(market)
            await filled(kind, products, orders)
            if not chosen.fresh:
                await sql("ANALYZE")
            token = await actions.invite(system(market.id), "olga@example.com", "owner")
            await actions.set_up_owner(token, "", "Olga", WORDS)
            print(f"{kind}: {products:,} products, {orders:,} orders in {perf_counter() - began:.0f} s", flush=True)
            if chosen.figures:
                began = perf_counter()
                await freshen(market.by)
                print(f"its days counted in {perf_counter() - began:.0f} s", flush=True)
            client: TestClient[Any, Any] = TestClient(server, cookie_jar=CookieJar(unsafe=True))
            async with client:
                await signed_in(client)
                for path in (*MAIN, *([] if chosen.main else MORE)):
                    if chosen.pages in path:
                        print(await measured(kind, client, path.format(last=products // 50), chosen.rounds), flush=True)
            print(f"load average {os.getloadavg()[0]:.1f}", flush=True)


async def signed_in(client: TestClient[Any, Any]) -> None:
    origin = {"Origin": str(client.make_url("/")).rstrip("/")}
    await client.post("/admin/login", data={"email": "olga@example.com", "password": WORDS}, headers=origin)


def main(chosen: argparse.Namespace) -> None:
    sizes: Sequence[str] = chosen.sizes
    for size in sizes:
        products, _, orders = size.partition(":")
        asyncio.run(measure(chosen.database, int(products), int(orders), chosen))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=sorted(DIALECTS), default="sqlite")
    parser.add_argument("--sizes", nargs="+", default=["100:100", "100000:250000"])
    parser.add_argument("--pages", default="", help="only paths with this in them")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--main", action="store_true", help="only the ten main pages")
    parser.add_argument("--fresh", action="store_true", help="no statistics")
    parser.add_argument("--no-figures", dest="figures", action="store_false", help="do not count the days first")
    main(parser.parse_args())
