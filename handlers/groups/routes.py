"""Groups: the shop answers who speaks to it, briefly, and nothing else that is said reaches another journey."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.catalog.queries import tiles
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.search.actions import store_list
from domain.search.queries import search
from domain.shop.views import ShopView
from handlers.groups.gate import Gate
from handlers.groups.reading import Said, said_to_us
from handlers.groups.screens import SHOWN, found_card, nothing_card, private_card, shop_card
from handlers.reply import Reply
from handlers.screen import Screen

FINDS = ("find", "search")
OPENS = ("shop", "start")
PRIVATE = ("cart", "orders", "saved", "help", "settings", "lang", "support", "paysupport", "privacy", "terms", "stop")


class InGroup(BaseFilter):
    """Every message that is not one person's talk with the shop."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type != "private"


def router() -> Router:
    router = Router(name="groups")
    gate = Gate()

    async def in_group(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
        said = said_to_us(message, shop.telegram)
        if said is None or said.command not in (*FINDS, *OPENS, *PRIVATE) or not gate.passes(message.chat.id):
            return None
        return await _answer(said, anybody(me), t, shop)

    router.message.register(in_group, InGroup())
    return router


def anybody(me: Actor) -> Actor:
    """Everybody in the group reads the answer, so it is made for nobody in particular."""
    return Actor(me.shop_id, "visitor", locale=me.locale, channel=me.channel, version=me.version)


async def _answer(said: Said, by: Actor, t: Translator, shop: ShopView) -> Screen:
    if said.command in PRIVATE:
        return private_card(said.command, shop, t)
    if said.command in OPENS or not said.words:
        return shop_card(shop, t)
    return await _find(said.words, by, t, shop)


async def _find(words: str, by: Actor, t: Translator, shop: ShopView) -> Screen:
    found = await search(by, words)
    best = sorted(await tiles(by, found.product_ids[:24], locale=t.locale), key=lambda tile: not tile.available)
    if not best:
        return nothing_card(words, shop, t)
    list_id = await store_list(by, query=words) if found.total > SHOWN else 0
    return found_card(words, tuple(best[:SHOWN]), found.total, list_id, shop, t)
