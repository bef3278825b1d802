"""What can be typed in the cart: a code, a quantity, "2 x3", a note; or sent as a form."""

from __future__ import annotations

import re

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from domain.cart.actions import apply_coupon, set_extra, set_quantity
from domain.cart.actions.form import set_extras
from domain.cart.queries import cart as read_cart
from domain.cart.views import CartView, LineView
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.text import western_digits
from domain.promotions.errors import CouponRefused
from domain.shop.views import ShopView
from handlers.cart import flow
from handlers.cart.extras import LONGEST
from handlers.checkout.flow import opened_from
from handlers.checkout.kinds import cart_name, kind_of
from handlers.reply import Reply

_LINE_AND_COUNT = re.compile(r"\s*(\d{1,2})\s*[x×х*=]\s*(\d{1,2})\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,3})\s*")


def thanks(cart: CartView, t: Translator) -> str:
    """What a code has taken off."""
    return t("S-22", "{code}: −{sum}", code=cart.coupon, sum=cart.discount)


async def typed_coupon(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await _use(typed, argument, me, t, shop, chat)


async def sent_coupon(
    message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await _use(form.get("code", ""), form.get("back", "k"), me, t, shop, chat)


async def _use(code: str, back: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """A code that does not work leaves the field as it was typed, with the one reason."""
    if not code.strip():
        return await flow.coupon_of(me, back, t, error=t("S-22", "Type the code first."))
    try:
        cart = await apply_coupon(me, cart_name(kind_of(back)), code, None)
    except CouponRefused as refusal:
        return await flow.coupon_of(me, back, t, code=code[:20], error=t.refusal(refusal))
    return (await opened_from(back, me, t, shop, chat)).saying(toast=thanks(cart, t))


async def typed_quantity(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    """A number for the line; other words are searched for."""
    number = _NUMBER.fullmatch(western_digits(typed))
    if not number:
        raise SkipHandler
    line = await _line(me, int(argument), t)
    if line is None:
        raise SkipHandler
    cart = await set_quantity(me, line.id, line.quantity, int(number[1]))
    return await flow.screen_of(me, cart, shop, t)


async def _line(me: Actor, line_id: int, t: Translator) -> LineView | None:
    cart = await read_cart(me, "basket", locale=t.locale)
    return next((line for line in cart.all_lines if line.id == line_id), None)


async def typed_line(message: Message, typed: str, me: Actor, t: Translator, shop: ShopView) -> Reply:
    """ "2 x3" sets the second line to three; other words are searched for."""
    found = _LINE_AND_COUNT.fullmatch(western_digits(typed))
    if not found:
        raise SkipHandler
    lines = (await read_cart(me, "basket", locale=t.locale)).all_lines
    place = int(found[1]) - 1
    if not 0 <= place < len(lines):
        raise SkipHandler
    cart = await set_quantity(me, lines[place].id, lines[place].quantity, int(found[2]))
    return await flow.screen_of(me, cart, shop, t)


async def typed_extra(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    name, _, back = argument.partition(".")
    await set_extra(me, cart_name(kind_of(back)), name, typed, None)
    return (await flow.extras_of(me, back, t, shop, chat)).saying(toast=t("S-24", "Saved."))


async def sent_extras(
    message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    back = form.get("back", "k")
    words = {name: form[name].strip() for name in LONGEST if name in form}
    errors = {
        name: t("S-24", "That is too long: {n} characters fit.", n=t.number(LONGEST[name]))
        for name, said in words.items()
        if len(said) > LONGEST[name]
    }
    if errors:
        return await flow.extras_of(me, back, t, shop, chat, values=words, errors=errors)
    await set_extras(me, cart_name(kind_of(back)), words)
    return (await opened_from(back, me, t, shop, chat)).saying(toast=t("S-24", "Saved."))
