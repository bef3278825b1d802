"""The import wizard, as a merchant uses it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData

from bot.config import Settings
from domain.catalog.actions import set_price
from domain.catalog.queries import ListQuery, listing
from domain.imports.models import ImportRun
from domain.kit.db import sql
from domain.kit.money import Money
from tests.admin_web.conftest import Answer, Browser
from tests.kit.clock import Clock
from tests.kit.importing import goods_rows, let_it_run, table
from tests.kit.shop import ShopKit


class Wizard:
    """Somebody at the wizard; background work is done when it is waited for."""

    def __init__(self, browser: Browser, shop: ShopKit, media: Path) -> None:
        self.browser, self.shop, self.media, self.path = browser, shop, media, ""

    async def upload(self, content: bytes, name: str = "goods.csv") -> Answer:
        await self.browser.get("/admin/import")
        form = FormData()
        form.add_field("csrf", self.browser.csrf)
        form.add_field("file", BytesIO(content), filename=name, content_type="text/csv")
        answer = await self.browser.post("/admin/import", data=form)
        self.path = answer.goes_to
        return await self.look() if answer.status == 303 else answer

    async def look(self, query: str = "") -> Answer:
        await let_it_run(self.shop.owner, self.id, self.media)
        return await self.browser.get(self.path + query)

    @property
    def id(self) -> int:
        return int(self.path.rpartition("/")[2])

    async def does(self, what: str, **fields: str) -> Answer:
        answer = await self.browser.post(f"{self.path}/{what}", **({"back": self.path} | fields))
        assert answer.status == 303, answer.plain[:400]
        return await self.look()

    async def start(self, **choices: str) -> Answer:
        return await self.does("start", **({"price": "on", "stock": "on", "texts": "on", "bad": "skip"} | choices))


@pytest.fixture
async def wizard(owner: Browser, tea: ShopKit, db: Settings) -> Wizard:
    return Wizard(owner, tea, db.media_dir)


async def prices(shop: ShopKit) -> dict[str, int]:
    page = await listing(shop.by, ListQuery(), locale="en")
    return {tile.name: tile.price.minor for tile in page.items}


async def test_a_file_is_seen_mended_brought_in_and_taken_back(wizard: Wizard, tea: ShopKit) -> None:
    page = await wizard.upload(table(*goods_rows(3), ("S9", "Broken", "ten", 1, "Things", "", "")))
    assert "Encoding: UTF-8 · Separator: ," in page.plain
    assert "New 3" in page.plain
    assert "“ten” is not an amount" in page.plain
    page = await wizard.does("mend", **{"cell.5.price": "10.00", "was.5.price": "ten"})
    assert "Import: 4 new, 0 changed" in page.plain
    page = await wizard.start()
    assert "New 4 Changed 0 Unchanged 0 Left out 0" in page.plain
    assert (await prices(tea))["Broken"] == 1000
    page = await wizard.does("undo")
    assert "Removed: 4." in page.plain
    assert await prices(tea) == {}


async def test_a_changed_cell_shows_what_it_was_and_the_same_file_again_changes_nothing(wizard: Wizard) -> None:
    await wizard.upload(table(*goods_rows(2)))
    await wizard.start()
    page = await wizard.upload(table(*goods_rows(2, price="12.00")))
    assert '<del dir="auto">10.00</del> <ins dir="auto">12.00</ins>' in page.text
    await wizard.start()
    page = await wizard.upload(table(*goods_rows(2, price="12.00")))
    assert "Import: 0 new, 0 changed" in page.plain


async def test_what_was_changed_since_is_kept_and_said(wizard: Wizard, tea: ShopKit) -> None:
    await wizard.upload(table(*goods_rows(2)))
    await wizard.start()
    await wizard.upload(table(*goods_rows(2, price="12.00")))
    await wizard.start()
    variant = (await tea_variants(tea))[0]
    await set_price(tea.owner, variant, Money(1200, "USD"), Money(1500, "USD"))
    page = await wizard.does("undo")
    assert sorted((await prices(tea)).values()) == [1000, 1500]
    assert "Changed since, and kept S000000 Price" in page.plain


async def tea_variants(shop: ShopKit) -> list[int]:
    return [row["id"] for row in await sql("SELECT id FROM variant WHERE shop_id = $1 ORDER BY id", shop.id)]


async def test_only_prices_change_where_only_prices_may(wizard: Wizard, tea: ShopKit) -> None:
    await wizard.upload(table(*goods_rows(1)))
    await wizard.start()
    row = ("S000000", "Another name", "12.00", 7, "Elsewhere", "", "Other words")
    await wizard.upload(table(row))
    page = await wizard.start(stock="", texts="")
    assert "look once more" in page.plain
    await wizard.start(stock="", texts="")
    assert await prices(tea) == {"Thing number 0": 1200}


async def test_the_error_file_says_why_and_runs_no_formula(wizard: Wizard) -> None:
    await wizard.upload(table(("S1", "=1+1", "ten", 1, "", "", ""), *goods_rows(1)))
    text = (await wizard.browser.get(f"{wizard.path}/errors")).text
    assert text.splitlines()[0].endswith("description,reason")
    assert text.splitlines()[1].startswith("S1,'=1+1,ten,1")
    assert "is not an amount" in text


async def test_columns_nobody_knows_are_matched_once_and_remembered(wizard: Wizard, tea: ShopKit) -> None:
    strange = table(("A-1", "Kettle", "1.299,50", "2"), head=("Nr.", "Was", "Kostet", "Stk"), delimiter=";")
    page = await wizard.upload(strange)
    assert "Which column is what?" in page.plain
    page = await wizard.does(
        "columns", column0="sku", column1="name", column2="price", column3="stock", decimal=",", weight="g"
    )
    assert "Import: 1 new, 0 changed" in page.plain
    await wizard.start()
    assert await prices(tea) == {"Kettle": 129950}
    assert "As it will look" in (await wizard.upload(strange)).plain


async def test_what_the_file_does_not_name_can_go_off_sale_and_come_back(wizard: Wizard, tea: ShopKit) -> None:
    await tea.product("Teapot")
    await wizard.upload(table(*goods_rows(1)))
    page = await wizard.start(missing="unpublish")
    assert "Taken off sale 1" in page.plain
    assert set(await prices(tea)) == {"Thing number 0"}
    await wizard.does("undo")
    assert set(await prices(tea)) == {"Teapot"}


async def test_two_imports_at_once_are_refused_and_bad_rows_can_forbid_one(wizard: Wizard) -> None:
    await wizard.upload(table(*goods_rows(1), ("S9", "Broken", "ten", 1, "", "", "")))
    page = await wizard.browser.follow(
        await wizard.browser.post(
            f"{wizard.path}/start", back=wizard.path, bad="stop", price="on", stock="on", texts="on"
        )
    )
    assert "1 rows are bad" in page.plain
    first = wizard.path
    await wizard.upload(table(*goods_rows(2)))
    await wizard.browser.post(f"{wizard.path}/start", price="on", stock="on", texts="on")
    await wizard.browser.get(first)
    answer = await wizard.browser.post(f"{first}/start", back=first, price="on", stock="on", texts="on")
    assert "Another import of this shop is running" in (await wizard.browser.follow(answer)).plain


async def test_an_undo_is_possible_for_a_day(wizard: Wizard, clock: Clock) -> None:
    await wizard.upload(table(*goods_rows(1)))
    await wizard.start()
    clock.passes(hours=25)
    await wizard.browser.login(f"owner.{wizard.shop.id}@example.com")
    assert "Undo the import" not in (await wizard.browser.get(wizard.path)).plain
    answer = await wizard.browser.post(f"{wizard.path}/undo", back=wizard.path)
    assert "24 hours" in (await wizard.browser.follow(answer)).plain


async def test_an_address_inside_is_never_asked(wizard: Wizard) -> None:
    await wizard.browser.get("/admin/import")
    page = await wizard.browser.post("/admin/import/address", address="http://127.0.0.1/goods.csv")
    assert page.status == 422
    assert "leads into a private network" in page.plain
    assert await ImportRun.all().count() == 0
