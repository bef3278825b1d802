"""The board: what waits, by state; a tap moves it on."""

from typing import Any

import pytest

from domain.orders.queries import order as read
from domain.payments.actions import advance
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.statements import statements


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea", stock=100)


async def test_cards_stand_in_their_columns_and_a_tap_moves_them(boss: Browser, market: Market, tea: int) -> None:
    first = await market.order(await market.buyer("anna"), (tea, 2))
    second = await market.order(await market.buyer("boris"), (tea, 1))
    await advance(market.owner, second.id, "packing")
    page = await boss.get("/admin/orders/board")
    assert "New 1 #1001" in page.plain
    assert "To pack 1 #1002" in page.plain
    assert "2 × Green tea" in page.plain
    part = await boss.post(
        "/admin/orders/board", headers={"HX-Request": "true"}, order="1001", was="placed", to="packing"
    )
    assert (part.status, "To pack 2 #1001" in part.plain) == (200, True)
    assert (await boss.post("/admin/orders/board", order="1002", was="packing", to="shipped")).status == 303
    assert [(await read(market.owner, o.id)).status for o in (first, second)] == ["packing", "shipped"]


async def test_a_card_that_has_moved_or_is_dragged_too_far_stays(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    await boss.get("/admin/orders/board")
    for was, to in (("placed", "shipped"), ("packing", "packing")):
        part = await boss.post("/admin/orders/board", headers={"HX-Request": "true"}, order="1001", was=was, to=to)
        assert "no longer possible" in part.plain
    assert (await read(market.owner, order.id)).status == "placed"


async def test_handing_over_asks_once_more_and_names_the_cash(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    for step in ("packing", "shipped"):
        await advance(market.owner, order.id, step)
    page = await boss.get("/admin/orders/board")
    assert "Handed over, €23.00 cash received Yes, they have it" in page.plain


async def test_a_courier_sees_what_is_under_way_only(enter: Any, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 1))
    courier = await enter(market, "courier")
    assert "#1001" not in (await courier.get("/admin/orders/board")).plain


async def test_the_board_takes_few_statements(boss: Browser, market: Market, tea: int) -> None:
    for n in range(4):
        await market.order(await market.buyer(f"buyer{n}"), (tea, 1))
    await boss.get("/admin/orders/board")
    with statements() as seen:
        await boss.get("/admin/orders/board")
    assert len(seen) <= 8, seen
