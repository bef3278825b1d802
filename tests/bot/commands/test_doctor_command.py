"""`hawker doctor` as an operator and a program meet it."""

import argparse
import json

import pytest

from bot.commands import doctor
from bot.commands.demo import make_demo_shop
from bot.config import Settings
from domain.digital.store import open_folder
from domain.kit.db import sql
from domain.search.actions import reindex
from integrations.feeds.demo import pictures
from tests.bot.backup.conftest import place
from tests.domain.doctor.conftest import nothing_waits
from tests.kit.market import Market


def words(*given):
    parser = argparse.ArgumentParser()
    doctor.arguments("doctor", parser)
    return parser.parse_args(given)


async def examined(*given):
    """What the command does once it has the database open."""
    return await doctor._examined(words(*given))


@pytest.fixture
async def market(db, clock):
    open_folder(db.files_dir)
    market = await Market.open()
    tea = await market.item("Tea")
    await market.order(await market.buyer(), (tea, 1))
    await reindex(market.by, [1])
    await nothing_waits()
    return market


async def test_a_clean_shop_ends_by_nought(market, capsys):
    assert await examined() == 0
    assert capsys.readouterr().out == "Everything adds up.\n"


async def test_the_demo_shop_is_clean(db, monkeypatch, capsys):
    drawn = pictures.picture("demo:round-teapot-1")
    monkeypatch.setattr(pictures, "picture", lambda _source: drawn)
    await make_demo_shop(db)
    assert await examined() == 0
    assert capsys.readouterr().out == "Everything adds up.\n"


async def test_what_is_wrong_is_said_in_words_and_rows_and_ends_by_one(market, capsys):
    await sql("UPDATE orders SET delivery_fee = delivery_fee + 1")
    assert await examined() == 1
    assert capsys.readouterr().out.splitlines() == [
        "✗ G9.total  Lines, delivery, fees and tax on top are the total.  Not so once:",
        "    [market] Order 1001: its total is €23.00, its parts add up to €23.01.",
        "1 rule does not hold.",
    ]


async def test_programs_get_json(market, capsys):
    await sql("UPDATE orders SET delivery_fee = delivery_fee + 1")
    assert await examined("--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], [violation["code"] for violation in told["found"]]) == (False, ["G9.total"])
    (row,) = told["found"][0]["rows"]
    assert (row["shop"], row["order_number"], row["total"], row["parts"]) == ("market", 1001, 2300, 2301)


async def test_fix_puts_right_what_is_safe_says_so_and_looks_again(market, capsys):
    await sql("UPDATE stock_level SET reserved = 3")
    assert await examined("--fix") == 0
    assert capsys.readouterr().out == "Fixed: Tea: 3 reserved was wrong, 0 are held.\nEverything adds up.\n"


async def test_without_fix_nothing_is_changed(market):
    await sql("UPDATE stock_level SET reserved = 3")
    assert [await examined(), await examined()] == [1, 1]


async def test_one_shop_is_looked_at_alone(market):
    await Market.open("other")
    await sql("UPDATE orders SET delivery_fee = delivery_fee + 1")
    assert [await examined("--shop", "other"), await examined("--shop", "market")] == [0, 1]


async def test_a_database_of_another_version_cannot_be_looked_at(market, capsys):
    await sql("DELETE FROM tortoise_migrations WHERE name LIKE '0012%'")
    assert await examined() == 2
    assert "hawker migrate" in capsys.readouterr().err


async def test_many_rows_are_cut_short(market, capsys):
    for n in range(25):
        await market.coupon(f"CODE{n}")
    await sql("UPDATE coupon SET used = used + 1")
    await examined()
    assert "    … and 5 more." in capsys.readouterr().out.splitlines()


async def test_where_there_is_no_database_it_cannot_look(tmp_path, capsys):
    assert await doctor.run(words(), Settings(data_dir=tmp_path, database_url="")) == 2
    assert "there is no database at" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


async def test_where_the_database_does_not_answer_it_cannot_look(tmp_path, capsys):
    away = Settings(data_dir=tmp_path, database_url="postgres://nobody@127.0.0.1:1/shop")
    assert await doctor.run(words(), away) == 2
    assert "could not look" in capsys.readouterr().err


async def test_an_empty_database_cannot_be_looked_at(tmp_path, capsys):
    async with place("postgres", tmp_path) as settings:
        assert await doctor.run(words(), settings) == 2
    assert "hawker migrate" in capsys.readouterr().err
