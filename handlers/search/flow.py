"""Words become results, wherever they were typed."""

from __future__ import annotations

from domain.catalog.queries import home_shelf, tiles
from domain.chats.views import ChatView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.text import folded
from domain.search.actions import QUERY_KEPT, remember_search
from domain.search.queries import Found, popular_words, search
from domain.search.views import StoredListView
from domain.shop.views import ShopView
from handlers.browse.flow import list_screen
from handlers.browse.places import place
from handlers.product.buttons import OpenProduct
from handlers.product.flow import product_screen
from handlers.screen import Screen
from handlers.search.screens import search_screen


async def start_screen(me: Actor, t: Translator) -> Screen:
    """S-05."""
    shelf = await home_shelf(me, 6, locale=t.locale)
    typing = me.channel == "telegram"
    return search_screen((tile.name for tile in shelf), await popular_words(me), t, as_you_type=typing)


async def results(
    me: Actor, t: Translator, shop: ShopView, chat: ChatView, words: str, *, category_id: int = 0, exact: bool = False
) -> Screen:
    """S-06, S-07, or the product itself when its number or whole name was typed.

    Inside a category that has nothing, the whole shop is searched.
    """
    found = await search(me, words, category_id=category_id, exact=exact)
    if category_id and not found.total:
        return await results(me, t, shop, chat, words, exact=exact)
    list_id = await remember_search(me, words, category_id=category_id, exact=exact, found=found.total)
    note(me, "search", list_id, taps=chat.taps, found=found.total)
    if await _is_the_one(me, t, words, found):
        press = OpenProduct(id=found.product_ids[0], src=place(f"s{list_id}", 1, "pop"))
        return await product_screen(me, t, shop, chat, press)
    kept = " ".join(words.split())[:QUERY_KEPT]
    stored = StoredListView(list_id, kept, category_id, "exact" if exact else "")
    return await list_screen(me, t, shop, chat, f"s{list_id}", stored=stored)


async def _is_the_one(me: Actor, t: Translator, words: str, found: Found) -> bool:
    if found.total != 1 or found.corrected:
        return False
    if found.exact:
        return True
    named = await tiles(me, found.product_ids, locale=t.locale)
    return bool(named) and folded(named[0].name) == folded(words)
