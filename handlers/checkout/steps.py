"""What can be typed or sent as a form on the way to an order."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from domain.cart.actions import quote
from domain.cart.actions.form import Filled, fill_in, keep_address
from domain.cart.queries import cart as read_cart
from domain.chats.views import ChatView
from domain.customers.actions import save_address, set_phone
from domain.customers.phones import PhoneRefused, normalise
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.checkout.asking import address_page, form_page, phone_page
from handlers.checkout.buying import Buying, reach
from handlers.checkout.fields import address_problems, filled, wrong_postcode
from handlers.checkout.flow import next_screen
from handlers.checkout.reach import Reach
from handlers.checkout.reading import Understood, flat, joined, understand
from handlers.checkout.screens import ask_part, check_address
from handlers.reply import Reply

FEWEST_DIGITS = 5


async def typed_address(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """An address in one message. Where a form is shown, words that are none are searched for."""
    buying = Buying(me, argument or "b", t, shop, chat)
    understood = understand(flat(typed), await reach(me, shop))
    if not understood.is_address and buying.forms:
        raise SkipHandler
    return await _understood(buying, understood)


async def typed_part(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """The answer to the one part that was missing."""
    kind, _, so_far = argument.partition(".")
    understood = understand(joined(so_far, typed), await reach(me, shop))
    return await _understood(Buying(me, kind or "b", t, shop, chat), understood)


async def _understood(buying: Buying, understood: Understood) -> Reply:
    me, t = buying.me, buying.t
    if understood.place is None:
        return await _once_more(buying, understood)
    if understood.sure:
        await keep_address(me, buying.cart, understood.place)
        return await next_screen(me, buying.kind, t, buying.shop, buying.chat)
    kept = await save_address(me, understood.place, verified=False)
    cart = await read_cart(me, buying.cart, locale=t.locale)
    return check_address(kept, buying.kind, cart.revision, t)


async def _once_more(buying: Buying, understood: Understood) -> Reply:
    t = buying.t
    if understood.ask and understood.known:
        said = wrong_postcode(understood.known.country, t) if understood.ask == "postcode" else ""
        return ask_part(understood.ask, buying.kind, understood.so_far, t, said)
    if understood.short_link:
        said = t("S-30", "That link hides its place. Send the address in words, or the coordinates.")
    else:
        said = t("S-30", "We see no address there. Send street, house number and city.")
    return await address_page(buying, new=True, said=said)


async def typed_phone(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """A number. Where a form is shown, words without one are searched for."""
    buying = Buying(me, argument or "b", t, shop, chat)
    if buying.forms and sum(c.isdigit() for c in typed) < FEWEST_DIGITS:
        raise SkipHandler
    return await _phone(buying, typed)


async def sent_phone(
    message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await _phone(Buying(me, form.get("kind") or "b", t, shop, chat), form.get("phone", ""))


async def _phone(buying: Buying, typed: str) -> Reply:
    try:
        await set_phone(buying.me, typed)
    except PhoneRefused as refusal:
        return await phone_page(buying, error=buying.t.refusal(refusal), typed=typed)
    return await next_screen(buying.me, buying.kind, buying.t, buying.shop, buying.chat)


async def sent_checkout(
    message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """The one page: either all of it is right and kept, or it is shown again with every word that was typed."""
    buying = Buying(me, form.get("kind") or "b", t, shop, chat)
    area = await reach(me, shop)
    phone, errors = _phone_of(form, area, t)
    if "line" in form:
        errors |= address_problems(area, form, t)
    if errors:
        shown = await quote(me, buying.cart, locale=t.locale)
        return await form_page(buying, shown, values=form, errors=errors, address="line" in form)
    made = await fill_in(me, buying.cart, _filled(form, phone, area))
    return await next_screen(me, buying.kind, t, shop, chat, made)


def _phone_of(form: Mapping[str, str], area: Reach, t: Translator) -> tuple[str, dict[str, str]]:
    """The number in E.164, or what is wrong with it; a form that does not ask for one has nothing wrong."""
    if "phone" not in form:
        return "", {}
    try:
        return normalise(form["phone"], area.home), {}
    except PhoneRefused as refusal:
        return "", {"phone": t.refusal(refusal)}


def _filled(form: Mapping[str, str], phone: str, area: Reach) -> Filled:
    return Filled(
        name=form.get("name", ""),
        phone=phone,
        address=filled(form, area) if "line" in form else {},
        address_id=_number(form.get("address", "")),
        method_id=_number(form.get("method", "")),
        payment=form.get("payment", ""),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
