"""What can be typed on the customer's own pages, or sent as a form."""

from __future__ import annotations

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from domain.customers.actions import rename_address, set_name
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.account import flow
from handlers.account.places import keep_place, told_place
from handlers.account.screens import address_screen
from handlers.checkout.buying import reach
from handlers.checkout.fields import address_problems, filled
from handlers.reply import Reply


async def typed_name(message: Message, typed: str, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await _name(typed, me, t, shop)


async def sent_name(message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await _name(form.get("name", ""), me, t, shop)


async def _name(name: str, me: Actor, t: Translator, shop: ShopView) -> Reply:
    await set_name(me, name)
    return (await flow.me_of(me, t, shop)).saying(toast=t("S-24", "Saved."))


async def typed_label(message: Message, typed: str, argument: str, me: Actor, t: Translator) -> Reply:
    return address_screen(await rename_address(me, _id(argument), typed), t)


async def sent_label(message: Message, form: dict[str, str], me: Actor, t: Translator) -> Reply:
    return address_screen(await rename_address(me, _id(form.get("id", "")), form.get("label", "")), t)


async def typed_place(message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView) -> Reply:
    """An address in one message; words that are none are searched for."""
    told = await told_place(typed, _id(argument), me, t, shop)
    if told is None:
        raise SkipHandler
    return told


async def sent_address(message: Message, form: dict[str, str], me: Actor, t: Translator, shop: ShopView) -> Reply:
    area = await reach(me, shop)
    errors = address_problems(area, form, t)
    if errors:
        return await flow.edit_of(me, t, shop, _id(form.get("id", "")), values=form, errors=errors)
    return await keep_place(filled(form, area), _id(form.get("id", "")), me, t)


def _id(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
