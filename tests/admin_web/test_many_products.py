"""Lists of products in the panel, and one act on many of them."""

import re

import pytest

from domain.catalog.filters import ProductFilter
from domain.catalog.queries import product_rows
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


@pytest.fixture
async def goods(tea: ShopKit) -> ShopKit:
    await tea.product("Pot", price="38.00", stock=7, category=("Kitchen",))
    await tea.product("Shirt", price="20.00", stock=5, sizes=("S", "M"), category=("Clothes",))
    await tea.product("Soap", price="4.99", stock=0, category=("Bath",))
    return tea


async def prices(shop: ShopKit) -> dict[str, int]:
    found = await product_rows(shop.owner, ProductFilter(status="any"))
    return {row.name: row.price.minor for row in found.items}


def count(page: str) -> str:
    return re.search(r'name="count" value="(\d+)"', page)[1]


async def test_the_address_says_what_the_list_shows(owner: Browser, goods: ShopKit) -> None:
    page = await owner.get("/admin/products?stock=out&sort=name")
    assert ("Soap" in page.plain, "Shirt" in page.plain) == (True, False)
    assert 'href="/admin/products?sort=name" aria-current="true"' in page.text
    assert "No product fits" in (await owner.get("/admin/products?tag=nothing")).plain
    sheet = await owner.get("/admin/products/csv?stock=out")
    assert sheet.text.splitlines()[1:] == ["soap,Soap,active,,,,,4.99,,0,0"]


async def test_prices_of_all_that_match_are_said_changed_and_undone(owner: Browser, goods: ShopKit) -> None:
    await owner.get("/admin/products")
    fields = {"verb": "percent", "all": "1", "list": "status=active"}
    page = await owner.post("/admin/products/bulk", **fields)
    assert (page.status, "For 3 products" in page.plain, "Do it" in page.plain) == (200, True, False)
    fields |= {"shown": "1", "way": "down", "percent": "10", "rounding": "10:0"}
    page = await owner.post("/admin/products/bulk", **fields)
    assert "4 variants change their price." in page.plain
    assert "From $4.99–$38.00 to $4.50–$34.20." in page.plain
    done = await owner.post("/admin/products/bulk", **fields, do="1", count=count(page.text))
    assert await prices(goods) == {"Pot": 3420, "Shirt": 1800, "Soap": 450}
    page = await owner.follow(done)
    assert "4 variants changed." in page.plain
    act = re.search(r'name="act" value="(\w+)"', page.text)[1]
    assert "Undone: 4 are" in (await owner.follow(await owner.post("/admin/products/undo", act=act))).plain
    assert await prices(goods) == {"Pot": 3800, "Shirt": 2000, "Soap": 499}
    late = await owner.post("/admin/products/undo", act=act, back="/admin/products")
    assert "only once" in (await owner.follow(late)).plain


async def test_a_list_that_has_changed_since_is_not_acted_on(owner: Browser, goods: ShopKit) -> None:
    await owner.get("/admin/products")
    fields = {"verb": "archived", "all": "1", "list": ""}
    page = await owner.post("/admin/products/bulk", **fields)
    await goods.product("Lamp")
    again = await owner.post("/admin/products/bulk", **fields, do="1", count=count(page.text))
    assert "The list has changed since" in again.plain
    assert (await product_rows(goods.owner, ProductFilter(status="archived"))).total == 0


async def test_ticked_ones_get_a_tag_a_category_stock_or_go(owner: Browser, goods: ShopKit) -> None:
    await owner.get("/admin/products")
    rows = {row.name: row.id for row in (await product_rows(goods.owner)).items}

    async def act(name: str, **fields: str) -> str:
        ticked = {"id": str(rows[name]), "count": "1", "do": "1", **fields}
        return (await owner.follow(await owner.post("/admin/products/bulk", **ticked))).plain

    assert "1 product changed." in await act("Pot", verb="tag", tag="gift")
    assert "Pot" in (await owner.get("/admin/products?tag=gift")).plain
    assert "1 variant changed." in await act("Soap", verb="stock", stock="12")
    assert "1 product changed." in await act("Soap", verb="delete")
    assert "Soap" not in await prices(goods)
    wrong = await owner.post("/admin/products/bulk", verb="sale", id=str(rows["Pot"]), count="1", do="1", percent="no")
    assert (wrong.status, "percentage like 8.5" in wrong.plain) == (422, True)
    nothing = await owner.follow(await owner.post("/admin/products/bulk", verb="draft"))
    assert "Tick some products first." in nothing.plain
