"""Lists, categories and filters, asked and drawn."""

from __future__ import annotations

from dataclasses import replace

from domain.catalog.queries import categories, category_path, count, facets, listing, tiles
from domain.catalog.views import CategoryView, Facet, ListQuery
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.saved.queries import waits_for_words
from domain.search.rules import awaited
from domain.search.views import StoredListView
from domain.shop.views import ShopView
from handlers.browse import sources
from handlers.browse.buttons import ToggleFacet
from handlers.browse.filters import Filters, chosen_names, filter_screen, fits_at_once
from handlers.browse.screens import CategoryPage, Nearest, Shown, empty_filter_screen, empty_list_screen, page_picker
from handlers.browse.screens import category_screen as draw_category
from handlers.browse.screens import list_screen as draw_list
from handlers.browse.sources import Opened
from handlers.home.buttons import Home
from handlers.screen import Screen
from handlers.search.buttons import TellWhenFound
from handlers.search.screens import nothing_screen

DEEPEST = 12


async def list_screen(
    me: Actor,
    t: Translator,
    shop: ShopView,
    chat: ChatView,
    source: str,
    page: int = 1,
    sort: str = "pop",
    stored: StoredListView | None = None,
) -> Screen:
    """S-03 or S-06; S-07 for words that find nothing. Raises `NotFound` for a list or category that is gone.

    `stored` is the list of words if the caller has just made it.
    """
    opened = await sources.open_source(me, source, shop, page, sort, stored)
    if opened.found and not opened.found.total:
        near = await tiles(me, opened.found.near, locale=t.locale)
        return nothing_screen(opened.stored.query, near, t, await _alert(me, opened.stored))
    found = await listing(me, opened.query, locale=t.locale)
    shown = await _shown(me, t, opened, sort)
    if found.total:
        return draw_list(replace(shown, tiles=found), t)
    if opened.filters:
        return empty_filter_screen(shown, await _nearest(me, t, opened), t)
    return empty_list_screen(shown, t)


async def _alert(me: Actor, stored: StoredListView) -> TellWhenFound | None:
    """The press that waits for these words, or no longer; small words alone are not waited for."""
    if stored.category_id or not awaited(stored.query):
        return None
    return TellWhenFound(list_id=stored.id, on=0 if await waits_for_words(me, stored.id) else 1)


async def _shown(me: Actor, t: Translator, opened: Opened, sort: str) -> Shown:
    stored, found = opened.stored, opened.found
    words = (found.corrected or stored.query) if found else ""
    filters = chosen_names(await facets(me, opened.query, locale=t.locale), t) if opened.filters else ()
    return Shown(
        source=opened.source,
        sort=sort,
        name=await sources.name_of(me, stored, t),
        back=await sources.back_of(me, stored, t),
        words=words,
        typed=stored.query,
        list_id=stored.id,
        within=bool(stored.query and stored.category_id),
        filters=filters,
        category_id=stored.category_id,
    )


async def _nearest(me: Actor, t: Translator, opened: Opened) -> Nearest | None:
    """The facet whose removal brings back most."""
    found: list[tuple[int, str]] = []
    for facet in opened.filters:
        rest = {key: values for key, values in opened.filters.items() if key != facet}
        found.append((await count(me, replace(opened.query, filters=rest)), facet))
    most, facet = max(found)
    if not most:
        return None
    rest = {key: values for key, values in opened.filters.items() if key != facet}
    known = await facets(me, opened.query, locale=t.locale)
    return Nearest(_label(known, facet, t), most, await sources.with_filters(me, opened.stored, rest))


def _label(known: tuple[Facet, ...], key: str, t: Translator) -> str:
    named = chosen_names((facet for facet in known if facet.key == key), t)
    return t.listed(named) or t("S-03", "the filter")


async def picker_screen(me: Actor, t: Translator, shop: ShopView, source: str, sort: str) -> Screen:
    opened = await sources.open_source(me, source, shop, sort=sort)
    pages = -(-await count(me, opened.query) // opened.query.size)
    return page_picker(source, sort, max(pages, 1), t)


async def category_screen(
    me: Actor, t: Translator, shop: ShopView, chat: ChatView, category_id: int, page: int = 1
) -> Screen:
    """S-02, or the list of a category without children. An only child is opened at once."""
    children = await categories(me, category_id, locale=t.locale)
    for _ in range(DEEPEST):
        if len(children) != 1 or not await _is_whole(me, category_id, children[0], t):
            break
        category_id = children[0].id
        children = await categories(me, category_id, locale=t.locale)
    if not children:
        return await list_screen(me, t, shop, chat, f"c{category_id}" if category_id else "all")
    return draw_category(await _category_page(me, t, category_id, children, page), t)


async def _is_whole(me: Actor, category_id: int, child: CategoryView, t: Translator) -> bool:
    """Whether everything of a category is in its only child."""
    if not category_id:
        return True
    path = await category_path(me, category_id, locale=t.locale)
    return path[-1].count == child.count


async def _category_page(
    me: Actor, t: Translator, category_id: int, children: tuple[CategoryView, ...], page: int
) -> CategoryPage:
    if not category_id:
        return CategoryPage(0, children, Home(), count=await count(me, ListQuery()), page=page)
    path = await category_path(me, category_id, locale=t.locale)
    own = path[-1]
    return CategoryPage(
        id=category_id,
        children=children,
        back=await sources.above(me, category_id, t),
        path=tuple(node.name for node in path),
        description=own.description,
        image=own.image,
        count=own.count,
        page=page,
    )


async def facet_screen(
    me: Actor, t: Translator, shop: ShopView, chat: ChatView, source: str, facet: str = ""
) -> Screen:
    """S-04."""
    opened = await sources.open_source(me, source, shop)
    known = await facets(me, opened.query, locale=t.locale)
    name = f"“{opened.stored.query}”" if opened.stored.query else await sources.name_of(me, opened.stored, t)
    whole = fits_at_once(known, sources.at_once(me))
    return filter_screen(Filters(source, name, known, await count(me, opened.query), facet, whole), t)


async def toggled(me: Actor, t: Translator, shop: ShopView, chat: ChatView, press: ToggleFacet) -> Screen:
    """S-04 with a value chosen, or no longer: the list without it is in the button, so twice is once."""
    opened = await sources.open_source(me, press.source, shop)
    chosen = opened.filters.get(press.facet, ())
    others = tuple(value for value in chosen if value != press.value)
    values = others if press.value in chosen else (*others, press.value)
    source = await sources.with_filters(me, opened.stored, {**opened.filters, press.facet: values})
    return await facet_screen(me, t, shop, chat, source, press.facet)


async def priced(me: Actor, t: Translator, shop: ShopView, chat: ChatView, source: str, key: str) -> Screen:
    """The list within a price that was typed."""
    opened = await sources.open_source(me, source, shop)
    wanted = await sources.with_filters(me, opened.stored, {**opened.filters, "price": (key,)})
    return await list_screen(me, t, shop, chat, wanted)


async def cleared(me: Actor, t: Translator, shop: ShopView, chat: ChatView, source: str) -> Screen:
    opened = await sources.open_source(me, source, shop)
    return await list_screen(me, t, shop, chat, await sources.with_filters(me, opened.stored, {}))
