"""`hawker import` as a person at a terminal meets it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.imports import arguments, import_file
from bot.config import Settings
from domain.catalog.models import Product
from domain.shop.models import Shop
from tests.kit.shop import ShopKit

HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n"
LAMP = "lamp,Lamp,,,19.90,shopify,4\n"
BAD = "vase,Vase,,,cheap,shopify,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "goods.csv"
    path.write_text(HEADER + LAMP)
    return path


async def call(*words: object) -> int:
    parser = argparse.ArgumentParser()
    arguments("import", parser)
    return await import_file(parser.parse_args([str(word) for word in words]))


def fill(path: Path, text: str) -> None:
    path.write_text(text)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_a_file_goes_into_the_only_shop(shop: ShopKit, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await call(table) == 0
    assert "new 1 · changed 0 · unchanged 0 · refused 0" in capsys.readouterr().out
    assert await shop.count("product") == 1


async def test_what_was_refused_is_told_on_screen_and_in_the_report(
    shop: ShopKit, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(table, HEADER + LAMP + BAD)
    report = tmp_path / "report.jsonl"
    assert await call(table, "--report", report) == 2
    (problem,) = lines(report)
    told = (problem["line"], problem["column"], problem["key"], problem["action"])
    assert told == (3, "Variant Price", "vase", "refused")
    assert str(problem["problem"]) in capsys.readouterr().out


async def test_a_file_with_nothing_but_its_columns_is_said_so(
    shop: ShopKit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "empty.csv", "sku,name,price,stock\n")
    assert await call(tmp_path / "empty.csv") == 0
    assert "There are no rows in this file" in capsys.readouterr().out


async def test_words_of_the_file_do_not_steer_the_terminal(
    shop: ShopKit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "rude.csv", "sku,name,price\n\x1b[31mA\u202e,Mug,\x1b[2Jfree\n")
    assert await call(tmp_path / "rude.csv") == 2
    assert not set("\x1b\u202e") & set(capsys.readouterr().out)


async def test_a_file_of_something_else_is_one_line_of_the_report(
    shop: ShopKit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, report = tmp_path / "wrong.csv", tmp_path / "report.jsonl"
    wrong.write_text("a,b\n1,2\n")
    assert await call(wrong, "--report", report) == 1
    (problem,) = lines(report)
    assert (problem["line"], problem["action"]) == (None, "refused")
    assert str(problem["problem"]) in capsys.readouterr().err


async def test_a_file_that_is_not_there_is_said_so(
    shop: ShopKit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await call(tmp_path / "none.csv") == 1
    assert "No such file" in capsys.readouterr().err


async def test_a_dry_run_writes_nothing(shop: ShopKit, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await call(table, "--dry-run") == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert await shop.count("product") == 0


async def test_among_several_shops_one_must_be_named(
    shop: ShopKit, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = await ShopKit.open("other", "Other")
    assert await call(table) == 1
    assert "--shop" in capsys.readouterr().err
    assert await call(table, "--shop", "other") == 0
    assert (await shop.count("product"), await other.count("product")) == (0, 1)


async def test_without_a_shop_one_is_made_for_the_file(db: Settings, table: Path) -> None:
    wishes = ("--new-shop", "Äpfel & Birnen", "--currency", "eur", "--country", "de", "--locale", "de")
    assert await call(table) == 1
    assert await call(table, *wishes) == 0
    made = await Shop.get()
    assert (made.slug, made.currency, made.country, made.locale) == ("apfel-birnen", "EUR", "DE", "de")
    assert await Product.filter(shop_id=made.id).count() == 1


async def test_no_shop_is_made_for_a_file_that_cannot_be_read(db: Settings, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    assert await call(wrong, "--new-shop", "Mine") == 1
    assert await Shop.all().count() == 0


async def test_an_unknown_currency_makes_no_shop(db: Settings, table: Path) -> None:
    assert await call(table, "--new-shop", "Mine", "--currency", "XXX") == 1
    assert await Shop.all().count() == 0


async def test_an_import_lands_beside_the_demo_goods(shop: ShopKit, table: Path) -> None:
    await shop.product("Demo mug")
    assert await call(table) == 0
    assert await shop.count("product") == 2


def test_importing_needs_no_messenger() -> None:
    used = "bot.commands.imports, domain.imports.actions, integrations.feeds.detect, integrations.web.pictures"
    code = f"import sys, {used}; print('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
