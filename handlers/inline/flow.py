"""What is found while somebody types, in any chat of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.cart.queries import product_delivery
from domain.catalog.queries import ListQuery, home_shelf, listing, tiles
from domain.catalog.views import Tile
from domain.customers.arrivals import invite_code
from domain.events.queries import last_subjects
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.text import folded
from domain.search.queries import search
from domain.shop.views import ShopView
from handlers.inline.screens import Finds, answer
from handlers.reply import InlineAnswer

PAGE = 20
VIEWED = 6
OWN_CHAT = "sender"
_ONE = re.compile(r"#([0-9a-z]{1,7})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, which page of it, and whether in the shop's own chat."""

    words: str
    page: int
    own_chat: bool


def asked(words: str, offset: str, chat_type: str | None) -> Asked:
    page = int(offset) if offset.isdecimal() and len(offset) < 5 else 1
    return Asked(" ".join(words.split()), max(page, 1), chat_type == OWN_CHAT)


async def answer_to(me: Actor, t: Translator, shop: ShopView, question: Asked) -> InlineAnswer:
    """A page of results. Links carry who sent them, so an answer is for one person alone where they are known."""
    found, more = await _found(me, t, question)
    code = await invite_code(me) if me.kind == "customer" and found and not question.own_chat else ""
    alone = not question.words or bool(code) or question.own_chat or len(shop.locales) > 1
    finds = Finds(
        tiles=found,
        next_page=question.page + 1 if more else 0,
        code=code,
        own_chat=question.own_chat,
        personal=alone,
        delivery=await product_delivery(me, shop, 0, found[0].price.minor) if found else None,
    )
    return answer(finds, shop, t)


async def _found(me: Actor, t: Translator, question: Asked) -> tuple[tuple[Tile, ...], bool]:
    """The products of this page, and whether there are more."""
    words = question.words.casefold()
    if not words:
        return await _at_hand(me, t), False
    if one := _ONE.fullmatch(words):
        return await tiles(me, [int(one[1], 36)], locale=t.locale), False
    query = await _query(me, t, words, question.page)
    if query is None:
        return (), False
    page = await listing(me, query, locale=t.locale)
    if page.number != question.page:  # beyond the end
        return (), False
    return page.items, page.number * PAGE < page.total


async def _query(me: Actor, t: Translator, words: str, page: int) -> ListQuery | None:
    if folded(words) in ("sale", folded(t("inline", "sale"))):
        return ListQuery(source="sale", page=page, size=PAGE)
    found = await search(me, words)
    ids = found.product_ids or found.near
    return ListQuery(source="ids", product_ids=ids, sort="rank", page=page, size=PAGE) if ids else None


async def _at_hand(me: Actor, t: Translator) -> tuple[Tile, ...]:
    """What was looked at last, then what sells best; what cannot be had stands last."""
    viewed = await tiles(me, await last_subjects(me, "view", VIEWED), locale=t.locale)
    seen = {tile.id for tile in viewed}
    best = [tile for tile in await home_shelf(me, PAGE, locale=t.locale) if tile.id not in seen]
    return tuple(sorted((*viewed, *best), key=lambda tile: not tile.available)[:PAGE])
