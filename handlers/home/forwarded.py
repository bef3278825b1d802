"""A card of ours that comes back: forwarded by its reader, it opens what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aiogram.filters import BaseFilter
from aiogram.types import Message, MessageOriginUser

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.errors import OrderGone
from domain.orders.queries import order_by_number
from domain.shop.views import ShopView
from handlers.home.opening import open_link
from handlers.orders.flow import card_for
from handlers.reply import Reply
from handlers.search.flow import results

_ORDER = re.compile(r"(?:#|№ ?)(\d{3,9})\b")
_START = "?start="


class ForwardedCard(BaseFilter):
    """`headline` is the first line of the card, `link` the payload of a button that led into the shop."""

    async def __call__(self, message: Message, shop: ShopView) -> bool | dict[str, Any]:
        origin = message.forward_origin
        author = origin.sender_user if isinstance(origin, MessageOriginUser) else None
        if author is None or not shop.telegram or author.username != shop.telegram:
            return False
        headline = (message.text or message.caption or "").strip().partition("\n")[0]
        link = next(_links(message, shop.telegram), "")
        return {"headline": headline, "link": link} if headline or link else False


def _links(message: Message, bot: str) -> Iterator[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    for button in (button for row in rows for button in row):
        if button.url and f"/{bot}{_START}" in button.url:
            yield button.url.partition(_START)[2]


async def open_forwarded(
    message: Message, headline: str, link: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """By its link, else by its order's number, else by the name of its product."""
    if link:
        return await open_link(me, t, shop, chat, link)
    if number := _ORDER.search(headline):
        try:
            return await card_for(me, await order_by_number(me, int(number[1])), t, shop, chat)
        except OrderGone:
            pass  # somebody else's: then it is only words
    return await results(me, t, shop, chat, headline)
