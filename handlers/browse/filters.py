"""S-04: a list's facets as toggles. All on one screen while they are few, else facet by facet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.catalog.views import Facet, FacetValue
from domain.kit.i18n import Translator
from handlers.browse.buttons import ClearFilters, OpenFilter, OpenList, ToggleFacet
from handlers.screen import Action, Choice, Nav, Screen

OWN_WORDS = frozenset({"price", "stock", "brand"})


@dataclass(frozen=True, slots=True)
class Filters:
    """A list's facets. `open` is the one whose values are looked at, "" the overview; `whole`: all fit on a screen."""

    source: str
    name: str
    facets: tuple[Facet, ...]
    count: int
    open: str = ""
    whole: bool = True

    @property
    def shown(self) -> tuple[Facet, ...]:
        """The facets whose values are on the screen."""
        return self.facets if self.whole else tuple(f for f in self.facets if f.key == self.open)


def filter_screen(filters: Filters, t: Translator) -> Screen:
    source, shown = filters.source, filters.shown
    priced = any(f.key == "price" for f in shown)
    deeper = bool(shown) and not filters.whole
    return Screen(
        id="S-04",
        title=t.plural(
            "S-04", "Filter {cat} · {n} matches", "Filter {cat} · {n} match", filters.count, cat=filters.name
        ),
        body=_hint(filters.facets, priced, t),
        choices=tuple(_chips(source, shown, t)) if shown else tuple(_rows(source, filters.facets, t)),
        actions=tuple(_actions(source, filters.facets, filters.count, t)),
        awaits=f"price.{source}" if priced else "",
        nav=Nav(back=OpenFilter(source=source) if deeper else OpenList(source=source)),
    )


def fits_at_once(facets: Iterable[Facet], most: int) -> bool:
    """Whether the values of all facets together are few enough for one screen."""
    return sum(len(f.values) for f in facets) <= most


def facet_name(facet: Facet, t: Translator) -> str:
    """Price, availability and brand are our words; the others are the merchant's."""
    return t.sentence(facet.label) if facet.key in OWN_WORDS else facet.label


def value_name(facet: Facet, value: FacetValue, t: Translator) -> str:
    return t.sentence(value.label) if facet.key == "stock" else value.label


def chosen_names(facets: Iterable[Facet], t: Translator) -> tuple[str, ...]:
    """What a list is filtered by, as people say it: "Size M", "$10 – $30"."""
    return tuple(
        value_name(f, v, t) if f.key in OWN_WORDS else t("S-04", "{facet} {value}", facet=f.label, value=v.label)
        for f in facets
        for v in f.values
        if v.chosen
    )


def _hint(facets: tuple[Facet, ...], any_price: bool, t: Translator) -> str:
    if not facets:
        return t("S-04", "There is nothing to filter by here.")
    return t("S-04", "You can also type a price, like 10-30.") if any_price else ""


def _chips(source: str, facets: Iterable[Facet], t: Translator) -> Iterable[Choice]:
    for facet in facets:
        for value in facet.values:
            yield Choice(
                ToggleFacet(source=source, facet=facet.key, value=value.key),
                value_name(facet, value, t),
                badge=t.number(value.count),
                state="chosen" if value.chosen else "",
                group=facet_name(facet, t),
                columns=3,
            )


def _rows(source: str, facets: Iterable[Facet], t: Translator) -> Iterable[Choice]:
    for facet in facets:
        chosen = t.listed(value_name(facet, v, t) for v in facet.values if v.chosen)
        press = OpenFilter(source=source, facet=facet.key)
        yield Choice(press, facet_name(facet, t), description=chosen, state="chosen" if chosen else "")


def _actions(source: str, facets: Iterable[Facet], count: int, t: Translator) -> Iterable[Action]:
    show = t.plural("S-04", "Show {n}", "Show {n}", count) if count else t("S-04", "Show the list")
    yield Action(show, press=OpenList(source=source), role="primary", prio=0, row=0)
    if any(v.chosen for f in facets for v in f.values):
        yield Action(t("S-04", "Clear"), press=ClearFilters(source=source), row=1)
