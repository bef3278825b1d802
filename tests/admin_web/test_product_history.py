"""A product like another one, and what was done to it."""

from domain.catalog.bulk_prices import reprice
from domain.catalog.filters import ProductFilter
from domain.catalog.queries_edit import product_to_edit
from domain.catalog.repricing import Repricing
from domain.stock.shelf import shelf
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


async def test_a_copy_has_everything_but_stock_and_codes(owner: Browser, tea: ShopKit) -> None:
    shirt = await tea.product(
        "Shirt", price="20.00", stock=5, sizes=("S", "M"), sku="SH", brand="Loom", tags=("linen",), compare_at="25.00"
    )
    await owner.get(f"/admin/products/{shirt}")
    answer = await owner.post(f"/admin/products/{shirt}/duplicate", to="")
    made = int(answer.goes_to.rsplit("/", 1)[1])
    old, new = await product_to_edit(tea.owner, shirt), await product_to_edit(tea.owner, made)
    assert (new.status, new.texts, new.category_ids, new.tags) == ("draft", old.texts, old.category_ids, ("linen",))
    rows = (await shelf(tea.owner, [made]))[made]
    assert [(r.label, r.price.minor, r.compare_at.minor, r.on_hand, r.sku) for r in rows] == [
        ("S", 2000, 2500, 0, ""), ("M", 2000, 2500, 0, "")
    ]  # fmt: skip
    assert "a draft without stock" in (await owner.follow(answer)).plain


async def test_the_history_tells_who_did_what_alone_and_among_many(owner: Browser, tea: ShopKit) -> None:
    pot = await tea.product("Pot", price="38.00")
    await tea.product("Cup", price="5.00")
    await owner.get(f"/admin/products/{pot}")
    await owner.post(f"/admin/products/{pot}/status", to="archived")
    await owner.post(f"/admin/products/{pot}/status", to="draft")
    await reprice(tea.owner, ProductFilter(), Repricing("percent", bp=1000))
    page = await owner.get(f"/admin/products/{pot}/history")
    for said in ("Archived a product", "Changed many products at once", "Owner", "$41.80"):
        assert said in page.plain, said
    assert "$5.50" not in page.plain
