"""Looking at a product, choosing, putting it into the cart."""

from __future__ import annotations

import pytest

from domain.catalog.actions import unpublish
from domain.stock.actions import adjust
from handlers.product.buttons import Add, BuyNow, OpenProduct, SetInCart


@pytest.fixture
async def mug(shop):
    return await shop.product("Enamel mug", price="9.00", stock=3)


async def test_added_once_however_often_it_is_pressed(shop, anna, mug):
    await anna.presses(OpenProduct(id=mug).pack())
    await anna.taps_on("Add to cart")
    assert anna.sees("Added. Cart: 1 · $9.00")
    await anna.presses(Add(variant=await shop.variant("Enamel mug"), qty=1).pack())
    assert anna.screen.steppers[0].quantity == 1
    assert anna.screen.nav.cart == 1


async def test_the_stepper_counts_up_to_the_stock_and_down_to_nothing(shop, anna, mug):
    await anna.presses(OpenProduct(id=mug).pack())
    await anna.taps_on("Add to cart")
    await anna.taps_on("＋")
    await anna.taps_on("＋")
    assert anna.screen.steppers[0].plus is None
    for _ in range(3):
        await anna.taps_on("−")
    assert anna.screen.steppers == ()
    assert anna.can_tap("Add to cart")


async def test_an_old_stepper_changes_nothing_and_shows_the_truth(shop, anna, mug):
    variant = await shop.variant("Enamel mug")
    await anna.presses(Add(variant=variant, qty=3).pack())
    await anna.presses(SetInCart(variant=variant, was=1, to=2).pack())
    assert anna.screen.id == "S-08"
    assert anna.screen.steppers[0].quantity == 3


async def test_more_than_there_is_is_refused_beside_the_product(shop, anna, mug):
    await anna.presses(Add(variant=await shop.variant("Enamel mug"), qty=4).pack())
    assert anna.sees("Only 3 available.")
    assert anna.screen.title == "Enamel mug"


async def test_buying_now_leaves_the_basket_alone(shop, anna, mug):
    await shop.product("Teapot", price="24.00")
    await anna.presses(Add(variant=await shop.variant("Teapot"), qty=1).pack())
    await anna.presses(BuyNow(variant=await shop.variant("Enamel mug")).pack())
    assert anna.screen.id.startswith("S-3")
    await anna.presses("h")
    assert anna.can_tap("🛒 Cart · 1 · $24.00")


async def test_a_size_is_chosen_before_buying(shop, anna):
    shirt = await shop.product("Linen shirt", sizes=("Small", "Medium"))
    await anna.presses(OpenProduct(id=shirt).pack())
    assert not anna.can_tap("Buy now")
    await anna.taps_on("Medium")
    assert anna.sees("Size: Medium")
    await anna.taps_on("Add to cart")
    assert anna.sees("Added.")


async def test_a_typed_number_is_added_after_asking(shop, anna, mug):
    await anna.presses(OpenProduct(id=mug, src="all.1.pop").pack())
    await anna.types("2")
    assert anna.sees("Add 2?")
    await anna.taps_on("Add 2")
    assert anna.screen.steppers[0].quantity == 2
    await anna.taps_on("Back")
    assert anna.screen.id == "S-03"


async def test_saved_and_no_longer_saved(shop, anna, mug):
    await anna.presses(OpenProduct(id=mug).pack())
    await anna.taps_on("♡ Save")
    assert anna.sees("Saved. Tap again to remove.")
    await anna.taps_on("♥ Saved")
    assert anna.can_tap("♡ Save")


async def test_who_waits_is_told_when_it_is_back(shop, anna, app):
    cap = await shop.product("Canvas cap", stock=0)
    await anna.presses(OpenProduct(id=cap).pack())
    assert anna.sees("Sold out right now.")
    await anna.taps_on("Tell me when it's back")
    assert anna.can_tap("We'll tell you")
    await adjust(shop.owner, await shop.variant("Canvas cap"), 2, "delivery")
    await app.jobs.run_outbox()
    (card,) = anna.cards.values()
    assert card.body == "Canvas cap is back. 2 in stock."
    await anna.taps_on("Buy now")
    assert anna.screen.id.startswith("S-3")


async def test_something_taken_off_is_gone_on_every_old_button(shop, anna, mug):
    variant = await shop.variant("Enamel mug")
    await unpublish(shop.owner, mug)
    await anna.presses(Add(variant=variant, qty=1).pack())
    assert anna.sees("Enamel mug is no longer sold")
    await anna.presses(OpenProduct(id=mug).pack())
    assert anna.screen.id == "S-70"


async def test_more_leads_to_the_price_alert_and_back(shop, anna, mug):
    await anna.presses(OpenProduct(id=mug, src="all.1.pop").pack())
    await anna.taps_on("ℹ More")
    await anna.taps_on("Tell me if the price drops")
    assert anna.sees("We'll write here if the price drops.")
    await anna.taps_on("Back")
    assert anna.can_tap("Buy now")


async def test_another_shops_product_is_not_here(shop, anna):
    from tests.kit.shop import ShopKit

    other = await ShopKit.open("other")
    theirs = await other.product("Their mug")
    await anna.presses(OpenProduct(id=theirs).pack())
    assert not anna.sees("Their mug")
    assert anna.sees("That is no longer here.")


@pytest.mark.parametrize(
    "press", ["p:99999999999999999999::0:0:", "a:99999999999999999999:1:", "p:x::0:0:", "p", "zz:1"]
)
async def test_buttons_nobody_drew_lead_home(shop, anna, mug, press: str):
    await anna.presses(press)
    assert anna.screen.id == "S-01"
    assert anna.sees("Here is the shop as it is.")


@pytest.mark.parametrize(
    "press", ["a:1:0:", "a:1:-4:", "as:1:0:-1:", "as:1:5:2:", "b:1:0", "b:999:1", "n:999:1:", "s:999:1::"]
)
async def test_figures_nobody_offered_change_nothing(shop, anna, mug, press: str):
    await anna.presses(press)
    assert not anna.sees("Something broke")
    assert await shop.count("cart_line") == 0
