"""A price typed on the filter screen: "10-30", "under 30", "from 10"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.catalog.rules import price_key
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.money import exponent
from domain.kit.text import western_digits
from domain.shop.views import ShopView
from handlers.browse.flow import priced
from handlers.filters import Awaits
from handlers.reply import Reply

_NUMBER = r"(\d{1,9}(?:[.,]\d{1,3})?)"
_RANGE = re.compile(rf"\D{{0,3}}{_NUMBER}\s*\D{{0,3}}\s*(?:-|–|—|\.\.|to|до|至|到)\s*\D{{0,3}}{_NUMBER}\D{{0,4}}")
_MOST = re.compile(
    rf"(?:<|<=|-|under|below|up to|max|до|не дороже|少于|低于)?\s*\D{{0,3}}{_NUMBER}\D{{0,4}}", re.IGNORECASE
)
_LEAST = re.compile(
    rf"(?:(?:>|>=|over|above|from|min|от|дороже|高于)\s*\D{{0,3}}{_NUMBER}|\D{{0,3}}{_NUMBER}\s*(?:\+|-|–))\D{{0,4}}",
    re.IGNORECASE,
)


def read_price(text: str, currency: str) -> str | None:
    """The key of the range that was typed, None when it is no price."""
    words = western_digits(text).strip()
    if found := _RANGE.fullmatch(words):
        low, high = sorted((_minor(found[1], currency), _minor(found[2], currency)))
        return price_key(low, high)
    if found := _LEAST.fullmatch(words):
        return price_key(_minor(found[1] or found[2], currency), None)
    if found := _MOST.fullmatch(words):
        return price_key(0, _minor(found[1], currency))
    return None


def _minor(number: str, currency: str) -> int:
    try:
        return int(Decimal(number.replace(",", ".")).scaleb(exponent(currency)))
    except InvalidOperation:  # pragma: no cover - the pattern only lets numbers through
        return 0


class Price(BaseFilter):
    """Text that is a price or a range of prices; other words are searched for."""

    async def __call__(self, message: Message, shop: ShopView) -> bool | dict[str, Any]:
        key = read_price(message.text or "", shop.currency)
        return {"key": key} if key else False


def register(router: Router) -> None:
    router.message.register(typed_price, Awaits("price"), Price())


async def typed_price(
    message: Message, argument: str, key: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await priced(me, t, shop, chat, argument, key)
