"""Whoever the shop has blocked may look around; writing is answered once with a sentence that says where they stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from domain.chats.queries import has_card
from domain.customers.errors import Blocked
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.reply import Reply, parts
from handlers.screen import Screen

KEY = "blocked"
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ToldBlocked(BaseMiddleware):
    """Inner middleware of messages: the first words they write are answered with the card, later ones as anybody's."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Reply:
        reply: Reply = await handler(event, data)
        if not data["chat"].blocked or not isinstance(event, Message):
            return reply
        if event.chat.type != "private" or not event.text or event.text.startswith("/"):
            return reply
        if await has_card(data["chat"].id, KEY):
            return reply
        return (blocked_card(data["shop"], data["t"]), *parts(reply))


def blocked_card(shop: ShopView, t: Translator) -> Screen:
    sentence = t.refusal(Blocked(contact=shop.email or shop.phone or shop.name))
    return Screen(id="S-70", kind="card", key=KEY, body=sentence, nav=None)
