"""The words a list can be filtered by: which options, attributes, brands and prices its products have.

Read once per list and version of the shop; what is in stock and how many match is counted afresh.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.catalog import conditions
from domain.catalog.conditions import Spelling
from domain.catalog.rules import price_ranges, short_key
from domain.catalog.tree import ShopNow, shop_now
from domain.catalog.views import ListQuery
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.db import sql

Row = dict[str, Any]

_READ = """
WITH base AS (SELECT p.id, p.brand, p.price_from FROM {origin} WHERE {where})
SELECT 'o' AS kind, o.name, x.value, COUNT(DISTINCT base.id) AS products, MIN(x.position) AS place
FROM base JOIN product_option o ON o.product_id = base.id JOIN option_value x ON x.option_id = o.id
GROUP BY o.name, x.value
UNION ALL SELECT 'a', a.name, a.value, COUNT(*), 0
FROM base JOIN product_attribute a ON a.product_id = base.id GROUP BY a.name, a.value
UNION ALL SELECT 'b', '', base.brand, COUNT(*), 0 FROM base WHERE base.brand <> '' GROUP BY base.brand
UNION ALL SELECT 'q', '', '', MAX(t.price_from), t.quarter
FROM (SELECT price_from, NTILE(4) OVER (ORDER BY price_from) AS quarter FROM base) t GROUP BY t.quarter
"""


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a facet: `label` is how it is written most often, `place` where merchants put it."""

    key: str
    label: str
    products: int
    place: int
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One facet by its key: an option, an attribute, or the brand."""

    key: str
    label: str
    products: int
    words: dict[str, Word]


@dataclass(frozen=True, slots=True)
class Lexicon:
    axes: dict[str, Axis]
    prices: tuple[tuple[int, int | None], ...]


_lexicons: Lru[tuple[int, int, str], Lexicon] = Lru(128)


async def lexicon(by: Actor, query: ListQuery, shop: ShopNow) -> Lexicon:
    """The words of the list without its filters."""
    key = (by.shop_id, shop.version, list_name(query))
    return _lexicons.get(key) or _lexicons.put(key, await _read(by, query))


async def spellings(by: Actor, query: ListQuery) -> dict[str, list[Spelling]]:
    """For every "facet:value" key of the list's filters, what it stands for."""
    named = [facet for facet in query.filters if facet not in (conditions.PRICE, conditions.STOCK)]
    if not named:
        return {}
    axes = (await lexicon(by, query, await shop_now(by))).axes
    return {
        f"{facet}:{word.key}": list(word.spellings)
        for facet in named
        if facet in axes
        for word in axes[facet].words.values()
    }


def list_name(query: ListQuery) -> str:
    if query.source == "ids":
        return f"i{zlib.crc32(repr(query.product_ids).encode())}.{len(query.product_ids or ())}"
    if query.source == "collection":
        return f"g{query.collection_id}"
    return f"c{query.category_id}" if query.source == "category" else query.source


async def _read(by: Actor, query: ListQuery) -> Lexicon:
    made = conditions.source(by, query)
    rows = await sql(_READ.format(origin=made.origin, where=made.on_product), *made.values)
    quarters = [row["products"] for row in sorted((r for r in rows if r["kind"] == "q"), key=lambda r: r["place"])]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] != "q":
            groups.setdefault(_axis_key(row), []).append(row)
    axes = (_axis(key, own) for key, own in groups.items())
    return Lexicon({axis.key: axis for axis in axes}, price_ranges(quarters) if len(quarters) > 1 else ())


def _axis_key(row: Row) -> str:
    return conditions.BRAND if row["kind"] == "b" else row["kind"] + short_key(row["name"])


def _axis(key: str, rows: list[Row]) -> Axis:
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(short_key(row["value"]), []).append(row)
    words = {value_key: _word(value_key, own) for value_key, own in by_key.items()}
    return Axis(key, _most_used(rows, "name"), sum(word.products for word in words.values()), words)


def _word(key: str, rows: list[Row]) -> Word:
    return Word(
        key=key,
        label=_most_used(rows, "value"),
        products=sum(row["products"] for row in rows),
        place=min(row["place"] for row in rows),
        spellings=tuple((row["name"], row["value"]) for row in rows),
    )


def _most_used(rows: Iterable[Row], column: str) -> str:
    return str(min(rows, key=lambda row: (-row["products"], row[column]))[column])
