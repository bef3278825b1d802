"""Returns in the panel: the queue, decisions, goods and money back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from domain.orders.queries import order as read_order
from domain.payments.actions import advance
from domain.returns import actions, deciding
from domain.returns.queries import order_return
from domain.returns.views import ReturnView
from domain.shop.actions import change_settings
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea")


async def asked(market: Market, tea: int, name: str = "anna", units: int = 2, why: str = "size") -> ReturnView:
    """Three teas are delivered and paid, so many are to go back."""
    buyer = await market.buyer(name)
    order = await market.paid(buyer, (tea, 3), reference=name)
    for status in ("packing", "shipped", "delivered"):
        order = await advance(market.owner, order.id, status)
    view = await actions.begin(buyer, order.id)
    view = await actions.set_units(buyer, view.id, order.lines[0].id, units, view.revision)
    view = await actions.set_reason(buyer, view.id, why, view.revision)
    return await actions.send(buyer, view.id, view.revision)


async def test_a_return_is_decided_received_and_refunded(boss: Browser, market: Market, tea: int) -> None:
    view = await asked(market, tea)
    page = await boss.get("/admin/returns/1")
    for words in ("Does not fit", "€40.00", "Asked for in time", "2 of 3"):
        assert words in page.plain, words
    await boss.post("/admin/returns/1/approve", rev=view.revision, answer="Send it to us")
    await boss.post("/admin/returns/1/receive", rev=view.revision + 1, **{f"line_{view.lines[0].line_id}": "1"})
    assert await market.stock(tea) == (8, 0)
    done = await boss.follow(await boss.post("/admin/returns/1/refund", rev=view.revision + 2, to="original"))
    assert "€40.00 went back" in done.plain
    order = await read_order(market.owner, view.order_id)
    assert (order.refunded.minor, order.payment_status) == (4000, "part_refunded")


async def test_a_refusal_says_why_and_an_old_page_decides_nothing(boss: Browser, market: Market, tea: int) -> None:
    view = await asked(market, tea)
    assert "Write why" in (await boss.post("/admin/returns/1/reject", rev=view.revision, answer=" ")).plain
    await boss.post("/admin/returns/1/approve", rev=view.revision)
    late = await boss.post("/admin/returns/1/reject", rev=view.revision, answer="No")
    assert (late.status, "Updated to the latest" in late.plain) == (422, True)
    assert (await order_return(market.owner, view.id)).status == "approved"


async def test_many_are_approved_at_once(boss: Browser, market: Market, tea: int) -> None:
    for name in ("anna", "boris"):
        await asked(market, tea, name, units=1)
    await actions.withdraw(await market.buyer("boris"), 2, (await order_return(market.owner, 2)).revision)
    assert "R-1" in (await boss.get("/admin/returns")).plain
    fields = [("csrf", boss.csrf), ("return", "1:requested"), ("return", "2:requested")]
    said = await boss.follow(await boss.post("/admin/returns", data=fields))
    assert "1 return approved. 1 stayed as it was." in said.plain


async def test_what_waits_is_on_the_first_page_and_on_the_order(boss: Browser, market: Market, tea: int) -> None:
    view = await asked(market, tea)
    assert "1 return to look after" in (await boss.get("/admin/")).plain
    assert "R-1" in (await boss.get(f"/admin/orders/{view.order_number}")).plain


async def test_an_agreed_return_has_a_label_from_the_customer_to_the_shop(
    boss: Browser, market: Market, tea: int
) -> None:
    view = await asked(market, tea)
    await change_settings(market.by, legal_address="Brivibas 12\nRiga LV-1010")
    assert (await boss.get("/admin/returns/1/label.pdf")).status == 404
    await deciding.approve(market.owner, view.id)
    assert "/admin/returns/1/label.pdf" in (await boss.get("/admin/returns/1")).text
    async with boss.client.get("/admin/returns/1/label.pdf") as answer:
        page = PdfReader(BytesIO(await answer.read())).pages[0]
    words = " ".join(page.extract_text().split())
    assert "From Anna 12 Market St Riga, LV-1010" in words
    assert "To Market Brivibas 12 Riga LV-1010 Return R-1 Order #1001" in words
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [100, 150]


async def test_a_packer_decides_nothing_about_returns(enter: Any, market: Market, tea: int) -> None:
    view = await asked(market, tea)
    packer = await enter(market, "packer")
    assert (await packer.get("/admin/returns/1")).status == 403
    assert (await packer.post("/admin/returns/1/refund", rev=view.revision, to="original")).status == 403
