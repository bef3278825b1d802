"""Pages of figures over a shop of a million order lines: time, CPU and statements of each, and counting all its days.

    .venv/bin/python -m benchmarks.figures                                  # 1,000,000 lines in two years, SQLite
    .venv/bin/python -m benchmarks.figures --lines 100000 --database postgres

The orders are made inside the database; what is measured is what the panel's pages ask.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from typing import Any

from domain.cart.models import Quote
from domain.customers.models import Customer
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.rows import writes_in_with
from domain.orders.models import Order, OrderLine
from domain.reports.figures.cohorts import cohorts
from domain.reports.figures.days import preset
from domain.reports.figures.goods import top_products
from domain.reports.figures.people import funnel
from domain.reports.figures.reading import Book, open_book
from domain.reports.figures.rolling import freshen
from domain.reports.figures.sales import sales
from tests.kit.database import empty
from tests.kit.market import Market
from tests.kit.statements import statements

LINES_EACH, DAYS, GOODS, PEOPLE, ROUNDS = 4, 730, 500, 20_000, 9
Page = Callable[[Market, Book, Any], Awaitable[Any]]
PAGES: dict[str, Page] = {
    "sales": lambda _, book, span: sales(book, span, "day", "EUR"),
    "products": lambda market, book, span: top_products(market.owner, book, span, "money", "EUR"),
    "cohorts": lambda _, book, _span: cohorts(book, "EUR"),
    "funnel": lambda _, book, span: funnel(book, span),
}


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    plain = value.isoformat(" ") if hasattr(value, "isoformat") else value
    if isinstance(plain, (dict, list)):
        plain = "{}" if isinstance(plain, dict) else "[]"
    return "NULL" if plain is None else f"'{plain}'" if isinstance(plain, str) else str(plain)


async def fill(table: str, row: dict[str, Any], count: int, **made: str) -> None:
    """So many rows like this one; `made` says columns by the number `n` of the row, from 1."""
    columns = ["id", *row]
    values = [made.get("id", "n"), *(made.get(name, literal(value)) for name, value in row.items())]
    numbers = (
        f"generate_series(1, {count}) AS s(n)" if writes_in_with() else
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s)"
    )  # fmt: skip
    await sql(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {numbers}")


async def stocked(orders: int) -> Market:
    """Two years of a shop; customers come back at random, and some things sell more than others."""
    market, step = await Market.open(), DAYS * 86_400 // orders
    for n in range(2):
        await market.item(f"Thing {n}", stock=None)
    buyer = await market.buyer()
    started = f"'-{DAYS * 86_400} seconds', '+' || (n * {step}) || ' seconds'"
    at = (
        f"NOW() - INTERVAL '{DAYS} days' + n * INTERVAL '{step} seconds'" if writes_in_with() else
        f"strftime('%Y-%m-%d %H:%M:%S+00:00', 'now', {started})"
    )  # fmt: skip
    await sql("INSERT INTO cart (shop_id, customer_id, kind, revision, coupon, payment, extras, undo, touched_at)"
              " VALUES ($1, $2, 'direct', 1, '', '', '{}', '{}', $3)", market.id, buyer.id, now())  # fmt: skip
    cart = (await sql("SELECT MAX(id) AS id FROM cart"))[0]["id"]
    people = Quote.row(
        market.by, customer_id=buyer.id, cart_id=cart, revision=0, digest="", currency="EUR", total=0, body={},
        expires_at=now(),
    )  # fmt: skip
    await fill("quote", people, orders, revision="n", digest="CAST(n AS VARCHAR)")
    customers = await made_people(market)
    order = Order.row(
        market.by, number=0, token="", customer_id=buyer.id, quote_id=0, status="delivered", payment_method="cash",
        channel="web", locale="en", currency="EUR", goods=4000, total=4300, delivery_fee=300, taps=5,
    )  # fmt: skip
    whose = f"{customers} + 1 + (n * 7919 + n / 3) % {PEOPLE - 1}"
    number, token = "2000 + n", "'t' || CAST(n AS VARCHAR)"
    await fill("orders", order, orders, number=number, token=token, customer_id=whose, quote_id="n", placed_at=at)
    line = OrderLine.row(
        market.by, order_id=0, variant_id=1, product_id=1, title="Thing", quantity=1, unit_price=1000, total=1000,
        tracked=False,
    )  # fmt: skip
    sold = f"1 + (n * 7919 + n / 5) % {GOODS}"
    await fill("order_line", line, orders * LINES_EACH, order_id=f"1 + (n - 1) / {LINES_EACH}", product_id=sold)
    await sql("ANALYZE")
    return market


async def made_people(market: Market) -> int:
    """Customers with ids of their own; the first one's."""
    first = 1000
    await fill("customer", Customer.row(market.by, name="Anna"), PEOPLE - 1, id=f"n + {first}")
    return first


async def main(lines: int, kind: str) -> None:
    folder = Path(mkdtemp()) / "shop"
    folder.mkdir()
    async with empty(kind, folder):
        began = time.perf_counter()
        market = await stocked(lines // LINES_EACH)
        print(f"{lines:,} lines on {kind}, made in {time.perf_counter() - began:.0f} s")
        began, cpu = time.perf_counter(), time.process_time()
        await freshen(market.by)
        print(f"all days counted in {time.perf_counter() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU")
        for name, page in PAGES.items():
            for days in ("30", "12"):
                await measured(market, name, days, page)


async def measured(market: Market, name: str, days: str, page: Page) -> None:
    took, cpu = [], []
    for _ in range(ROUNDS):
        began, spent = time.perf_counter(), time.process_time()
        with statements() as asked:
            book = await open_book(market.owner)
            await page(market, book, preset(days, book.today))
        took.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - spent))
    print(f"{name:<9} {days:>3}: p50 {median(took):6.1f} ms, {median(cpu):6.1f} ms of CPU, {len(asked)} statements")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.lines, chosen.database))
