"""Coming, and coming back."""

from __future__ import annotations

import pytest

from handlers.product.buttons import Add


@pytest.fixture
async def teapot(shop):
    return await shop.product("Teapot", price="24.00")


async def test_the_second_time_home_does_not_welcome_again(shop, anna, teapot):
    await anna.opens()
    assert anna.sees("Welcome to Tea House.")
    await anna.taps_on("Teapot")
    await anna.taps_on("Home")
    assert anna.screen.body == "What do you need today?"


async def test_home_shows_the_cart_and_its_sum(shop, anna, teapot):
    await anna.presses(Add(variant=await shop.variant("Teapot"), qty=2).pack())
    await anna.taps_on("Home")
    await anna.taps_on("🛒 Cart · 2 · $48.00")
    assert anna.screen.id == "S-20"


async def test_sale_is_offered_while_something_is_on_sale(shop, anna, teapot):
    await anna.opens()
    assert not anna.can_tap("🔥 Sale")
    await shop.product("Cup", price="8.00", compare_at="10.00")
    await anna.opens()
    await anna.taps_on("🔥 Sale")
    assert anna.screen.title == "Sale · 1 item"
    assert anna.screen.choices[0].badge == "−20%"


async def test_a_shop_without_orders_says_when_and_offers_to_tell(shop, anna, teapot):
    await shop.settings(orders_closed=True, closed_notice="We are back on Monday")
    await anna.opens()
    assert anna.sees("We are back on Monday")
    await anna.taps_on("Teapot")
    assert not anna.can_tap("Buy now")
    assert anna.can_tap("Tell me when you open")


async def test_every_button_of_home_leads_somewhere(shop, anna, teapot):
    await anna.opens()
    start = anna.screen
    for action in start.actions:
        await anna.presses(action.press.pack())
        assert anna.screen.id not in ("S-01", "S-72"), action.label
        await anna.presses("h")
