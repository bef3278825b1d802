"""A long file goes in, with bad rows, and is taken back: the catalogue is as it was, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.imports import Imports
from domain.imports import wizard
from tests.kit.importing import catalogue, goods_rows, import_whole, let_it_run, table
from tests.kit.shop import ShopKit

ROWS = {"sqlite": 10_000, "postgres": 500}


@pytest.fixture
def media(db: Any) -> Path:
    Imports(db)
    return Path(db.media_dir)


def rows_for(db: Any) -> int:
    return ROWS["postgres" if "postgres" in db.database_url else "sqlite"]


async def test_ten_thousand_rows_go_in_and_are_taken_back(db: Any, shop: ShopKit, media: Path) -> None:
    count = rows_for(db)
    await shop.product("Teapot", sizes=("S", "M"))
    await import_whole(shop.owner, table(*goods_rows(count // 20)), media)
    before = await catalogue(shop.id)
    run = await import_whole(shop.owner, table(*goods_rows(count, price="12.00", bad_every=100)), media)
    bad = count // 100
    touched = count // 20 - len(range(0, count // 20, 100))
    assert (run.counts["new"], run.counts["changed"], run.counts["refused"]) == (count - bad - touched, touched, bad)
    assert await catalogue(shop.id) != before
    await wizard.undo(shop.owner, run.id)
    run = await let_it_run(shop.owner, run.id, media)
    assert (run.stage, run.undone) == ("undone", {"removed": count - bad - touched, "restored": touched})
    assert await catalogue(shop.id) == before
