"""One field finds everything a reader may see; lists are kept under names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def sold(market: Market) -> int:
    tea = await market.item("Green tea")
    await market.order(await market.buyer("anna"), (tea, 1))
    return tea


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("1001", "/admin/orders/1001"),
        ("%231001", "/admin/orders/1001"),
        ("ann", "/admin/orders/1001"),
        ("green", "/admin/products/"),
        ("GREEN", "/admin/products/"),
        ("deliv", "/admin/settings/delivery"),
        ("stripe", "/admin/settings/payment"),
    ],
)
async def test_a_word_leads_to_what_it_means(boss: Browser, sold: int, words: str, path: str) -> None:
    assert f'href="{path}' in (await boss.get(f"/admin/find?q={words}")).text


async def test_what_is_called_nothing_is_said_so(boss: Browser, sold: int) -> None:
    for words in ("zzz", "100%25", "_____", "999999999999999999999"):
        assert "Nothing is called that" in (await boss.get(f"/admin/find?q={words}")).plain, words


async def test_the_palette_asks_for_the_results_alone(boss: Browser, sold: int) -> None:
    part = await boss.get("/admin/find?q=1001", **{"HX-Request": "true"})
    assert "#1001" in part.plain
    assert "<html" not in part.text


async def test_who_packs_finds_parcels_but_no_settings_and_no_customers(enter: Any, market: Market, sold: int) -> None:
    packer = await enter(market, "packer")
    assert "/admin/orders/1001" in (await packer.get("/admin/find?q=1001")).text
    page = (await packer.get("/admin/find?q=a")).text
    assert ("/admin/settings/delivery" in page, "/admin/customers" in page) == (False, False)


async def test_nothing_of_another_shop_is_found(enter: Any, market: Market, sold: int) -> None:
    other = await enter(await Market.open("other"))
    for words in ("1001", "green", "anna"):
        assert "Nothing is called that" in (await other.get(f"/admin/find?q={words}")).plain, words


async def test_a_narrowed_list_is_kept_under_a_name_and_dropped(boss: Browser, sold: int) -> None:
    narrowed = "/admin/orders?tab=all&pay=cash"
    assert "Keep this view" in (await boss.get(narrowed)).plain
    await boss.follow(await boss.post("/admin/views", back=narrowed, name=" Cash  ones "))
    page = await boss.get("/admin/orders")
    assert "Cash ones" in page.plain
    shown = await boss.get(narrowed)
    assert "Keep this view" not in shown.plain
    number = shown.text.split("/admin/views/")[1].split("/")[0]
    await boss.follow(await boss.post(f"/admin/views/{number}/delete"))
    assert "Cash ones" not in (await boss.get("/admin/orders")).plain


async def test_a_view_is_ones_own_unless_it_is_shared(boss: Browser, enter: Any, market: Market, sold: int) -> None:
    manager = await enter(market, "manager")
    for name, more in (("Mine", {}), ("Ours", {"shared": "on"})):
        await boss.post("/admin/views", back=f"/admin/products?q={name}", name=name, **more)
    page = await manager.get("/admin/products")
    assert ("Mine" in page.plain, "Ours" in page.plain) == (False, True)
    number = (await boss.get("/admin/products?q=Ours")).text.split("/admin/views/")[1].split("/")[0]
    refused = await manager.post(f"/admin/views/{number}/delete")
    assert refused.status == 403
    assert "Ours" in (await boss.get("/admin/products")).plain


@pytest.mark.parametrize(("name", "said"), [("  ", "Give it a name"), ("x" * 41, "Give it a name")])
async def test_a_view_without_a_proper_name_is_refused(boss: Browser, sold: int, name: str, said: str) -> None:
    page = await boss.follow(await boss.post("/admin/views", back="/admin/orders?tab=all", name=name))
    assert said in page.plain
    assert "Keep this view" in (await boss.get("/admin/orders?tab=all")).plain
