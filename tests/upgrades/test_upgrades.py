"""Shops kept at the schema of every release come to today's schema whole. `bot/dev/dump.py` writes the dumps.

Whatever a later release adds to its story, the teapot, order 1001 and the three trays in Anna's cart stay in it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bot.config import Settings
from bot.database import database, migrate
from bot.dev.dump import as_sql, main, make
from domain.cart.queries import cart
from domain.catalog.queries import listing
from domain.catalog.views import ListQuery
from domain.kit.actor import Actor, system
from domain.kit.cache import forget_all
from domain.kit.money import Money
from domain.orders.queries import order_by_number, order_by_token
from domain.shop.queries import shop_by_slug

DUMPS = sorted(Path(__file__).parent.glob("*.sql"))
TODAY = "today"


def ask(file, question):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(question).fetchall()


def tables(file):
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return sorted(name for (name,) in ask(file, named) if name != "tortoise_migrations")


def counts(file):
    return {table: ask(file, f'SELECT COUNT(*) FROM "{table}"')[0][0] for table in tables(file)}


def columns(file):
    return {table: sorted(column[1] for column in ask(file, f'PRAGMA table_info("{table}")')) for table in tables(file)}


@pytest.fixture(scope="module")
async def new(tmp_path_factory):
    """The file of a shop made today."""
    EXECUTOR_CACHE.clear()
    return await make(tmp_path_factory.mktemp("new"))


@pytest.fixture(scope="module", params=[*DUMPS, TODAY], ids=lambda dump: getattr(dump, "stem", dump))
async def upgraded(request, new, tmp_path_factory):
    """(rows per table before, the file after) of one dump."""
    file = tmp_path_factory.mktemp("old") / "shop.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(as_sql(new) if request.param == TODAY else request.param.read_text(encoding="utf-8"))
    before = counts(file)
    await migrate(Settings(data_dir=file.parent, database_url=f"sqlite://{file}"))
    return before, file


@pytest.fixture
async def tea(upgraded):
    """The upgraded shop, open."""
    EXECUTOR_CACHE.clear()
    forget_all()
    async with database(Settings(database_url=f"sqlite://{upgraded[1]}")):
        yield system((await shop_by_slug("tea")).id)


def test_no_row_is_lost_or_invented(upgraded):
    before, file = upgraded
    after = counts(file)
    assert before["orders"] == 1
    assert before == {table: after[table] for table in before}


def test_nothing_dangles_and_nothing_is_damaged(upgraded):
    assert ask(upgraded[1], "PRAGMA foreign_key_check") == []
    assert ask(upgraded[1], "PRAGMA integrity_check") == [("ok",)]


def test_it_has_the_columns_of_a_shop_made_today(upgraded, new):
    assert columns(upgraded[1]) == columns(new)


async def test_its_products_are_on_sale(tea):
    found = {tile.name: tile.price for tile in (await listing(tea, ListQuery(), locale="en")).items}
    assert found["Teapot"] == Money(4500, "USD")


async def test_its_order_is_what_was_ordered(tea):
    order = await order_by_number(tea, 1001)
    assert [(line.title, line.quantity) for line in order.lines] == [("Teapot", 1), ("Cup", 2)]
    assert (order.status, order.total) == ("placed", Money(6800, "USD"))


async def test_the_link_its_customer_was_given_still_opens_the_order(tea, upgraded):
    ((token,),) = ask(upgraded[1], "SELECT token FROM orders")
    assert (await order_by_token(tea, token)).number == 1001


async def test_its_customer_finds_the_cart_as_it_was(tea):
    customer = (await order_by_number(tea, 1001)).customer_id
    mine = await cart(Actor(tea.shop_id, "customer", customer), "basket")
    assert [(line.title, line.quantity) for line in mine.lines] == [("Tray", 3)]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_dump_is_named_after_its_newest_migration(dump):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        names = [name for (name,) in connection.execute("SELECT name FROM tortoise_migrations")]
    assert max(names).split("_")[0] == dump.stem


def test_the_command_writes_a_dump(tmp_path, monkeypatch, new):
    async def made(folder):
        return new

    monkeypatch.setattr("bot.dev.dump.make", made)
    assert main([str(tmp_path / "0009.sql")]) == 0
    assert "Teapot" in (tmp_path / "0009.sql").read_text(encoding="utf-8")
