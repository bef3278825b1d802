"""Pressing and typing in the cart."""

from __future__ import annotations

import pytest

from domain.events.actions import flush
from domain.shop.actions import change_facts
from domain.stock.actions import adjust
from handlers.cart.buttons import OpenLine
from handlers.product.buttons import OpenProduct
from tests.kit.people import readable
from tests.kit.store import AUSTIN, PHONE, Store


@pytest.fixture
async def store(shop):
    return await Store.open(shop)


@pytest.fixture
async def cart(shop, store, anna):
    """Anna's cart: two teapots of five, one mug."""
    teapot = await shop.product("Teapot", price="24.00", stock=5)
    mug = await shop.product("Enamel mug", price="9.00", stock=50)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("＋")
    await anna.opens(f"p{mug}")
    await anna.taps_on("Add to cart")
    await anna.types("/cart")
    return anna


def quantities(person) -> dict[str, int]:
    return {s.label: s.quantity for s in person.screen.steppers}


async def test_the_command_opens_the_cart(cart):
    assert cart.screen.id == "S-20"
    assert quantities(cart) == {"Teapot": 2, "Enamel mug": 1}
    assert cart.sees("🚚 Delivery from $3.00, exact after your address.")


@pytest.mark.parametrize("words", ["1 x3", "1=3", "1х3", " 1 × 3 ", "١ x ٣"])
async def test_a_line_and_a_count_can_be_typed(cart, words):
    await cart.types(words)
    assert quantities(cart)["Teapot"] == 3


async def test_a_typed_count_of_nothing_removes_the_line(cart):
    await cart.types("2 x0")
    assert quantities(cart) == {"Teapot": 2}


async def test_other_words_are_searched_for(cart, shop):
    await shop.product("Wool hat")
    await cart.types("wool hat")
    assert cart.screen.title == "Wool hat"


async def test_a_line_that_is_not_there_is_searched_for(cart):
    await cart.types("9 x3")
    assert cart.screen.id == "S-07"


async def test_more_than_there_is_is_refused_and_nothing_changes(cart):
    await cart.types("1 x9")
    assert cart.sees("Only 5 available.")
    await cart.types("/cart")
    assert quantities(cart)["Teapot"] == 2


async def test_a_quantity_can_be_typed_for_one_line(cart):
    await cart.taps_on("Teapot Teapot")
    await cart.taps_on("Type a quantity")
    await cart.types("4")
    assert quantities(cart)["Teapot"] == 4


async def test_a_line_has_a_stepper_of_its_own(cart):
    await cart.taps_on("Teapot Teapot")
    await cart.taps_on("＋ Teapot")
    assert (cart.screen.id, quantities(cart)) == ("S-21", {"Teapot": 3})
    await cart.taps_on("✕ Remove")
    assert (cart.screen.id, quantities(cart)) == ("S-20", {"Enamel mug": 1})


async def test_a_line_that_is_gone_is_no_dead_end(cart):
    await cart.presses(OpenLine(line=999).pack())
    assert cart.sees("That is no longer here.")


async def test_a_line_is_saved_for_later(cart):
    await cart.taps_on("Teapot Teapot")
    await cart.taps_on("Save for later")
    assert quantities(cart) == {"Enamel mug": 1}
    await cart.types("/saved")
    assert cart.sees("Teapot")


async def test_the_last_line_removed_leaves_a_way_back(cart):
    await cart.taps_on("✕ Teapot")
    await cart.taps_on("✕ Enamel mug")
    assert cart.sees("Your cart is empty.")
    await cart.taps_on("Undo")
    assert quantities(cart) == {"Enamel mug": 1}


async def test_a_code_works_typed_and_sent(cart, store):
    await store.coupon("SPRING10")
    await cart.taps_on("Coupon")
    await cart.types("spring10")
    assert cart.sees("SPRING10: −$5.70")
    await cart.taps_on("SPRING10")
    await cart.taps_on("Remove SPRING10")
    await cart.taps_on("Coupon")
    await cart.fills("coupon", code=" Spring10 ")
    assert "🎟 SPRING10 −$5.70" in readable(cart.screen)


async def test_a_typed_code_before_there_is_a_cart_is_kept(store, shop, anna):
    await store.coupon("SPRING10")
    teapot = await shop.product("Teapot", price="24.00")
    await anna.types("SPRING10")
    assert anna.sees("We keep SPRING10 for your order.")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    assert "🎟 SPRING10 −$2.40" in readable(anna.screen)


async def test_a_code_for_other_goods_says_so(cart, store, shop):
    other = await shop.product("Wool hat")
    await store.coupon("HATS", product_ids=(other,))
    await cart.taps_on("Coupon")
    await cart.fills("coupon", code="HATS")
    assert cart.sees("HATS is not for these items.")


async def test_an_empty_code_is_asked_for(cart):
    await cart.taps_on("Coupon")
    await cart.fills("coupon", code=" ")
    assert cart.sees("Type the code first.")


async def test_a_gift_and_its_words_go_with_the_order(cart, store, shop):
    await shop.settings(gift_wrap_fee=200)
    await cart.taps_on("Gift & note")
    await cart.taps_on("Gift wrap")
    await cart.fills("extras", card_message="Happy birthday", note="Ring twice", recipient="Jana, 512 472 0123")
    assert cart.screen.id == "S-20"
    await cart.taps_on("Checkout")
    await cart.fills("checkout", **AUSTIN, phone=PHONE)
    assert cart.sees("🎁 Card: Happy birthday")
    assert cart.sees("Gift wrap $2.00")
    await cart.taps_on("Order · pay $62.00")
    (order,) = await store.orders()
    assert order.extras == {
        "gift_wrap": "1", "card_message": "Happy birthday", "note": "Ring twice", "recipient": "Jana, 512 472 0123"
    }  # fmt: skip


async def test_too_many_words_are_said_at_their_field_and_kept(cart):
    await cart.taps_on("Gift & note")
    await cart.fills("extras", note="n" * 301)
    note = next(i for i in cart.screen.form.inputs if i.name == "note")
    assert (len(note.value), note.error) == (301, "That is too long: 300 characters fit.")


async def test_a_code_of_the_direct_cart_stays_with_it(cart, store, shop):
    await store.coupon("SPRING10")
    await cart.opens(f"p{await shop.product('Wool hat', price='10.00')}")
    await cart.taps_on("Buy now")
    await cart.fills("checkout", **AUSTIN, phone=PHONE)
    await cart.taps_on("Coupon")
    await cart.fills("coupon", code="SPRING10")
    assert cart.sees("Total $12.00")
    await cart.types("/cart")
    assert "SPRING10" not in readable(cart.screen)


async def test_what_sold_out_stays_with_a_way_to_be_told(cart, store, shop):
    await adjust(store.owner, await shop.variant("Teapot"), -5, "broken")
    await cart.types("/cart")
    assert cart.sees("Not available now: Teapot (sold out)")
    assert cart.sees("Total $9.00")
    await cart.taps_on("Tell me: Teapot")
    assert cart.sees("We'll write here when it's back.")


async def test_fifty_lines_turn_in_pages(shop, store, anna):
    await shop.settings(max_cart_lines=50)
    for n in range(12):
        await anna.presses(OpenProduct(id=await shop.product(f"Cup {n:02}", price="1.00")).pack())
        await anna.taps_on("Add to cart")
    await anna.types("/cart")
    await anna.taps_on("Next")
    assert list(quantities(anna)) == ["Cup 08", "Cup 09", "Cup 10", "Cup 11"]
    await anna.taps_on("＋ Cup 09")
    assert quantities(anna)["Cup 09"] == 2


@pytest.mark.parametrize("written", [False, True])
async def test_an_empty_cart_leads_back_to_what_was_looked_at(shop, anna, written):
    await anna.presses(OpenProduct(id=await shop.product("Teapot")).pack())
    if written:
        await flush()
    await anna.types("/cart")
    await anna.taps_on("Continue: Teapot")
    assert anna.screen.title == "Teapot"


async def test_a_visitor_who_only_looks_has_an_empty_cart(anna, shop):
    await change_facts(shop.by, phone="+1 512 472 0123")
    await anna.types("/cart")
    assert anna.sees("Your cart is empty.")
