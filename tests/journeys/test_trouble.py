"""What goes wrong between a look and a press, and what arrives twice: nobody pays twice, nobody loses their cart."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.channels.webchat.receive import read
from bot.limits import Limiter
from domain.customers.actions import block
from domain.promotions.actions import pause_coupon
from domain.shop.actions import change_facts
from domain.stock.actions import adjust
from handlers.cart.buttons import ApplyCoupon
from tests.kit.people import buttons, readable
from tests.kit.stage import enter, staged
from tests.kit.store import AUSTIN, PHONE

TOMORROW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
YESTERDAY = TOMORROW - timedelta(days=2)


@pytest.fixture
async def teapot(shop, store):
    return await shop.product("Teapot", price="24.00", stock=5)


@pytest.fixture
async def reviewing(anna, teapot):
    """Anna looks at the review of one teapot."""
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    return anna


@pytest.fixture
async def with_basket(anna, teapot, shop):
    """Anna's basket holds a teapot and a mug; the shop knows where she lives."""
    mug = await shop.product("Enamel mug", price="9.00", stock=5)
    for product in (teapot, mug):
        await anna.opens(f"p{product}")
        await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    return anna


async def sold_out(store, shop, name: str, left: int = 0) -> None:
    on_hand, _ = await shop.stock(name)
    await adjust(store.owner, await shop.variant(name), left - on_hand, "broken")


async def test_sold_out_between_the_look_and_buying(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await sold_out(store, shop, "Teapot")
    await anna.taps_on("Buy now")
    assert anna.sees("Teapot has just sold out. Nothing was charged.")
    assert anna.can_tap("Tell me when it's back")


async def test_sold_out_between_the_review_and_paying(shop, store, reviewing):
    await sold_out(store, shop, "Teapot")
    await reviewing.taps_on("Order · pay")
    assert reviewing.screen.title == "Not available now: Teapot (sold out)"
    assert reviewing.can_tap("Tell me when it's back")
    assert await store.orders() == []


async def test_the_rest_of_the_cart_is_safe_when_one_thing_sells_out(shop, store, with_basket):
    await sold_out(store, shop, "Teapot")
    await with_basket.taps_on("Order · pay $36.00")
    assert with_basket.sees("Teapot sold out. The rest of your cart is safe.")
    await with_basket.taps_on("Order · pay $12.00 on delivery")
    assert [line.title for o in await store.orders() for line in o.lines] == ["Enamel mug"]
    await with_basket.taps_on("Cart")
    assert with_basket.sees("Not available now: Teapot (sold out)")


async def test_fewer_left_than_wanted_is_shown_before_it_is_charged(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("＋")
    await anna.taps_on("＋")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await sold_out(store, shop, "Teapot", left=2)
    await anna.taps_on("Order · pay")
    assert anna.sees("2 × Teapot $48.00")
    assert await store.orders() == []
    await anna.taps_on("Order · pay $51.00")
    assert (await store.orders())[0].units == 2


async def test_a_price_that_rose_is_accepted_in_words(store, reviewing):
    await store.reprice("Teapot", "25.00")
    await reviewing.taps_on("Order · pay $27.00 on delivery")
    assert reviewing.sees("Something has changed since you looked.")
    assert reviewing.sees("Teapot went from $24.00 to $25.00.")
    assert await store.orders() == []
    await reviewing.taps_on("Accept and pay $28.00 on delivery")
    assert (await store.orders())[0].total.minor == 2800


async def test_a_price_that_fell_is_just_shown(store, reviewing):
    await store.reprice("Teapot", "20.00")
    await reviewing.taps_on("Order · pay $27.00 on delivery")
    await reviewing.taps_on("Order · pay $23.00 on delivery")
    assert (await store.orders())[0].total.minor == 2300


async def test_the_review_of_yesterday_is_not_charged(reviewing, store, clock):
    old = reviewing.button("Order · pay")
    clock.passes(hours=20)
    await reviewing.presses(old)
    assert await store.orders() == []
    await reviewing.taps_on("Order · pay")
    assert len(await store.orders()) == 1


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


async def test_a_code_applied_twice_takes_off_once(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.types("spring10")
    press = with_basket.button("Apply")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert "🎟 SPRING10 −$3.30" in readable(with_basket.screen)


async def test_a_code_taken_off_twice_is_off(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.taps_on("Coupon")
    await with_basket.fills("coupon", code="SPRING10")
    await with_basket.taps_on("SPRING10")
    press = with_basket.button("Remove SPRING10")
    await with_basket.presses(press)
    await with_basket.presses(press)
    assert "SPRING10" not in readable(with_basket.screen)


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


async def test_a_button_of_an_older_cart_changes_nothing_and_shows_the_latest(store, with_basket):
    await with_basket.taps_on("Edit cart")
    old = with_basket.button("＋ Teapot")
    await with_basket.taps_on("＋ Teapot")
    await with_basket.taps_on("＋ Teapot")
    await with_basket.presses(old)
    assert with_basket.sees("Updated to the latest. Nothing was changed.")
    assert [s.quantity for s in with_basket.screen.steppers] == [3, 1]


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


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"active": False}, "We don't know the code SAVE."),
        ({"minimum": 10_000}, "SAVE needs $100.00. Add $76.00."),
        ({"starts_at": TOMORROW}, "SAVE starts working: tomorrow, 9:00"),
        ({"ends_at": YESTERDAY}, "SAVE expired: "),
    ],
    ids=["unknown", "needs more", "not begun", "over"],
)
async def test_a_code_says_the_one_reason_why_it_does_not_work(clock, store, anna, teapot, terms, reason):
    await store.coupon("SAVE", **terms)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Coupon")
    await anna.fills("coupon", code="save")
    field = next(i for i in anna.screen.form.inputs if i.name == "code")
    assert field.error.startswith(reason)
    assert field.value == "save"


async def test_a_code_can_be_used_once_by_each(store, shop, reviewing, teapot):
    await store.coupon("ONCE", per_customer=1)
    await reviewing.taps_on("Coupon")
    await reviewing.types("once")
    assert reviewing.sees("ONCE: −$2.40")
    await reviewing.taps_on("Order · pay")
    await reviewing.opens(f"p{teapot}")
    await reviewing.taps_on("Buy now")
    await reviewing.taps_on("Coupon")
    await reviewing.fills("coupon", code="ONCE")
    assert reviewing.sees("You have already used ONCE.")


async def test_a_code_that_ends_between_the_review_and_paying(store, reviewing, shop):
    coupon = await store.coupon("SPRING10")
    await reviewing.taps_on("Coupon")
    await reviewing.fills("coupon", code="SPRING10")
    await pause_coupon(store.owner, coupon, True)
    await reviewing.taps_on("Order · pay $24.60")
    assert reviewing.sees("We don't know the code SPRING10.")
    await reviewing.taps_on("Order · pay $27.00")
    assert (await store.orders())[0].coupon == ""


async def test_an_old_apply_button_is_refused_beside_the_coupon(store, with_basket):
    await store.coupon("SPRING10")
    await with_basket.presses(ApplyCoupon(rev=1, code="SPRING10").pack())
    assert with_basket.screen.id == "S-22"
    assert with_basket.sees("Updated to the latest. Nothing was changed.")


async def test_a_shop_that_takes_no_orders_keeps_the_cart(shop, store, with_basket):
    await shop.settings(orders_closed=True, closed_notice="Back on Monday.")
    await with_basket.taps_on("Order · pay")
    assert with_basket.sees("We are not taking orders right now. Your cart is saved.")
    assert with_basket.screen.id == "S-20"
    assert with_basket.sees("Back on Monday.")
    await with_basket.taps_on("Tell me when you open")
    assert await store.orders() == []


async def test_buying_now_in_a_closed_shop_offers_to_tell(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    press = anna.button("Buy now")
    await shop.settings(orders_closed=True)
    await anna.presses(press)
    assert anna.can_tap("Tell me when you open")
    assert not anna.can_tap("Order · pay")


async def test_a_notice_of_closing_stands_on_the_review(shop, store, with_basket):
    await shop.settings(closed_notice="Orders placed now ship on Monday.")
    await with_basket.taps_on("Edit cart")
    await with_basket.taps_on("Checkout")
    assert with_basket.screen.notice == "Orders placed now ship on Monday."


async def test_below_the_minimum_there_is_a_way_to_add(shop, store, anna, teapot):
    await shop.settings(minimum_order=3000)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    assert anna.sees("Add $6.00 more to order.")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    assert anna.can_tap("Add $6.00 more to order")


async def test_a_blocked_customer_is_told_whom_to_ask(shop, store, reviewing):
    await change_facts(shop.by, email="hello@tea.example")
    await block(store.owner, 1, True)
    await reviewing.taps_on("Order · pay")
    assert reviewing.sees("This shop can't take orders from this account. Questions: hello@tea.example")
    assert await store.orders() == []


async def test_too_many_unpaid_orders_are_too_many(shop, store, anna, teapot):
    await store.transfers()
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    for _ in range(3):
        await anna.taps_on("by transfer")
        await anna.opens(f"p{teapot}")
        await anna.taps_on("Buy now")
    await anna.taps_on("by transfer")
    assert anna.sees("3 of your orders are waiting for payment.")
    assert len(await store.orders()) == 3


def unhurried(app) -> None:
    """As if a minute passed between two inputs: the limits are another story."""
    app.receiver.limiter = Limiter(clock=count(step=60).__next__)


async def wander(person, product: int) -> None:
    """Through every screen between a product and its order, without ordering."""
    await person.opens(f"p{product}")
    await person.taps_on("Add to cart" if person.can_tap("Add to cart") else "Home")
    await person.taps_on("Cart")
    await person.taps_on("Checkout")
    if person.screen.form:
        await person.fills("checkout", **AUSTIN, phone=PHONE)
    for label in ("🚚 Delivery", "🎟 Coupon", "🎁 Gift & note", "🏠 Address", "📱 Phone"):
        await person.taps_on(label)
        await person.taps_on("Back")
    await person.opens(f"p{product}")
    await person.taps_on("Buy now")


async def test_every_button_of_a_long_history_is_safe(app, store, shop, anna, teapot):
    """Pressed again after prices, stock and the shelf have changed: never a wrong thing, never an old price."""
    unhurried(app)
    mug = await shop.product("Enamel mug", price="9.00", stock=50)
    for n in range(32):
        await wander(anna, (teapot, mug)[n % 2])
    assert len(anna.history) > 500
    old = sorted({press for screen in anna.history for _, press in buttons(screen)})
    assert {press.partition(":")[0] for press in old} >= {"pl", "a", "b", "k", "kq", "cu", "cm", "kg", "p"}
    await store.reprice("Teapot", "99.00")
    await sold_out(store, shop, "Enamel mug")
    again = enter(unhurried_app := staged(app.settings), shop.id, "anna")
    unhurried(unhurried_app)
    for press in old:
        await again.presses(press)
    sold = [(line.title, line.unit_price.minor) for order in await store.orders() for line in order.lines]
    assert set(sold) <= {("Teapot", 9900)}
