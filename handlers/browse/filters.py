"""S-04: a list's facets as toggles. All on one screen while they are few, else facet by facet."""

from __future__ import annotations

from collections.abc import Iterable

from domain.catalog.views import Facet, FacetValue
from domain.kit.i18n import Translator
from handlers.browse.buttons import ClearFilters, OpenFilter, OpenList, ToggleFacet
from handlers.screen import Action, Choice, Nav, Screen

AT_ONCE = 20
OWN_WORDS = frozenset({"price", "stock", "brand"})


def filter_screen(source: str, name: str, facets: tuple[Facet, ...], count: int, facet: str, t: Translator) -> Screen:
    """`facet` opens the values of one; "" the overview."""
    picked = next((f for f in facets if f.key == facet), None)
    whole = not is_long(facets)
    shown = facets if whole else ((picked,) if picked else ())
    choices = tuple(_chips(source, shown, t)) if shown else tuple(_rows(source, facets, t))
    any_price = any(f.key == "price" for f in shown)
    return Screen(
        id="S-04",
        title=t.plural("S-04", "Filter {cat} · {n} matches", "Filter {cat} · {n} match", count, cat=name),
        body=_hint(facets, any_price, t),
        choices=choices,
        actions=tuple(_actions(source, facets, count, t)),
        awaits=f"price.{source}" if any_price else "",
        nav=Nav(back=OpenFilter(source=source) if picked and not whole else OpenList(source=source)),
    )


def is_long(facets: Iterable[Facet]) -> bool:
    """Whether the values are too many for one screen."""
    return sum(len(f.values) for f in facets) > AT_ONCE


def facet_name(facet: Facet, t: Translator) -> str:
    """Price, availability and brand are our words; the others are the merchant's."""
    return t.sentence(facet.label) if facet.key in OWN_WORDS else facet.label


def value_name(facet: Facet, value: FacetValue, t: Translator) -> str:
    return t.sentence(value.label) if facet.key == "stock" else value.label


def chosen_names(facets: Iterable[Facet], t: Translator) -> tuple[str, ...]:
    """What a list is filtered by, as people say it: "Size M", "$10 – $30"."""
    return tuple(
        value_name(f, v, t) if f.key in OWN_WORDS else f"{f.label} {v.label}"
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
        chosen = ", ".join(value_name(facet, v, t) for v in facet.values if v.chosen)
        press = OpenFilter(source=source, facet=facet.key)
        yield Choice(press, facet_name(facet, t), description=chosen, state="chosen" if chosen else "")


def _actions(source: str, facets: Iterable[Facet], count: int, t: Translator) -> Iterable[Action]:
    show = t.plural("S-04", "Show {n}", "Show {n}", count) if count else t("S-04", "Show the list")
    yield Action(show, press=OpenList(source=source), role="primary", prio=0, row=0)
    if any(v.chosen for f in facets for v in f.values):
        yield Action(t("S-04", "Clear"), press=ClearFilters(source=source), row=1)
