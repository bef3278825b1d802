"""Making an order for a customer in the panel, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from domain.orders.queries import order_by_number
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea", stock=5)


def fields(tea: int, rev: int, **more: str) -> dict[str, str]:
    where = {"address": "12 Market St, Riga, LV-1010", "method": "1", "payment": "cash"}
    return {"rev": str(rev), f"units_{tea}": "2", f"price_{tea}": "15.00"} | where | more


async def test_a_draft_is_written_and_placed_as_paid(boss: Browser, market: Market, tea: int) -> None:
    await market.buyer()
    assert "Anna" in (await boss.get("/admin/drafts?q=ann")).plain
    page = await boss.follow(await boss.post("/admin/drafts", customer="1"))
    assert "Order for Anna" in page.plain
    assert f"units_{tea}" in (await boss.post("/admin/drafts/1", do="find", rev="1", q="green", address="x")).text
    late = await boss.post("/admin/drafts/1", do="save", **fields(tea, 1))
    assert late.status == 422
    done = await boss.post("/admin/drafts/1", do="paid", how="transfer", reference="R1", **fields(tea, 2))
    assert "placed and paid" in (await boss.follow(done)).plain
    order = await order_by_number(market.owner, 1001)
    assert (order.total.minor, order.payment_status, order.status) == (3300, "paid", "placed")


async def test_what_is_missing_is_said_and_nothing_is_sent(boss: Browser, market: Market, tea: int) -> None:
    await market.buyer()
    await boss.follow(await boss.post("/admin/drafts", customer="1"))
    answer = await boss.post("/admin/drafts/1", do="send", **fields(tea, 1, method="", discount="1"))
    assert (answer.status, "Write why" in answer.plain) == (422, True)
    assert "Something is missing" in (await boss.post("/admin/drafts/1", do="send", **fields(tea, 1, method=""))).plain


async def test_an_order_is_duplicated_for_its_customer(boss: Browser, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 2))
    await boss.get("/admin/orders/1001")
    page = await boss.follow(await boss.post("/admin/drafts", order="1001"))
    assert ("€43.00" in page.plain, "12 Market St" in page.text) == (True, True)


async def test_a_packer_makes_no_orders(enter: Any, market: Market, tea: int) -> None:
    packer = await enter(market, "packer")
    assert (await packer.get("/admin/drafts")).status == 403
