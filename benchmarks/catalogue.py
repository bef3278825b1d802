"""The panel's lists with many products: statements and time of each page, and of acts on all of them.

    .venv/bin/python -m benchmarks.catalogue                                 # 100,000 products on SQLite
    HAWKER_DATABASE_URL=postgres://… .venv/bin/python -m benchmarks.catalogue --products 100000

The database must be empty: the goods are written first, each with one variant, a name, a tag, a category and stock.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.config import Settings
from bot.database import database, migrate
from domain.catalog.bulk_prices import price_effect, reprice
from domain.catalog.filters import ProductFilter
from domain.catalog.queries import product_rows
from domain.catalog.queries_edit import lacks
from domain.catalog.repricing import Repricing
from domain.kit.actor import Actor, Permission
from domain.kit.cache import forget_all
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import insert_rows
from domain.shop.actions import bump, create_shop
from domain.stock.inventory import inventory
from domain.stock.shelf import shelf
from tests.kit.statements import statements

PART = 500
Row = dict[str, Any]


async def fill(by: Actor, products: int) -> None:
    """Straight into the tables: the importer is measured elsewhere."""
    category = {"shop_id": by.shop_id, "key": "all", "path": "", "depth": 0, "position": 0, "hidden": False}
    category_id = (await insert_rows("category", [category]))[0]["id"]
    await sql("UPDATE category SET path = $1 WHERE id = $2 RETURNING id", f"{category_id}/", category_id)
    for start in range(0, products, PART):
        async with transaction():
            await _part(by, range(start, min(start + PART, products)), category_id)
    async with transaction():
        await bump(by)


async def _part(by: Actor, numbers: range, category_id: int) -> None:
    fixed: Row = {"shop_id": by.shop_id}
    facts: Row = {
        "kind": "physical", "tax_class": "standard", "requires_shipping": True, "on_sale": False, "units_sold_30": 0,
        "views_30": 0, "is_demo": False, "revision": 1, "content_hash": "", "created_at": now(),
        "published_at": now(), "category_id": category_id,
    }  # fmt: skip
    made = await insert_rows("product", [
        fixed | facts | {"key": f"p{n}", "status": "draft" if n % 10 == 0 else "active", "brand": f"Brand {n % 40}",
                         "price_from": 100 + n % 9000, "price_to": 100 + n % 9000} for n in numbers
    ])  # fmt: skip
    ids = [row["id"] for row in made]
    pairs = list(zip(ids, numbers, strict=True))
    await insert_rows("product_text", [
        fixed | {"product_id": i, "locale": "en", "name": f"Thing {n * 7919 % 100_003:06}", "description": ""}
        for i, n in pairs
    ])  # fmt: skip
    await insert_rows("product_tag", [fixed | {"product_id": i, "tag": f"tag{n % 200}"} for i, n in pairs])
    places = [fixed | {"product_id": i, "category_id": category_id, "position": 0} for i in ids]
    await insert_rows("product_category", places)
    variant: Row = {"position": 0, "weight_g": 0, "policy": "deny", "active": True, "gives": "", "revision": 1}
    own = await insert_rows("variant", [
        fixed | variant | {"product_id": i, "key": "-", "sku": f"SKU-{n}", "gtin": "", "price": 100 + n % 9000}
        for i, n in pairs
    ])  # fmt: skip
    level: Row = {"place": "main", "reserved": 0}
    rows = [fixed | level | {"variant_id": v["id"], "on_hand": n % 50} for v, n in zip(own, numbers, strict=True)]
    await insert_rows("stock_level", rows)


async def measured(name: str, act: Callable[[], Awaitable[Any]], *, times: int = 3) -> None:
    """The first time (nothing kept yet) and the best of the next."""
    forget_all()
    spent = []
    with statements() as seen:
        for _ in range(times):
            before, began = len(seen), perf_counter()
            await act()
            spent.append((perf_counter() - began) * 1000)
            count = len(seen) - before
    print(f"{name:42} {count:4} statements  first {spent[0]:8.1f} ms  then {min(spent[1:] or spent):8.1f} ms")


async def page(by: Actor, wanted: ProductFilter, sort: str = "new", number: int = 1) -> None:
    """What the list asks for, besides the frame."""
    found = await product_rows(by, wanted, sort, number)
    ids = [row.id for row in found.items]
    await shelf(by, ids)
    await lacks(by, ids, ("en",))


async def run(products: int) -> None:
    shop_id = await create_shop("bench", "Bench", currency="EUR", country="LV")
    by = Actor(shop_id, "staff", 1, frozenset(Permission))
    began = perf_counter()
    await fill(by, products)
    print(f"{products:,} products written in {perf_counter() - began:.0f} s")
    everything, last = ProductFilter(locales=("en",)), products // 50
    for sort in ("new", "name", "up", "sold"):
        await measured(f"list, first page, by {sort}", lambda sort=sort: page(by, everything, sort))  # type: ignore[misc]
    await measured("list, last page", lambda: page(by, everything, "new", last))
    await measured("list, last page by name", lambda: page(by, everything, "name", last))
    narrowed = {"tag": "tag7", "brand": "Brand 3", "stock": "out", "lacks": "picture", "search": "SKU-77"}
    for name, value in narrowed.items():
        wanted = ProductFilter(locales=("en",), **{name: value})  # type: ignore[arg-type]
        await measured(f"list by {name}", lambda wanted=wanted: page(by, wanted))  # type: ignore[misc]
    for state in ("", "low", "out"):
        await measured(f"stock {state or 'all'}", lambda state=state: inventory(by, "", state, 3))  # type: ignore[misc]
    raised = Repricing("percent", bp=1000)
    await measured("what 10 % on everything does", lambda: price_effect(by, everything, raised))
    await measured("10 % on everything", lambda: reprice(by, everything, raised), times=1)


async def main(products: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        await migrate(settings)
        async with database(settings):
            await run(products)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=100_000)
    asyncio.run(main(parser.parse_args().products))
