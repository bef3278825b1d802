"""S-02 categories, S-03 lists and S-06 results; and how a product looks in any list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from domain.catalog.views import CategoryView, Tile
from domain.kit.i18n import Translator
from domain.kit.paging import Page, clamp
from handlers.browse.buttons import ClearFilters, OpenCategory, OpenFilter, OpenList, PickPage
from handlers.browse.places import next_sort, place
from handlers.home.buttons import Home
from handlers.product.buttons import OpenProduct
from handlers.product.text import cut
from handlers.screen import Action, Choice, Nav, Photo, Screen, Sheet
from handlers.search.buttons import SearchAll

CHILDREN_PER_PAGE = 12
PICKER_FROM_PAGES = 4
PICKER_PAGES = 40
WORDS, TITLE, FILTERS = 30, 60, 200


_NONE: Page[Tile] = Page((), 1, 6, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it is about to be drawn. `words` are the ones searched with, `typed` what stood before a correction.

    `list_id` is the stored list of a search; `within` says that the search stayed inside a category.
    """

    source: str
    sort: str
    name: str
    back: CallbackData
    tiles: Page[Tile] = _NONE
    words: str = ""
    typed: str = ""
    list_id: int = 0
    within: bool = False
    filters: tuple[str, ...] = ()
    category_id: int = 0

    @property
    def corrected(self) -> bool:
        return bool(self.typed) and self.typed != self.words


@dataclass(frozen=True, slots=True)
class Nearest:
    """The way out of filters that match nothing: without `label` there are `count`, and `source` lists them."""

    label: str
    count: int
    source: str


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """`id` 0 is the whole shop. `path` names the way from the root, this category last."""

    id: int
    children: tuple[CategoryView, ...]
    back: CallbackData
    path: tuple[str, ...] = ()
    description: str = ""
    image: str = ""
    count: int = 0
    page: int = 1


def price_of(tile: Tile, t: Translator) -> str:
    if not tile.sold_here:
        return t("S-03", "not sold here")
    if tile.price == tile.price_to:
        return t.money(tile.price)
    return t("S-03", "from {price}", price=tile.price)


def marks(tile: Tile, t: Translator) -> str:
    """−20% on sale, ♥ saved, •2 two in the cart; sold out is the choice's own state."""
    found = (
        f"−{tile.discount_percent}%" if tile.discount_percent else "",
        "♥" if tile.saved else "",
        f"•{t.number(tile.in_cart)}" if tile.in_cart else "",
    )
    return " ".join(mark for mark in found if mark)


def product_choice(tile: Tile, t: Translator, src: str) -> Choice:
    """A product as a thing to pick; `src` is the place its Back returns to."""
    return Choice(
        OpenProduct(id=tile.id, src=src),
        tile.name,
        price=price_of(tile, t),
        old_price=t.money(tile.old_price) if tile.old_price else "",
        badge=marks(tile, t),
        image=Photo(tile.image, tile.name) if tile.image else None,
        state="" if tile.available else "sold_out",
    )


def product_choices(tiles: Iterable[Tile], t: Translator, src: str) -> tuple[Choice, ...]:
    return tuple(product_choice(tile, t, src) for tile in tiles)


def sheet(choices: Sequence[Choice]) -> Sheet | None:
    return Sheet(tuple(choice.image for choice in choices)) if any(choice.image for choice in choices) else None


def category_choices(children: Iterable[CategoryView], t: Translator) -> tuple[Choice, ...]:
    return tuple(
        Choice(OpenCategory(id=child.id), f"{child.name} · {t.number(child.count)}", short=child.name, columns=2)
        for child in children
    )


def category_screen(shown: CategoryPage, t: Translator) -> Screen:
    """S-02."""
    page = clamp(shown.page, CHILDREN_PER_PAGE, len(shown.children))
    start = (page - 1) * CHILDREN_PER_PAGE
    source = f"c{shown.id}" if shown.id else "all"
    return Screen(
        id="S-02",
        title=" › ".join(shown.path[-3:]) or t("S-02", "All categories"),
        body=cut(shown.description, FILTERS),
        media=Photo(shown.image, shown.path[-1]) if shown.image and shown.path else None,
        choices=category_choices(shown.children[start : start + CHILDREN_PER_PAGE], t),
        actions=(*_child_pages(shown, page, t), _show_all(source, shown.count, t)),
        awaits=f"within.{shown.id}" if shown.id else "",
        nav=Nav(back=shown.back),
    )


def _show_all(source: str, count: int, t: Translator) -> Action:
    label = t.plural("S-02", "Show all {n}", "Show all {n}", count)
    return Action(label, press=OpenList(source=source), role="primary", prio=0, row=4)


def _child_pages(shown: CategoryPage, page: int, t: Translator) -> tuple[Action, ...]:
    pages = -(-len(shown.children) // CHILDREN_PER_PAGE)
    around = ((page - 1, t("S-03", "‹ Prev")), (page + 1, t("S-03", "Next ›")))
    return tuple(
        Action(label, press=OpenCategory(id=shown.id, page=to), row=3) for to, label in around if 1 <= to <= pages
    )


def list_screen(shown: Shown, t: Translator) -> Screen:
    """S-03, or S-06 when the list comes from words. An empty list is another screen."""
    src = place(shown.source, shown.tiles.number, shown.sort)
    choices = product_choices(shown.tiles.items, t, src)
    return Screen(
        id="S-06" if shown.words else "S-03",
        title=_header(shown, t),
        body="\n".join(_notes(shown, t)),
        media=sheet(choices),
        choices=choices,
        actions=(*_paging(shown, t), *_narrowing(shown, t), *_other_searches(shown, t)),
        awaits=f"within.{shown.category_id}" if shown.category_id else "",
        nav=Nav(back=shown.back),
    )


def _header(shown: Shown, t: Translator) -> str:
    n, page = shown.tiles.total, shown.tiles
    if shown.words:
        return t("S-06", "“{q}” · {n} found", q=cut(shown.words, TITLE), n=t.number(n))
    if page.pages == 1:
        return t.plural("S-03", "{cat} · {n} item", "{cat} · {n} items", n, cat=shown.name)
    return t.plural(
        "S-03",
        "{cat} · {n} item · page {p} of {pp}",
        "{cat} · {n} items · page {p} of {pp}",
        n,
        cat=shown.name,
        p=t.number(page.number),
        pp=t.number(page.pages),
    )


def _notes(shown: Shown, t: Translator) -> Iterable[str]:
    if shown.corrected:
        yield t("S-06", "Showing “{q}”.", q=cut(shown.words, TITLE))
    if shown.within:
        yield t("S-06", "In {cat}.", cat=shown.name)
    if shown.words and shown.tiles.pages > 1:
        yield t("S-06", "Page {p} of {pp}.", p=t.number(shown.tiles.number), pp=t.number(shown.tiles.pages))
    if shown.filters:
        yield t("S-03", "Filters: {filters}", filters=cut(t.listed(shown.filters), FILTERS))


def _paging(shown: Shown, t: Translator) -> tuple[Action, ...]:
    page = shown.tiles
    found = []
    if page.has_previous:
        found.append(Action(t("S-03", "‹ Prev"), press=_at(shown, page.number - 1), row=3))
    if page.pages >= PICKER_FROM_PAGES:
        label = f"{t.number(page.number)}/{t.number(page.pages)}"
        found.append(Action(label, press=PickPage(source=shown.source, sort=shown.sort), row=3))
    if page.has_next:
        found.append(Action(t("S-03", "Next ›"), press=_at(shown, page.number + 1), row=3))
    return tuple(found)


def _at(shown: Shown, page: int) -> OpenList:
    return OpenList(source=shown.source, page=page, sort=shown.sort)


def _narrowing(shown: Shown, t: Translator) -> tuple[Action, ...]:
    if shown.tiles.total < 2 and not shown.filters:
        return ()
    label = t("S-03", "⚙ Filter")
    if shown.filters:
        label = t("S-03", "⚙ Filter · {n}", n=t.number(len(shown.filters)))
    turn = OpenList(source=shown.source, sort=next_sort(shown.sort))
    return (
        Action(sort_name(shown.sort, t, ranked=bool(shown.words)), press=turn, row=4),
        Action(label, press=OpenFilter(source=shown.source), row=4),
    )


def sort_name(sort: str, t: Translator, *, ranked: bool = False) -> str:
    names = {
        "pop": t("S-06", "⇅ Best match") if ranked else t("S-03", "⇅ Popular"),
        "up": t("S-03", "⇅ Price ↑"),
        "down": t("S-03", "⇅ Price ↓"),
        "new": t("S-03", "⇅ New"),
    }
    return names.get(sort, names["pop"])


def _other_searches(shown: Shown, t: Translator) -> tuple[Action, ...]:
    found = []
    if shown.corrected:
        label = t("S-06", "Search “{q}” instead", q=cut(shown.typed, WORDS))
        short = t("S-06", "Search as typed")
        found.append(Action(label, press=SearchAll(list_id=shown.list_id, exact=1), row=5, short=short))
    if shown.within:
        label = t("S-06", "Search the whole shop")
        found.append(Action(label, press=SearchAll(list_id=shown.list_id), row=6))
    return tuple(found)


def empty_filter_screen(shown: Shown, nearest: Nearest | None, t: Translator) -> Screen:
    """S-03 when the filters leave nothing, with the filter that costs most."""
    clear = Action(t("S-03", "Clear all"), press=ClearFilters(source=shown.source), row=5)
    if nearest is None:
        body = t("S-03", "Nothing matches these filters.")
        return Screen(id="S-03", title=shown.name, body=body, actions=(_primary(clear),), nav=Nav(back=shown.back))
    label = t("S-03", "Remove “{facet}”", facet=cut(nearest.label, WORDS))
    short = t("S-03", "Remove this filter")
    drop = Action(label, press=OpenList(source=nearest.source), role="primary", prio=0, row=0, short=short)
    body = _no_match(shown, nearest, t)
    return Screen(id="S-03", title=shown.name, body=body, actions=(drop, clear), nav=Nav(back=shown.back))


def _no_match(shown: Shown, nearest: Nearest, t: Translator) -> str:
    facet, n = cut(nearest.label, WORDS), t.number(nearest.count)
    if shown.category_id:
        return t("S-03", "No {cat} match. Nearest: without “{facet}” ({n}).", cat=shown.name, facet=facet, n=n)
    return t("S-03", "Nothing matches. Nearest: without “{facet}” ({n}).", facet=facet, n=n)


def _primary(action: Action) -> Action:
    return Action(action.label, press=action.press, role="primary", prio=0, row=0)


def empty_list_screen(shown: Shown, t: Translator) -> Screen:
    """S-03 of a collection that has run dry since the button was drawn."""
    home = Action(t("S-03", "Browse"), press=Home(), role="primary", prio=0, row=0)
    body = t("S-03", "Nothing here right now.")
    return Screen(id="S-03", title=shown.name, body=body, actions=(home,), nav=Nav(back=shown.back))


def page_picker(source: str, sort: str, pages: int, t: Translator) -> Screen:
    """Every page of a list; of a very long one, evenly spaced pages."""
    step = -(-pages // PICKER_PAGES)
    numbers = sorted({*range(1, pages + 1, step), pages})
    return Screen(
        id="S-03",
        title=t("S-03", "Which page?"),
        choices=tuple(
            Choice(OpenList(source=source, page=n, sort=sort), t.number(n), group=t("S-03", "Page"), columns=4)
            for n in numbers
        ),
        nav=Nav(back=OpenList(source=source, sort=sort)),
    )
