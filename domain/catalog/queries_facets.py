"""What a list can be narrowed by, with the number of products behind every value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.catalog import conditions
from domain.catalog.conditions import BRAND, PRICE, STOCK
from domain.catalog.fragments import READY
from domain.catalog.lexicon import Axis, Lexicon, Word, lexicon, spellings
from domain.catalog.queries_list import list_size
from domain.catalog.rules import price_key, price_range, short_key, value_order
from domain.catalog.tree import ShopNow, shop_now
from domain.catalog.views import Facet, FacetValue, ListQuery
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import N_
from domain.kit.i18n import format_money
from domain.kit.money import Money
from domain.shop.queries import shop_at
from domain.shop.words import Words, words_at

LABELS = {PRICE: N_("Price"), STOCK: N_("Availability"), BRAND: N_("Brand")}
IN_STOCK = N_("In stock")
MOST_PRODUCTS = 5_000
FEW, MAX_VALUES, MAX_AXES, LONGEST_VALUE = 12, 24, 8, 40
Counts = Mapping[tuple[str, str], int]

_COUNT = """
WITH chosen AS (SELECT p.id, p.brand FROM {origin} WHERE {product}),
sold AS (
  SELECT v.id, v.product_id, v.price, {ready} AS ready FROM variant v JOIN chosen ON chosen.id = v.product_id
  WHERE v.active AND {variant})
SELECT 'o' AS kind, o.name, x.value, COUNT(DISTINCT sold.product_id) AS products FROM sold
JOIN variant_value w ON w.variant_id = sold.id JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id GROUP BY o.name, x.value
UNION ALL SELECT 'a', a.name, a.value, COUNT(*) FROM product_attribute a
WHERE a.product_id IN (SELECT product_id FROM sold) GROUP BY a.name, a.value
UNION ALL SELECT 'b', '', chosen.brand, COUNT(*) FROM chosen
WHERE chosen.id IN (SELECT product_id FROM sold) GROUP BY chosen.brand
UNION ALL SELECT 's', '', '1', COUNT(DISTINCT product_id) FROM sold WHERE ready
UNION ALL SELECT 'p', '', {bucket}, COUNT(DISTINCT product_id) FROM sold GROUP BY 3
"""


async def facets(by: Actor, query: ListQuery, *, locale: str) -> tuple[Facet, ...]:
    """Options first, then price, availability, brand and attributes. What would give nothing is left out.

    A list of more than 5,000 products has none: a category is the better filter there.
    Values of one facet are alternatives: their counts ignore what is chosen in their own facet. Labels of price,
    availability and brand are English msgids; everything else is the merchant's wording, as the reader calls it.
    """
    if await list_size(by, query) > MOST_PRODUCTS:
        return ()
    shop = await shop_now(by)
    words = await lexicon(by, query, shop)
    counts = await _counts(by, query, words)
    say = await words_at(by, shop.version, locale, shop.locale)
    found = [
        *_axes("o", words, query, counts, say),
        _prices(words, query, counts, _Amounts(shop.currency, locale, await _whole(by, shop))),
        _stock(query, counts),
        *_axes("b", words, query, counts, Words()),
        *_axes("a", words, query, counts, say),
    ]
    return tuple(facet for facet in found if _useful(facet))


def _useful(facet: Facet) -> bool:
    """A single value to choose narrows nothing, except "in stock"."""
    return len(facet.values) > 1 or any(v.chosen for v in facet.values) or (facet.key == STOCK and bool(facet.values))


async def _counts(by: Actor, query: ListQuery, words: Lexicon) -> dict[tuple[str, str], int]:
    """(facet, value) → products. One statement, and one more for every facet something is chosen in."""
    counts = await _count(by, query, words)
    for facet in query.filters:
        others = {key: chosen for key, chosen in query.filters.items() if key != facet}
        freed = await _count(by, replace(query, filters=others), words)
        counts = {key: n for key, n in counts.items() if key[0] != facet}
        counts |= {key: n for key, n in freed.items() if key[0] == facet}
    return counts


async def _count(by: Actor, query: ListQuery, words: Lexicon) -> dict[tuple[str, str], int]:
    made = conditions.source(by, query)
    conditions.narrow(made, query.filters, await spellings(by, query))
    statement = _COUNT.format(
        origin=made.origin,
        product=" AND ".join(made.product),
        variant=made.on_variant,
        ready=READY,
        bucket=_bucket(words),
    )
    counts: dict[tuple[str, str], int] = {}
    for row in await sql(statement, *made.values):
        key = _key(row["kind"], row["name"], row["value"])
        counts[key] = counts.get(key, 0) + row["products"]
    return counts


def _key(kind: str, name: str, value: str) -> tuple[str, str]:
    if kind == "p":
        return PRICE, value
    if kind == "s":
        return STOCK, value
    return (BRAND if kind == "b" else kind + short_key(name)), short_key(value)


def _bucket(words: Lexicon) -> str:
    """The key of the range a price falls in."""
    ends = [(high, price_key(low, high)) for low, high in words.prices]
    whens = " ".join(f"WHEN price <= {high} THEN '{key}'" for high, key in ends if high is not None)
    last = next((key for high, key in ends if high is None), "")
    return f"CASE {whens} ELSE '{last}' END" if whens else f"'{last}'"


def _axes(kind: str, words: Lexicon, query: ListQuery, counts: Counts, say: Words) -> list[Facet]:
    axes = [a for a in words.axes.values() if a.key[0] == kind and (_narrows(a) or a.key in query.filters)]
    if kind == "a":  # what is an option as well would stand there twice
        options = {axis.key[1:] for axis in words.axes.values() if axis.key[0] == "o"}
        axes = [axis for axis in axes if axis.key[1:] not in options]
    axes.sort(key=lambda axis: (-axis.products, axis.label))
    return [Facet(a.key, LABELS.get(a.key, say(a.label)), _values(a, query, counts, say)) for a in axes[:MAX_AXES]]


def _narrows(axis: Axis) -> bool:
    """Sentences, and values that no two products share, are facts and not choices."""
    words = axis.words.values()
    return max(len(word.label) for word in words) <= LONGEST_VALUE and max(word.products for word in words) > 1


def _values(axis: Axis, query: ListQuery, counts: Counts, say: Words) -> tuple[FacetValue, ...]:
    chosen = query.filters.get(axis.key, ())
    made = (
        FacetValue(word.key, say(word.label), counts.get((axis.key, word.key), 0), word.key in chosen)
        for word in _kept(axis.words.values(), chosen)
    )
    return tuple(value for value in made if value.count or value.chosen)


def _kept(words: Iterable[Word], chosen: Iterable[str]) -> list[Word]:
    """What is worth a button: where there are many values, those that several products share, and what is chosen."""
    most = sorted(words, key=lambda word: (word.key not in chosen, -word.products))
    kept = [word for n, word in enumerate(most) if n < FEW or word.products > 1 or word.key in chosen][:MAX_VALUES]
    return sorted(kept, key=lambda word: value_order(word.label, word.place))


@dataclass(frozen=True, slots=True)
class _Amounts:
    """How prices are written."""

    currency: str
    locale: str
    whole: bool

    def __call__(self, minor: int) -> str:
        return format_money(Money(minor, self.currency), self.locale, self.whole)


async def _whole(by: Actor, shop: ShopNow) -> bool:
    return (await shop_at(by.shop_id, shop.version)).settings.whole_prices


def _prices(words: Lexicon, query: ListQuery, counts: Counts, written: _Amounts) -> Facet:
    chosen = query.filters.get(PRICE, ())
    labels = {price_key(low, high): _label(low - 1, high, written) for low, high in words.prices}
    for key in chosen:
        span = price_range(key)
        if span and key not in labels:  # typed by hand: "10-30"
            labels[key] = _label(*span, written)
    made = (FacetValue(key, label, counts.get((PRICE, key), 0), key in chosen) for key, label in labels.items())
    return Facet(PRICE, LABELS[PRICE], tuple(value for value in made if value.count or value.chosen))


def _label(above: int, high: int | None, written: _Amounts) -> str:
    """Ranges read "≤ $20", "$20 – $35", "> $35": the cent between two of them is not worth a reader's time."""
    least = written(above)
    if high is None:
        return f"> {least}"
    most = written(high)
    return f"{least} – {most}" if above > 0 else f"≤ {most}"


def _stock(query: ListQuery, counts: Counts) -> Facet:
    chosen = bool(query.filters.get(STOCK))
    value = FacetValue("1", IN_STOCK, counts.get((STOCK, "1"), 0), chosen)
    return Facet(STOCK, LABELS[STOCK], (value,) if value.count or chosen else ())
