"""Every shop is closed in itself: no row points at a row of another shop."""

import pytest

from domain.catalog.models import CategoryText
from domain.doctor.tenants import foreign_rows, pointers
from domain.kit.db import sql
from tests.kit.shop import ShopKit


@pytest.fixture
async def neighbour(shop):
    """A second shop in the same installation, with a product of its own."""
    other = await ShopKit.open("rugs", "Rug House")
    await other.product("Kilim", sizes=("S", "L"))
    return other


async def test_shops_beside_each_other_are_closed(shop, neighbour):
    await shop.product("Teapot", sizes=("S", "M"))
    assert await foreign_rows() == []


async def test_a_text_of_another_shops_category_is_named(shop, neighbour):
    (category,) = await sql("SELECT id FROM category WHERE shop_id = $1", neighbour.id)
    stray = await CategoryText.add(shop.by, category_id=category["id"], locale="fr", name="Tapis")
    assert await foreign_rows() == [
        (
            shop.id,
            f"category_text.category_id of row {stray.id} (shop {shop.id})"
            f" points at row {category['id']} (shop {neighbour.id})",
        )
    ]


async def test_a_number_that_points_up_the_layers_is_followed_too(sqlite):
    assert ("ledger_entry", "order_id", "orders") in pointers()
    assert ("stock_move", "order_line_id", "order_line") in pointers()


async def test_every_foreign_key_of_the_database_is_followed(sqlite):
    tables = [row["name"] for row in await sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    keys = {
        (table, key["from"], key["table"])
        for table in tables
        for key in await sql(f"PRAGMA foreign_key_list({table})")
        if key["table"] != "shop"
    }
    assert len(keys) > 40
    assert keys <= set(pointers())
