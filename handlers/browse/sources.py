"""A source from a button ("c9", "s12", "sale") becomes a list that can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aiogram.filters.callback_data import CallbackData

from domain.catalog.collections import collection, list_of
from domain.catalog.queries import categories, category_path
from domain.catalog.views import ListQuery, Sort, Source
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.search.actions import store_list
from domain.search.queries import Found, search, stored_list
from domain.search.views import StoredListView
from domain.shop.views import ShopView
from handlers.browse.buttons import OpenCategory
from handlers.browse.places import number
from handlers.channel import CAPABILITIES
from handlers.home.buttons import Home
from handlers.search.buttons import Search

ROWS = 6
CHIPS_PER_ROW = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A source with its words searched: `found` is what they gave, None for lists without words."""

    source: str
    stored: StoredListView
    query: ListQuery
    found: Found | None = None

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        return self.stored.filters


async def open_source(
    me: Actor, source: str, shop: ShopView, page: int = 1, sort: str = "pop", stored: StoredListView | None = None
) -> Opened:
    """`stored` is the list if the caller has just made it. Raises `NotFound` for a list that has been swept."""
    stored = stored or await _stored(me, source)
    plain = ListQuery(
        category_id=stored.category_id, filters=stored.filters, page=max(page, 1), size=page_size(me, shop)
    )
    if stored.query:
        exact = stored.kind == "exact"
        found = await search(me, stored.query, category_id=stored.category_id, exact=exact)
        best = replace(plain, source="ids", product_ids=found.product_ids, sort=_sort(sort, "rank"))
        return Opened(source, stored, best, found)
    if collection_id := number(stored.kind, "g"):
        view = await collection(me, collection_id, locale=me.locale)
        whole = await list_of(me, view)
        kept = replace(whole, filters=plain.filters, page=plain.page, size=plain.size)
        return Opened(source, stored, replace(kept, sort=_sort(sort, whole.sort)))
    usual: Sort = "new" if stored.kind == "new" else "pop"
    return Opened(source, stored, replace(plain, source=_kind(stored), sort=_sort(sort, usual)))


def page_size(me: Actor, shop: ShopView) -> int:
    """The merchant's figure is for six rows under a picture; where a page scrolls, it is as many times more."""
    can = CAPABILITIES.get(me.channel)
    return shop.settings.page_size * max(1, can.choices_per_page // ROWS) if can else shop.settings.page_size


def at_once(me: Actor) -> int:
    """How many values to filter by fit on one screen."""
    can = CAPABILITIES.get(me.channel)
    return CHIPS_PER_ROW * (can.choices_per_page if can else ROWS)


async def _stored(me: Actor, source: str) -> StoredListView:
    if list_id := number(source, "s"):
        return await stored_list(me, list_id)
    kind = source if source in ("sale", "new") or number(source, "g") else ""
    return StoredListView(0, category_id=number(source, "c"), kind=kind)


_KINDS: dict[str, Source] = {"sale": "sale", "new": "new"}
_SORTS: dict[str, Sort] = {"up": "up", "down": "down", "new": "new"}


def _kind(stored: StoredListView) -> Source:
    return _KINDS.get(stored.kind) or ("category" if stored.category_id else "all")


def _sort(sort: str, usual: Sort) -> Sort:
    return _SORTS.get(sort, usual)


async def with_filters(me: Actor, stored: StoredListView, filters: Mapping[str, tuple[str, ...]]) -> str:
    """The source of the same list with other filters; without any it is the plain one again."""
    kept = {facet: values for facet, values in filters.items() if values}
    if not kept and not stored.query:
        return stored.kind or (f"c{stored.category_id}" if stored.category_id else "all")
    list_id = await store_list(me, query=stored.query, category_id=stored.category_id, kind=stored.kind, filters=kept)
    return f"s{list_id}"


async def name_of(me: Actor, stored: StoredListView, t: Translator) -> str:
    if stored.category_id:
        return (await category_path(me, stored.category_id, locale=t.locale))[-1].name
    if collection_id := number(stored.kind, "g"):
        return (await collection(me, collection_id, locale=t.locale)).name
    names = {"sale": t("S-03", "Sale"), "new": t("S-03", "New")}
    return names.get(stored.kind, t("S-03", "All products"))


async def back_of(me: Actor, stored: StoredListView, t: Translator) -> CallbackData:
    """Up from a list: results to Search, a category to where it was picked, others Home."""
    if stored.query:
        return Search()
    if stored.category_id and await categories(me, stored.category_id, locale=t.locale):
        return OpenCategory(id=stored.category_id)
    return await above(me, stored.category_id, t) if stored.category_id else Home()


async def above(me: Actor, category_id: int, t: Translator) -> CallbackData:
    """The nearest category above that offers a choice: one with a single child would only lead back here."""
    for parent in reversed((await category_path(me, category_id, locale=t.locale))[:-1]):
        if len(await categories(me, parent.id, locale=t.locale)) > 1:
            return OpenCategory(id=parent.id)
    return Home()
