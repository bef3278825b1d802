"""Reading the cart for its screens."""

from __future__ import annotations

from domain.cart.actions import apply_coupon, show
from domain.cart.queries import cart as read_cart
from domain.cart.views import CartView
from domain.catalog.queries import tiles
from domain.chats.views import ChatView
from domain.customers.queries import profile
from domain.events.queries import last_subject
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.promotions.errors import CouponRefused
from domain.shop.views import ShopView
from handlers.cart.extras import coupon_screen, extras_screen
from handlers.cart.screens import Elsewhere, cart_screen, empty_screen, line_screen
from handlers.channel import CAPABILITIES
from handlers.checkout.kinds import cart_name, kind_of
from handlers.screen import Screen


async def basket_screen(me: Actor, t: Translator, shop: ShopView, chat: ChatView, page: int = 1) -> Screen:
    """S-20, with the code a link brought when it holds by now."""
    cart = await show(me, "basket", locale=t.locale)
    if await use_link_coupon(me, "basket", chat, cart):
        cart = await read_cart(me, "basket", locale=t.locale)
    return await screen_of(me, cart, shop, t, page)


async def screen_of(me: Actor, cart: CartView, shop: ShopView, t: Translator, page: int = 1) -> Screen:
    """S-20 of a cart that has just been read."""
    if cart.lines or cart.gone:
        return cart_screen(cart, shop, t, page)
    return empty_screen(await _elsewhere(me, t), t, undo=cart.revision if cart.can_undo else 0)


async def _elsewhere(me: Actor, t: Translator) -> Elsewhere:
    """The product looked at last, while it is sold, and how many are saved."""
    if me.kind != "customer":
        return Elsewhere()
    viewed = await last_subject(me, "view")
    found = await tiles(me, (viewed,), locale=t.locale) if viewed else ()
    return Elsewhere(last=next(iter(found), None), saved=(await profile(me)).saved)


async def use_link_coupon(me: Actor, kind: str, chat: ChatView, cart: CartView) -> bool:
    """Apply the code a link brought to a cart without one, as soon as it holds for what is in it."""
    if not chat.coupon or cart.coupon or not cart.lines:
        return False
    try:
        await apply_coupon(me, kind, chat.coupon, None)
    except CouponRefused:
        return False
    return True


async def line_of(me: Actor, line_id: int, shop: ShopView, t: Translator, *, typing: bool = False) -> Screen:
    """S-21. Raises `NotFound` for a line that has gone since."""
    cart = await read_cart(me, "basket", locale=t.locale)
    line = next((line for line in (*cart.all_lines, *cart.gone) if line.id == line_id), None)
    if line is None:
        raise NotFound()
    return line_screen(line, shop, t, typing=typing)


async def coupon_of(me: Actor, back: str, t: Translator, *, code: str = "", error: str = "") -> Screen:
    """S-22 of the cart that `back` speaks of."""
    cart = await read_cart(me, cart_name(kind_of(back)), locale=t.locale)
    return coupon_screen(cart, back, t, code=code, error=error)


async def extras_of(
    me: Actor,
    back: str,
    t: Translator,
    shop: ShopView,
    chat: ChatView,
    *,
    asks: str = "",
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Screen:
    """S-24 of the cart that `back` speaks of."""
    cart = await read_cart(me, cart_name(kind_of(back)), locale=t.locale)
    forms = CAPABILITIES[chat.channel].forms and not asks
    return extras_screen(cart, back, shop, t, forms=forms, asks=asks, values=values, errors=errors)
