"""Saved products and alerts, asked and drawn."""

from __future__ import annotations

from domain.cart.actions import Item
from domain.catalog.queries import tiles
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.paging import Page
from domain.saved.queries import SAVED_PER_PAGE, alerts, saved, saved_ids
from domain.saved.views import SavedRow
from domain.shop.views import ShopView
from handlers.saved.screens import alerts_screen
from handlers.saved.screens import saved_screen as draw
from handlers.screen import Screen

NOTHING: Page[SavedRow] = Page((), 1, SAVED_PER_PAGE, 0)


async def saved_screen(me: Actor, t: Translator, page: int = 1) -> Screen:
    """S-14."""
    return draw(await saved(me, page, locale=t.locale) if me.kind == "customer" else NOTHING, t)


async def alert_screen(me: Actor, t: Translator, shop: ShopView) -> Screen:
    """S-15."""
    rows = await alerts(me, locale=t.locale) if me.kind == "customer" else ()
    return alerts_screen(rows, shop.settings.alert_keep_days, t)


async def wanted(me: Actor, t: Translator) -> tuple[tuple[Item, ...], int]:
    """What can go into the cart as it is, and how many products need a choice first."""
    known = [tile for tile in await tiles(me, await saved_ids(me), locale=t.locale) if tile.available]
    ready = tuple(Item(tile.default_variant_id, 1) for tile in known if not tile.has_options)
    return ready, len(known) - len(ready)
