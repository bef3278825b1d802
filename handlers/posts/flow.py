"""Which product is meant, and what a post says at this moment."""

from __future__ import annotations

import re

from domain.catalog.queries import product, tiles
from domain.catalog.views import Tile
from domain.kit.actor import Actor
from domain.posts.queries import post, sent_card
from domain.posts.views import CardView, PostView
from domain.search.queries import search
from domain.shop.queries import shop_of
from handlers.home.links import read_link
from handlers.posts.screens import post_card, sold_out_card
from handlers.screen import Screen

MOST = 6
_NAMED = re.compile(r"(?:\S*[?&]start=p|#|/?p_)(?P<rest>[0-9A-Za-z-]+)")


async def meant(by: Actor, words: str, locale: str) -> tuple[Tile, ...]:
    """The product of a link or a number, else those that are found by the words."""
    named = _NAMED.fullmatch(words)
    link = read_link(f"p{named['rest']}") if named else None
    if link:
        found = await tiles(by, [i for i in (link.id, *(i for i, _ in link.pairs)) if i], locale=locale)
        if found:
            return found[:1]
    hits = await search(by, words)
    return await tiles(by, hits.product_ids[: 1 if hits.exact else MOST], locale=locale)


async def post_screen(by: Actor, post_id: int) -> tuple[PostView, Screen]:
    """A post and what it has to say now. Raises `NotFound`."""
    there = await post(by, post_id)
    return there, await new_post(by, there.product_id, there.locale)


async def new_post(by: Actor, product_id: int, locale: str) -> Screen:
    """The card of a product for a channel. Raises `NotFound`."""
    shop = await shop_of(by)
    reader = Actor(by.shop_id, "visitor", locale=locale, channel="telegram")
    found = await tiles(reader, [product_id], locale=locale)
    view = await product(by, product_id, locale=locale)
    return post_card(view, next(iter(found), None), shop, shop.speaking(locale))


async def ended_card(by: Actor, card_id: int) -> tuple[CardView, Screen]:
    """A card in somebody's chat and what it has to say now that there is no more of it. Raises `NotFound`."""
    there = await sent_card(by, card_id)
    shop = await shop_of(by)
    view = await product(by, there.product_id, locale=there.locale)
    return there, sold_out_card(view, shop, shop.speaking(there.locale))
