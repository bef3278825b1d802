"""Stock in the panel: lists, reasons, counts that never write over a sale."""

import re
from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData

from domain.kit.db import sql
from domain.stock.actions import adjust
from domain.stock.counting import read_lines
from domain.stock.queries import level, moves
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.shop import ShopKit


@pytest.fixture
async def goods(tea: ShopKit) -> ShopKit:
    await tea.product("Pot", stock=7, sku="POT")
    await tea.product("Soap", stock=2, sku="SOAP")
    await tea.product("Lamp", stock=None, sku="LAMP")
    await tea.product("Cup", stock=0, sku="CUP")
    await sql("UPDATE variant SET gtin = '4006381333931' WHERE sku = 'CUP' RETURNING id")
    return tea


def sheet_of(page: str) -> list[str]:
    return re.findall(r'name="row" value="([\d:-]+)"', page)


def test_lines_are_codes_and_numbers_however_they_are_written() -> None:
    typed = "POT 3\nPOT\n“x y” ×2\nSOAP;٤\n"
    assert read_lines(typed) == {"POT": 4, "“x y”": 2, "SOAP": 4}
    assert read_lines("\ufeffsku,product,on hand,counted\nPOT,Pot,7,9\nCUP,Cup,0,\n") == {"POT": 9}


async def test_the_list_says_what_is_low_out_and_not_counted(owner: Browser, goods: ShopKit) -> None:
    page = await owner.get("/admin/inventory")
    assert ("Pot" in page.plain, "Lamp" in page.plain) == (True, False)
    low, out = await owner.get("/admin/inventory?state=low"), await owner.get("/admin/inventory?state=out")
    assert ("Soap" in low.plain, "Pot" in low.plain, "Cup" in out.plain) == (True, False, True)
    pot = await goods.variant("Pot")
    await owner.post(f"/admin/inventory/{pot}/threshold", low_at="9")
    assert "Pot" in (await owner.get("/admin/inventory?state=low")).plain
    assert "POT,,Pot,,7,0,7,0," in (await owner.get("/admin/inventory/csv")).text


async def test_stock_changes_with_a_reason_that_stays(owner: Browser, goods: ShopKit) -> None:
    soap = await goods.variant("Soap")
    await owner.get(f"/admin/inventory/{soap}")
    await owner.post(f"/admin/inventory/{soap}/change", way="out", units="2", reason="damaged", note="wet")
    page = await owner.get(f"/admin/inventory/{soap}")
    assert ("damaged: wet" in page.plain, "-2" in page.plain, "Owner" in page.plain) == (True, True, True)
    less = await owner.post(f"/admin/inventory/{soap}/change", way="out", units="1", reason="lost")
    assert (less.status, "cannot be less than nothing" in less.plain) == (422, True)
    assert (await level(goods.owner, soap)).on_hand == 0


async def test_a_count_shows_its_differences_and_never_writes_over_a_sale(owner: Browser, goods: ShopKit) -> None:
    await owner.get("/admin/inventory/count")
    page = await owner.post("/admin/inventory/count", counted="POT 9\nSOAP\nsoap?\n4006381333931 5\nLAMP 1\nSOAP")
    pot, soap, cup = [await goods.variant(name) for name in ("Pot", "Soap", "Cup")]
    assert sorted(sheet_of(page.text)) == sorted([f"{pot}:7:9", f"{cup}:0:5"])
    assert ("name nothing in the shop: soap?" in page.plain, "1 variant agrees" in page.plain) == (True, True)
    await adjust(goods.owner, pot, -1, "sold at the counter")
    form = FormData([("csrf", owner.csrf), ("reason", "spring"), *(("row", row) for row in sheet_of(page.text))])
    after = await owner.post("/admin/inventory/count/apply", data=form)
    assert (after.status, "1 variant counted." in after.plain, "1 has moved since" in after.plain) == (409, True, True)
    assert sheet_of(after.text) == [f"{pot}:6:9"]
    assert ((await level(goods.owner, pot)).on_hand, (await level(goods.owner, cup)).on_hand) == (6, 5)
    assert (await moves(goods.owner, cup))[0].reason == "spring"
    assert (await level(goods.owner, soap)).on_hand == 2


async def test_a_count_comes_as_the_file_that_was_sent_out(owner: Browser, goods: ShopKit) -> None:
    await owner.get("/admin/inventory/count")
    sheet = (await owner.get("/admin/inventory/csv")).text.replace("POT,,Pot,,7,0,7,0,", "POT,,Pot,,7,0,7,0,11")
    form = FormData([("csrf", owner.csrf)])
    form.add_field("file", BytesIO(sheet.encode()), filename="stock.csv", content_type="text/csv")
    page = await owner.post("/admin/inventory/count", data=form)
    assert sheet_of(page.text) == [f"{await goods.variant('Pot')}:7:11"]
    empty = await owner.post("/admin/inventory/count", counted=" ")
    assert (empty.status, "at least one SKU" in empty.plain) == (422, True)


async def test_what_orders_hold_is_not_counted_away(boss: Browser, market: Market) -> None:
    tea = await market.item("Green tea", stock=5)
    await sql("UPDATE stock_level SET reserved = 3 WHERE variant_id = $1 RETURNING id", tea)
    await boss.get("/admin/inventory/count")
    form = FormData([("csrf", boss.csrf), ("row", f"{tea}:5:1")])
    page = await boss.post("/admin/inventory/count/apply", data=form)
    assert (page.status, "3 held" in page.plain) == (409, True)
    assert (await level(market.owner, tea)).on_hand == 5


async def test_another_shops_stock_is_not_there(enter: Any, goods: ShopKit) -> None:
    stranger = await enter(await ShopKit.open("cups", "Cups"))
    pot = await goods.variant("Pot")
    assert (await stranger.get(f"/admin/inventory/{pot}")).status == 404
    assert (await stranger.post(f"/admin/inventory/{pot}/threshold", low_at="1")).status == 404
    form = FormData([("csrf", stranger.csrf), ("row", f"{pot}:7:0")])
    await stranger.post("/admin/inventory/count/apply", data=form)
    assert (await level(goods.owner, pot)).on_hand == 7
