"""Changing an order in the panel, without a script."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kit.db import sql
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.actions import advance
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea", stock=5)


@pytest.fixture
async def order(market: Market, tea: int) -> OrderView:
    return await market.paid(await market.buyer(), (tea, 2))


def fields(order: OrderView, **more: str) -> dict[str, str]:
    stands = {"rev": str(order.revision), "name": "Anna", "phone": order.phone, "address": order.address}
    return stands | {f"line_{order.lines[0].id}": "2", "method": str(order.method_id)} | more


async def test_a_thing_is_found_added_looked_at_and_saved(boss: Browser, market: Market, order: OrderView) -> None:
    cup = await market.item("Cup", price=900)
    here = f"/admin/orders/{order.number}/edit"
    assert f'href="{here}"' in (await boss.get(f"/admin/orders/{order.number}")).text
    await boss.get(here)
    assert f"add_{cup}" in (await boss.post(here, do="find", **fields(order, q="cup"))).text
    shown = await boss.post(here, do="check", **fields(order), **{f"add_{cup}": "1"})
    assert "Still to be paid €9.00" in shown.plain
    saved = await boss.post(here, do="save", agreed="5200", **fields(order), **{f"add_{cup}": "1"})
    assert "The order is changed" in (await boss.follow(saved)).plain
    now = await read_order(market.owner, order.id)
    assert (now.total.minor, now.due.minor, len(now.lines)) == (5200, 900, 2)
    log = await sql("SELECT changes FROM audit WHERE action = 'order.edited'")
    assert "Cup" in str(log[0]["changes"])


async def test_an_order_that_moved_on_meanwhile_is_not_changed(boss: Browser, market: Market, order: OrderView) -> None:
    here = f"/admin/orders/{order.number}/edit"
    await boss.get(here)
    await advance(market.owner, order.id, "packing")
    answer = await boss.follow(await boss.post(here, do="save", agreed="2300", **fields(order)))
    assert "can no longer be changed" in answer.plain


async def test_what_is_sold_out_is_named(boss: Browser, market: Market, order: OrderView) -> None:
    here, line = f"/admin/orders/{order.number}/edit", f"line_{order.lines[0].id}"
    await boss.get(here)
    answer = await boss.post(here, do="save", agreed="16300", **(fields(order) | {line: "8"}))
    assert (answer.status, "Green tea" in answer.plain) == (422, True)
    assert await market.stock(order.lines[0].variant_id) == (3, 0)


async def test_a_packer_changes_nothing(enter: Any, market: Market, order: OrderView) -> None:
    packer = await enter(market, "packer")
    assert (await packer.get(f"/admin/orders/{order.number}/edit")).status == 403


async def test_notes_and_tags_are_kept_for_the_people_of_the_shop(
    boss: Browser, market: Market, order: OrderView
) -> None:
    here = f"/admin/orders/{order.number}"
    await boss.get(here)
    await boss.post(f"{here}/note", note="Calls before <noon>")
    await boss.post(f"{here}/tag", tag="#VIP")
    page = await boss.follow(await boss.post(f"{here}/tag", tag="vip"))
    assert ("Calls before &lt;noon&gt;" in page.text, page.text.count("<bdi>vip</bdi>")) == (True, 1)
    assert "openstreetmap.org/search?query=12%20Market" in page.text
    page = await boss.follow(await boss.post(f"{here}/untag", tag="vip"))
    assert "<bdi>vip</bdi>" not in page.text
