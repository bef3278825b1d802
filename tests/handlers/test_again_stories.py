"""Who has bought here is known: one press buys it again, and the size is chosen already."""

from __future__ import annotations

import pytest

from domain.orders.habits import last_purchase, usual_values
from domain.stock.actions import set_on_hand
from handlers.product.buttons import Add, BuyNow, OpenProduct
from tests.kit.store import Store, buys


@pytest.fixture
async def store(shop):
    await shop.product("Linen shirt", price="24.00", sizes=("Small", "Medium"))
    await shop.product("Wool shirt", price="30.00", sizes=("Small", "Medium"))
    return await Store.open(shop)


@pytest.fixture
async def bought(store, shop, anna):
    await anna.presses(BuyNow(variant=await shop.variant("Linen shirt", "Medium"), qty=2).pack())
    await buys(anna)


async def test_the_last_purchase_is_one_press_away(shop, anna, bought):
    await anna.presses("h")
    assert anna.sees("📦 Order #1001 is placed")
    await anna.taps_on("🔁 Buy again · Linen shirt · $48.00")
    assert anna.screen.id == "S-36"


async def test_several_things_are_ordered_again_together(store, shop, anna):
    for name in ("Linen shirt", "Wool shirt"):
        await anna.presses(Add(variant=await shop.variant(name, "Small"), qty=1).pack())
    await anna.presses("co:b")
    await buys(anna)
    await anna.presses("h")
    await anna.taps_on("🔁 Order again · Linen shirt +1")
    assert anna.screen.id in ("S-36", "S-45", "S-20")


async def test_what_cannot_be_had_is_not_offered_again(shop, anna, bought):
    variant = await shop.variant("Linen shirt", "Medium")
    await set_on_hand(shop.owner, variant, 8, 1, "counted")
    await anna.presses("h")
    assert not anna.can_tap("Buy again")


async def test_the_usual_size_is_chosen_on_other_shirts(shop, anna, bought):
    await anna.presses(OpenProduct(id=2).pack())
    assert anna.sees("Your usual size")
    assert anna.can_tap("Buy now · $30.00")


async def test_somebody_else_has_no_habits_here(shop, boris, bought):
    await boris.presses(OpenProduct(id=2).pack())
    assert not anna_like(boris)
    assert await last_purchase(shop.by) is None
    assert await usual_values(shop.by) == {}


def anna_like(person) -> bool:
    return person.can_tap("Buy now") or person.sees("Your usual size")
