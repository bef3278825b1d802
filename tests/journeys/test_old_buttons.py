"""Buttons live for ever: pressed long after, they tell the truth and change nothing they should not."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from bot.limits import Limiter
from domain.catalog.actions import publish, unpublish
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.promotions.actions import pause_coupon
from handlers.cart.buttons import SetQty
from handlers.checkout.buttons import Place
from handlers.product.buttons import Add, BuyNow, OpenProduct, SetInCart
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


PRESSES = 300
GOODS = {"Teapot": 5, "Enamel mug": 50, "Tray": 50}


class Merchant:
    """Changes the shop under the customer's hands: prices, stock, what is on the shelf, and the coupon."""

    def __init__(self, store, dice, products, coupon_id):
        self.store, self.dice, self.products, self.coupon_id = store, dice, products, coupon_id

    async def stirs(self):
        name = self.dice.choice(list(GOODS))
        change = self.dice.choice((self._reprices, self._counts, self._shelves, self._couples))
        await change(name)

    async def _reprices(self, name):
        await self.store.reprice(name, f"{self.dice.randint(5, 90)}.00")

    async def _counts(self, name):
        await self.store.sells_out(name, self.dice.choice((0, 1, 9)))

    async def _shelves(self, name):
        await self.dice.choice((publish, unpublish))(self.store.owner, self.products[name])

    async def _couples(self, _name):
        await pause_coupon(self.store.owner, self.coupon_id, self.dice.random() < 0.5)


async def cart_lines(shop):
    """line id → (cart, variant, units)."""
    rows = await sql(
        "SELECT l.id, c.kind, l.variant_id, l.quantity FROM cart_line l JOIN cart c ON c.id = l.cart_id"
        " WHERE c.shop_id = $1",
        shop.id,
    )
    return {row["id"]: (row["kind"], row["variant_id"], row["quantity"]) for row in rows}


def meant(press, lines):
    """The variant whose units this button may change; None for buttons that are not about one."""
    prefix, *fields = press.split(":")
    if prefix in (Add.__prefix__, BuyNow.__prefix__, SetInCart.__prefix__):
        return int(fields[0])
    if prefix == SetQty.__prefix__:
        return lines[int(fields[0])][1] if int(fields[0]) in lines else 0
    return None


async def press_and_check(person, shop, store, label, press):
    lines, orders = await cart_lines(shop), await shop.count("orders")
    await person.presses(press)
    before, after = {*lines.values()}, {*(await cart_lines(shop)).values()}
    changed = {line[1] for line in before ^ after if line[0] == "basket" or line in after}  # Buy now lets go of others
    assert meant(press, lines) is None or changed <= {meant(press, lines)}, (label, press)
    if await shop.count("orders") != orders:
        assert press.startswith(Place.__prefix__ + ":"), (label, press)
        (order,) = (await store.orders())[orders:]
        await check_price(order, label)
    if press.startswith(OpenProduct.__prefix__ + ":"):
        await check_product(person.screen, int(press.split(":")[1]))


async def check_price(order, label):
    """It costs what the button said, and every line what it costs on the shelf now."""
    assert Translator().money(order.total) in label
    for line in order.lines:
        (row,) = await sql("SELECT v.price, p.status FROM variant v JOIN product p ON p.id = v.product_id"
                           " WHERE v.id = $1", line.variant_id)  # fmt: skip
        assert (line.unit_price.minor, "active") == (row["price"], row["status"])


async def check_product(screen, product_id):
    if product_id:
        (row,) = await sql("SELECT name FROM product_text WHERE product_id = $1", product_id)
        assert row["name"] in f"{screen.title} {screen.body} {screen.alert}"


def pick(dice, n, old, screen):
    """An old button, then the main one of what it led to, then any one there."""
    now = buttons(screen)
    return dice.choice(old) if n % 3 == 0 or not now else now[0] if n % 3 == 1 else dice.choice(now)


@pytest.mark.parametrize("seed", range(2))
async def test_old_buttons_in_any_order_never_lie(app, store, shop, anna, seed):
    """Random presses from a long history while the merchant changes everything and the process starts anew."""
    unhurried(app)
    dice = Random(seed)
    products = {name: await shop.product(name, price="24.00", stock=stock) for name, stock in GOODS.items()}
    merchant = Merchant(store, dice, products, await store.coupon("SPRING10"))
    for n in range(32):
        await wander(anna, list(products.values())[n % 3])
    assert len(anna.history) > 500
    old = [(label, press) for screen in anna.history for label, press in buttons(screen)]
    for n in range(PRESSES):
        if n % 100 == 50:
            anna = enter(fresh := staged(app.settings), shop.id, "anna", screen=anna.screen)
            unhurried(fresh)
        if n % 5 == 0:
            await merchant.stirs()
        await press_and_check(anna, shop, store, *pick(dice, n, old, anna.screen))
    assert {press.split(":")[0] for _, press in old} >= {"pl", "a", "b", "kq"}
    assert await store.orders()
