"""A pin sent while nobody asked for one: an answer to the question behind it, and nothing kept unless it is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram_stage import Stage, telegram_app

AUSTIN = (30.2672, -97.7431)


@pytest.fixture
async def stage(sqlite: Any) -> AsyncIterator[Stage]:
    kit = await ShopKit.open()
    await Store.open(kit)
    await kit.product("Teapot", price="24.00", stock=5)
    async with telegram_app(sqlite, kit, by_hand=True) as stage:
        stage.shop = kit  # type: ignore[attr-defined]
        yield stage


@pytest.fixture
async def anna(stage: Stage) -> Any:
    return stage.fake.user(stage.bot, "Anna")


async def test_it_says_what_delivery_there_costs_and_keeps_nothing(anna):
    await anna.opens()
    await anna.shares_location(*AUSTIN)
    assert anna.sees("We deliver here")
    assert anna.sees("Courier · $3.00")
    assert await sql("SELECT id FROM address") == []


async def test_one_press_makes_it_the_place_of_the_cart(anna):
    await anna.opens("p1")
    await anna.taps("Add to cart")
    await anna.shares_location(*AUSTIN)
    await anna.taps("Deliver here")
    assert anna.keyboard[0] == ["📱 Share my number"]
    assert (await sql("SELECT lat FROM address"))[0]["lat"] == pytest.approx(AUSTIN[0])


async def test_without_a_cart_it_is_kept_for_the_next_one(anna):
    await anna.opens()
    await anna.shares_location(*AUSTIN)
    await anna.taps("Deliver here")
    assert anna.sees("Saved.")
    assert anna.bottom.text.count("30.26720, -97.74310") == 1


async def test_where_nobody_goes_it_says_so_and_who_to_ask(stage, anna):
    await Store(stage.shop).only_courier(postcodes=("787*",), countries=("US",))
    await anna.opens()
    await anna.shares_location(0.1, 0.1)
    assert anna.sees("We don't deliver there yet.")
    assert anna.can_tap("Help")
    assert not anna.can_tap("Deliver here")
