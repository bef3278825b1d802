"""Asking for an order in words: one's own, somebody else's, one that never was, in a shop open, closed or emptied."""

from __future__ import annotations

import pytest

from domain.kit.db import sql
from tests.kit.store import Store, buys

UNKNOWN = "We don't know order #{} here. An order made elsewhere opens by its own link."


@pytest.fixture
async def store(shop):
    return await Store.open(shop)


@pytest.fixture
async def ordered(anna, shop, store):
    await anna.opens(f"p{await shop.product('Teapot')}")
    await anna.taps_on("Buy now")
    await buys(anna)
    anna.cards.clear()
    return anna


async def unpublished(shop):
    await sql("UPDATE product SET status = 'archived' WHERE shop_id = $1", shop.id)
    await shop.settings()


@pytest.mark.parametrize("state", ["open", "closed", "empty"])
async def test_ones_own_number_opens_its_card(ordered, shop, state):
    if state == "closed":
        await shop.settings(orders_closed=True)
    elif state == "empty":
        await unpublished(shop)
    for words in ("#1001", "№ 1001", "1001"):
        ordered.cards.clear()
        await ordered.types(words)
        assert ordered.cards["order:1001"].title.startswith("Order #1001"), words


@pytest.mark.parametrize("state", ["open", "closed", "empty"])
@pytest.mark.parametrize("number", ["1001", "7777"])
async def test_another_number_is_unknown_and_leads_on(ordered, boris, shop, number, state):
    if state == "closed":
        await shop.settings(orders_closed=True)
    elif state == "empty":
        await unpublished(shop)
    await boris.types(f"#{number}")
    assert boris.sees(UNKNOWN.format(number))
    assert boris.screen.id == "S-50"
    assert boris.can_tap("Browse")
    assert boris.cards == {}


async def test_who_has_orders_sees_them_beside_an_unknown_number(ordered):
    await ordered.types("#7777")
    assert (ordered.screen.id, ordered.screen.alert) == ("S-40", UNKNOWN.format("7777"))
    assert ordered.can_tap("#1001")


async def test_a_shop_without_anything_says_so_too(anna, shop):
    await anna.types("#1001")
    assert anna.sees(UNKNOWN.format("1001"))


async def test_who_has_not_ordered_is_told_so(anna, shop, store):
    await anna.types("where is my order?")
    assert anna.screen.id == "S-50"
    assert anna.sees("You have no orders yet.")
    assert anna.can_tap("Browse")
    assert not anna.can_tap("Orders")


async def test_past_orders_answer_when_none_is_under_way(ordered, store):
    await store.moves(1001, "packing", "shipped", "delivered")
    await ordered.types("where is my order?")
    assert ordered.screen.id == "S-40"
    assert ordered.can_tap("#1001")
