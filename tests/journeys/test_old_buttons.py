"""Buttons live for ever: pressed long after, they tell the truth and change nothing they should not."""

from __future__ import annotations

from itertools import count

from bot.limits import Limiter
from tests.kit.people import buttons
from tests.kit.stage import enter, staged
from tests.kit.store import AUSTIN, PHONE


async def test_a_button_of_an_older_cart_changes_nothing_and_shows_the_latest(store, with_basket):
    await with_basket.taps_on("Edit cart")
    old = with_basket.button("＋ Teapot")
    await with_basket.taps_on("＋ Teapot")
    await with_basket.taps_on("＋ Teapot")
    await with_basket.presses(old)
    assert with_basket.sees("Updated to the latest. Nothing was changed.")
    assert [s.quantity for s in with_basket.screen.steppers] == [3, 1]


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
    await store.sells_out("Enamel mug")
    again = enter(unhurried_app := staged(app.settings), shop.id, "anna")
    unhurried(unhurried_app)
    for press in old:
        await again.presses(press)
    sold = [(line.title, line.unit_price.minor) for order in await store.orders() for line in order.lines]
    assert set(sold) <= {("Teapot", 9900)}
