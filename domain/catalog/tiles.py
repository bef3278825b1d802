"""Products as lists show them: words and pictures from the cache, prices and stock of this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.catalog.fragments import FREE, ids, old_price
from domain.catalog.models import DIGITAL
from domain.catalog.rules import nearest, sells_in_stars
from domain.catalog.views import Tile
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.kit.rows import Values

Row = dict[str, Any]

_TILES = """
SELECT page.id AS product_id, page.place, page.total, p.revision, p.kind, s.currency,
       s.locale AS shop_locale, v.id, v.price, v.stars,
       {old_price} AS old_price, v.policy, {free} AS free, {saved} AS saved, {in_cart} AS in_cart
FROM page JOIN product p ON p.id = page.id JOIN shop s ON s.id = p.shop_id
JOIN variant v ON v.product_id = p.id AND v.active
WHERE p.shop_id = $1 AND p.status = 'active' ORDER BY page.place, v.position, v.id
"""
_SAVED = "EXISTS (SELECT 1 FROM saved_item i WHERE i.product_id = p.id AND i.customer_id = {customer})"
_IN_CART = (
    "(SELECT SUM(b.quantity) FROM cart_line b JOIN cart k ON k.id = b.cart_id "
    "WHERE b.variant_id = v.id AND k.customer_id = {customer} AND k.kind = 'basket')"
)
_WORDS = """
SELECT 'text' AS kind, t.product_id, t.locale AS word, t.name AS value, 0 AS place
FROM product_text t WHERE t.product_id IN ({ids})
UNION ALL SELECT 'image', i.product_id, '', m.path, i.position
FROM product_image i JOIN media_file m ON m.id = i.media_id WHERE i.product_id IN ({ids})
ORDER BY 2, 5 DESC
"""


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    image: str


_words: Lru[tuple[int, int, str, str], _Words] = Lru(10_000)


async def tile_rows(values: Values, page: str, customer_id: int) -> list[Row]:
    """The variants of a page's products; `page` is SQL that names page(id, place, total)."""
    customer = int(customer_id)
    statement = _TILES.format(
        old_price=old_price(values.put(now())),
        free=FREE,
        saved=_SAVED.format(customer=customer) if customer else "1 = 0",
        in_cart=_IN_CART.format(customer=customer) if customer else "0",
    )
    return await sql(f"WITH {page} {statement}", *values)


def places(product_ids: Sequence[int]) -> str:
    """Ids with their places and their number, for VALUES."""
    return ", ".join(f"({int(i)}, {place}, {len(product_ids)})" for place, i in enumerate(product_ids))


def customer_of(by: Actor) -> int:
    return by.id if by.kind == "customer" else 0


async def drawn(by: Actor, rows: list[Row], locale: str) -> tuple[Tile, ...]:
    """The tiles of these rows, in their order, with the prices paid where the reader is."""
    groups = [list(own) for _, own in groupby(rows, key=lambda row: row["product_id"])]
    words = await _words_of([own[0] for own in groups], locale)
    stars = sells_in_stars(by.channel)
    return tuple(_tile(own, words[own[0]["product_id"]], stars and own[0]["kind"] == DIGITAL) for own in groups)


def _tile(rows: list[Row], words: _Words, in_stars: bool) -> Tile:
    first = rows[0]
    here = [row for row in rows if row["stars"] or not in_stars]
    column, currency = ("stars", STARS) if in_stars and here else ("price", first["currency"])
    cheapest = min(here or rows, key=lambda row: row[column])
    ready = [row for row in here or rows if row["free"] is None or row["free"] > 0]
    return Tile(
        id=first["product_id"],
        name=words.name,
        price=Money(cheapest[column], currency),
        price_to=Money(max(row[column] for row in here or rows), currency),
        old_price=Money(cheapest["old_price"], currency) if cheapest["old_price"] and not in_stars else None,
        available=bool(ready),
        image=words.image,
        has_options=len(rows) > 1,
        default_variant_id=(ready or rows)[0]["id"],
        saved=bool(first["saved"]),
        in_cart=sum(row["in_cart"] or 0 for row in rows),
        sold_here=bool(here),
    )


async def _words_of(firsts: list[Row], locale: str) -> dict[int, _Words]:
    keys = {row["product_id"]: (row["product_id"], row["revision"], locale, row["shop_locale"]) for row in firsts}
    found = {product_id: _words.get(key) for product_id, key in keys.items()}
    unknown = [product_id for product_id, words in found.items() if words is None]
    if unknown:
        read = await _read_words(unknown, locale, firsts[0]["shop_locale"])
        found |= {product_id: _words.put(keys[product_id], words) for product_id, words in read.items()}
    return {product_id: words or _Words("", "") for product_id, words in found.items()}


async def _read_words(product_ids: list[int], locale: str, shop_locale: str) -> dict[int, _Words]:
    names: dict[int, dict[str, str]] = {product_id: {} for product_id in product_ids}
    images: dict[int, str] = {}
    for row in await sql(_WORDS.format(ids=ids(product_ids))):
        if row["kind"] == "text":
            names[row["product_id"]][row["word"]] = row["value"]
        else:
            images[row["product_id"]] = row["value"]
    return {i: _Words(nearest(names[i], locale, shop_locale) or "", images.get(i, "")) for i in product_ids}
