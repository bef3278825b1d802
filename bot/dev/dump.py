"""A tiny shop at today's schema, as the SQL that brings it back: `python -m bot.dev.dump tests/upgrades/0002.sql`.

One is kept for every release, named after its newest migration; `tests/upgrades` brings each of them to the newest
schema and reads the shop again.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bot.config import Settings
from bot.database import database, migrate
from domain.cart.actions import add_at_least, choose_address, choose_method, choose_payment, quote
from domain.customers.actions import meet, save_address, set_phone
from domain.delivery.actions import save_method
from domain.delivery.views import MethodForm
from domain.imports.actions import add_product
from domain.imports.port import ProductRow, VariantRow
from domain.kit.actor import Actor, system
from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments.actions import place
from domain.search.actions import reindex
from domain.shop.actions import change_settings, create_shop

CURRENCY = "USD"
GOODS = (("teapot", "Teapot", "Blue Green", 4500), ("cup", "Cup", "", 900), ("tray", "Tray", "", 2250))
HOME = {"line": "12 Harbor Street", "city": "Syracuse", "region": "NY", "postcode": "13202", "country": "US"}


async def tell_story() -> None:
    """In the open, empty database: three products, a customer with an order and something more in the cart."""
    by = system(await create_shop("tea", "Tea House", currency=CURRENCY, country="US"))
    await change_settings(by, payment_methods=["cash"])
    await save_method(by, MethodForm("courier", "Courier", steps=((None, 500),)))
    products = [await add_product(by, _product(*facts)) for facts in GOODS]
    await reindex(by, products)
    anna = Actor(by.shop_id, "customer", await meet(by.shop_id, "web", "anna", "en", "Anna"), channel="web")
    await _order(anna, await _variants(by))


async def _order(anna: Actor, variants: dict[str, int]) -> None:
    home = await save_address(anna, HOME)
    await set_phone(anna, "+1 315 555 0134")
    await add_at_least(anna, variants["teapot"], 1)
    await add_at_least(anna, variants["cup"], 2)
    await choose_address(anna, "basket", home.id, None)
    await choose_method(anna, "basket", await _method(anna), None)
    await choose_payment(anna, "basket", "cash", None)
    shown = await quote(anna, "basket")
    await place(anna, shown.id, shown.revision)
    await add_at_least(anna, variants["tray"], 3)


def _product(key: str, name: str, colours: str, price: int) -> ProductRow:
    variants = tuple(_variant(colour, price) for colour in colours.split() or ("",))
    options = ("Colour",) if colours else ()
    return ProductRow(key, {"en": name}, variants, categories=(("Tea things",),), options=options)


def _variant(colour: str, price: int) -> VariantRow:
    values = (colour,) if colour else ()
    return VariantRow(colour or "-", values, Money(price, CURRENCY), stock=10, weight_g=300)


async def _variants(by: Actor) -> dict[str, int]:
    """The first variant of each product, by the product's key."""
    rows = await sql(
        "SELECT p.key, MIN(v.id) AS id FROM variant v JOIN product p ON p.id = v.product_id"
        " WHERE v.shop_id = $1 GROUP BY p.key",
        by.shop_id,
    )
    return {row["key"]: row["id"] for row in rows}


async def _method(by: Actor) -> int:
    (row,) = await sql("SELECT id FROM delivery_method WHERE shop_id = $1", by.shop_id)
    return int(row["id"])


async def make(folder: Path) -> Path:
    """The story's database file, in an empty folder."""
    file = folder / "story.sqlite3"
    settings = Settings(data_dir=folder, database_url=f"sqlite://{file}")
    await migrate(settings)
    async with database(settings):
        await tell_story()
    return file


def as_sql(file: Path) -> str:
    """The whole database as statements that make it anew."""
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.dev.dump", description=__doc__)
    parser.add_argument("out", type=Path, help="the file to write")
    out: Path = parser.parse_args(words).out
    with tempfile.TemporaryDirectory() as folder:
        out.write_text(as_sql(asyncio.run(make(Path(folder)))), encoding="utf-8")
    print(f"wrote {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
