"""What arrives twice, too late or at the same moment happens once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.channels.webchat.receive import read
from tests.kit.stage import enter, staged
from tests.kit.store import AUSTIN, PHONE


async def test_paying_twice_makes_one_order(store, reviewing, shop):
    press = reviewing.button("Order · pay")
    await reviewing.presses(press)
    await reviewing.presses(press)
    assert reviewing.screen.id == "S-39"
    assert len(await store.orders()) == 1
    assert await shop.stock("Teapot") == (4, 0)


async def test_ten_impatient_taps_at_once_make_one_order(store, reviewing, shop):
    press = reviewing.button("Order · pay")
    await asyncio.gather(*(reviewing.presses(press) for _ in range(10)))
    assert len(await store.orders()) == 1
    assert await shop.stock("Teapot") == (4, 0)


async def test_two_devices_of_one_person_make_one_order(store, reviewing, shop, app):
    """The same session in two tabs: the second review is the same quote."""
    press = reviewing.button("Order · pay")
    twin = replace(reviewing)
    await asyncio.gather(reviewing.presses(press), twin.presses(press))
    assert len(await store.orders()) == 1


@pytest.mark.parametrize("label", ["＋ Teapot", "− Teapot", "✕ Teapot"])
async def test_a_stepper_pressed_twice_counts_once(with_basket, label):
    await with_basket.taps_on("Edit cart")
    await with_basket.taps_on("＋ Teapot")
    press = with_basket.button(label)
    await with_basket.presses(press)
    once = [s.quantity for s in with_basket.screen.steppers]
    await with_basket.presses(press)
    assert [s.quantity for s in with_basket.screen.steppers] == once


@pytest.mark.parametrize("label", ["Gift wrap", "Hide prices"])
async def test_a_switch_pressed_twice_is_switched_once(shop, with_basket, label):
    await shop.settings(gift_wrap_fee=200)
    await with_basket.taps_on("Gift & note")
    press = with_basket.button(label)
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert [c.state for c in with_basket.screen.choices if label in c.label] == ["chosen"]


async def test_undo_brings_back_once(store, with_basket):
    await with_basket.taps_on("Edit cart")
    await with_basket.taps_on("✕ Teapot")
    assert with_basket.sees("Removed. Tap ↩ to undo")
    press = with_basket.button("Undo")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert sorted((s.label, s.quantity) for s in with_basket.screen.steppers) == [("Enamel mug", 1), ("Teapot", 1)]


async def test_undo_ends_after_a_minute(store, anna, teapot, clock):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("✕ Teapot")
    press = anna.button("Undo")
    clock.passes(seconds=61)
    await anna.presses(press)
    assert anna.sees("Your cart is empty.")
    assert not anna.can_tap("Undo")


async def test_choices_of_the_checkout_pressed_twice_hold_once(store, with_basket):
    await store.transfers("cash")
    await store.pickup("North", "South")
    await with_basket.taps_on("Edit cart")
    await with_basket.taps_on("Checkout")
    await with_basket.fills("checkout", payment="cash")
    for opening, label in (("Payment", "Bank transfer"), ("Delivery", "Courier"), ("🏠 Address", "12 Main St")):
        await with_basket.taps_on(opening)
        press = with_basket.button(label)
        await with_basket.presses(press)
        await with_basket.presses(press)
        assert with_basket.screen.id == "S-36", label
    await with_basket.taps_on("Delivery")
    await with_basket.taps_on("Pickup")
    press = with_basket.button("South")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert with_basket.sees("🏬 South")


async def test_taking_the_basket_along_twice_takes_it_once(store, shop, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    mug = await shop.product("Enamel mug", price="9.00")
    await anna.opens(f"p{mug}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    press = anna.button("Add my cart")
    await anna.presses(press)
    await anna.presses(press)
    assert anna.sees("1 × Teapot")
    assert anna.sees("Total $36.00")


async def test_cancelling_twice_gives_the_goods_back_once(store, shop, reviewing):
    await reviewing.taps_on("Order · pay")
    await reviewing.taps_on("Cancel order")
    press = reviewing.button("Yes, cancel")
    await reviewing.presses(press)
    await reviewing.presses(press)
    assert await shop.stock("Teapot") == (5, 0)
    assert (await store.orders())[0].status == "cancelled"


async def test_every_input_delivered_three_times_happens_once(store, shop, anna, teapot):
    """The web client sends again what was not acknowledged, with the same id."""
    await anna.opens(f"p{teapot}")
    for act in (
        lambda: anna.taps_on("Buy now"),
        lambda: anna.fills("checkout", **AUSTIN, phone=PHONE),
        lambda: anna.taps_on("Order · pay"),
    ):
        await act()
        shown = anna.screen.id
        await anna.sends(dict(anna.last))
        await anna.sends(dict(anna.last))
        assert anna.screen.id == shown
    assert len(await store.orders()) == 1
    assert await shop.count("address") == 1


async def crash(app, person, message: dict) -> None:
    """The input is carried out and the process dies before anything is shown or acknowledged."""
    await app.conversation.handle(read(person.sender, message))


async def test_a_crash_after_the_commit_leaves_one_order_and_shows_it(app, store, reviewing):
    message = {"t": "press", "data": reviewing.button("Order · pay"), "node": "canvas", "cid": "lost"}
    await crash(app, reviewing, message)
    assert reviewing.screen.id == "S-36"
    await reviewing.sends(message)
    assert reviewing.screen.id == "S-39"
    assert len(await store.orders()) == 1


async def test_a_crash_after_a_form_leads_on_to_its_result(app, store, shop, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    values = {i.name: i.value for i in anna.screen.form.inputs} | AUSTIN | {"phone": PHONE}
    message = {"t": "form", "form": "checkout", "rev": 1, "values": values, "cid": "lost"}
    await crash(app, anna, message)
    await anna.sends(message)
    assert anna.screen.id == "S-36"
    assert await shop.count("address") == 1


async def test_the_last_item_is_sold_once(store, shop, anna, boris):
    last = await shop.product("Last teapot", price="24.00", stock=1)
    for person in (anna, boris):
        await person.opens(f"p{last}")
        await person.taps_on("Buy now")
        await person.fills("checkout", **AUSTIN, phone=PHONE)
    await asyncio.gather(anna.taps_on("Order · pay"), boris.taps_on("Order · pay"))
    assert len(await store.orders()) == 1
    assert await shop.stock("Last teapot") == (0, 0)
    assert sorted(p.screen.id for p in (anna, boris)) == ["S-39", "S-70"]


async def test_a_restart_in_the_middle_of_the_checkout_loses_nothing(app, db, store, shop, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.types("12 Main St")
    again = enter(staged(db), shop.id, "anna")
    again.screen = anna.screen
    await again.types("Austin")
    await again.types(PHONE)
    await again.taps_on("Order · pay")
    assert again.screen.id == "S-39"
    assert (await store.orders())[0].address.startswith("12 Main St, Austin")
