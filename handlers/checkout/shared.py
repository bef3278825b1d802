"""A place or a phone number that a messenger gives by one press, instead of typing it."""

from __future__ import annotations

from typing import Any

from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.chats.views import ChatView
from domain.customers.actions import set_phone
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.account import flow as account
from handlers.account.places import told_place
from handlers.checkout.pins import look_at
from handlers.checkout.steps import typed_address, typed_phone
from handlers.reply import Reply, Word

ASKED = {"address": "address", "part": "address", "place": "place"}


class SharesPlace(BaseFilter):
    """A pin on the map; what the chat waits for says what it is for."""

    async def __call__(self, message: Message, chat: ChatView) -> bool | dict[str, Any]:
        if message.location is None:
            return False
        field, _, argument = chat.field.partition(".")
        point = f"{message.location.latitude:.6f}, {message.location.longitude:.6f}"
        return {"point": point, "asked": ASKED.get(field, ""), "argument": argument.partition(".")[0]}


class SharesContact(BaseFilter):
    async def __call__(self, message: Message) -> bool:
        return message.contact is not None


async def shared_place(
    message: Message,
    point: str,
    asked: str,
    argument: str,
    me: Actor,
    t: Translator,
    shop: ShopView,
    chat: ChatView,
) -> Reply:
    """Where to deliver: for the cart that is being bought, or one more of the customer's addresses. Where nobody has
    asked, whether we deliver there.
    """
    if asked == "address":
        return await typed_address(message, point, argument or "b", me, t, shop, chat)
    if not asked and message.location:
        return await look_at(message.location.latitude, message.location.longitude, me, t, shop, chat)
    address_id = int(argument) if argument.isdecimal() and len(argument) < 16 else 0
    return await told_place(point, address_id, me, t, shop)


async def shared_contact(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """Only the customer's own number: somebody else's is nobody's word."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id:
        return Word(alert=t("S-32", "Share your own number, or type the one the courier may call."))
    number = contact.phone_number if contact.phone_number.startswith("+") else f"+{contact.phone_number}"
    field, _, argument = chat.field.partition(".")
    if field == "phone":
        return await typed_phone(message, number, argument, me, t, shop, chat)
    await set_phone(me, number)
    return (await account.me_of(me, t, shop)).saying(toast=t("S-24", "Saved."))
