"""A number typed on a product is a quantity; other words are searched for."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.catalog.queries import product, product_of_variant
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.text import western_digits
from domain.shop.views import ShopView
from handlers.filters import Awaits
from handlers.product.buttons import OpenProduct
from handlers.product.flow import shown_product
from handlers.product.screens import count_screen
from handlers.reply import Reply


class Count(BaseFilter):
    """A whole number from 1 to 99, also as "x3" or "3x"."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        words = western_digits(message.text or "").strip().lower().strip("x×х* ")
        return {"count": int(words)} if words.isdecimal() and 1 <= int(words) <= 99 else False


def register(router: Router) -> None:
    router.message.register(typed_count, Awaits("count"), Count())


async def typed_count(
    message: Message, argument: str, count: int, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    target, _, src = argument.partition(".")
    view = await _target(me, t, target)
    chosen = target if target.startswith("v") else ""
    press = OpenProduct(id=view.id, chosen=chosen, src=src)
    return count_screen(await shown_product(me, t, shop, chat, view, press), count, t)


async def _target(me: Actor, t: Translator, target: str) -> Any:
    """The product of a waiting field: "v88" names a variant, "p7" a product."""
    read = product_of_variant if target.startswith("v") else product
    return await read(me, int(target[1:] or 0), locale=t.locale)
