"""A long file goes in, with bad rows, and is taken back: the catalogue is as it was, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.imports import Imports
from domain.imports import wizard
from domain.imports.choices import Choices
from domain.imports.models import ImportChange
from domain.imports.steps import carry_on
from domain.media.store import MediaStore
from tests.kit.crashes import dies
from tests.kit.importing import bring, catalogue, goods_rows, import_whole, let_it_run, table
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


async def test_a_run_that_is_killed_goes_on_behind_what_it_wrote(db: Any, shop: ShopKit, media: Path) -> None:
    await import_whole(shop.owner, table(*goods_rows(150)), media)
    before = await catalogue(shop.id)
    run_id = await bring(shop.owner, table(*goods_rows(310, price="12.00", bad_every=100)))
    await let_it_run(shop.owner, run_id, media)
    await wizard.start(shop.owner, run_id, Choices())
    for step in (15, 60, 75, 90):
        await dies(lambda: carry_on(shop.owner, run_id, MediaStore(media)), step)
    run = await let_it_run(shop.owner, run_id, media)
    assert (run.stage, run.counts["new"], run.counts["changed"], run.counts["refused"]) == ("done", 158, 148, 4)
    assert await ImportChange.filter(run_id=run_id, product_id__gt=0).count() == 306
    await wizard.undo(shop.owner, run_id)
    for step in (12, 40, 55):
        await dies(lambda: carry_on(shop.owner, run_id, MediaStore(media)), step)
    await let_it_run(shop.owner, run_id, media)
    assert await catalogue(shop.id) == before
