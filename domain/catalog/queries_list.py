"""Lists of products: one statement gives the page with its prices and stock as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from domain.catalog import conditions
from domain.catalog.fragments import FREE, READY, Values, ids, old_price, some_variant
from domain.catalog.lexicon import spellings
from domain.catalog.rules import nearest
from domain.catalog.tree import shop_now
from domain.catalog.views import ListQuery, Tile
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp

Row = dict[str, Any]

_POPULAR = "m.units_sold_30 DESC, m.views_30 DESC, m.price_from, m.id DESC"
_ORDERS = {
    "pop": _POPULAR,
    "up": f"m.price_from, {_POPULAR}",
    "down": f"m.price_to DESC, {_POPULAR}",
    "new": f"m.published_at DESC, {_POPULAR}",
    "rank": f"m.wanted, {_POPULAR}",
}
_COUNT = "SELECT COUNT(*) AS n FROM product p WHERE {where}"
_MATCHING = """
matching AS (
  SELECT p.id, p.units_sold_30, p.views_30, p.price_from, p.price_to, p.published_at, {wanted} AS wanted,
         {available} AS available
  FROM product p {joined} WHERE {where}),
page AS (
  SELECT m.id, COUNT(*) OVER () AS total, ROW_NUMBER() OVER (ORDER BY m.available DESC, {order}) AS place
  FROM matching m ORDER BY place LIMIT {limit} OFFSET {offset})
"""
_TILES = """
SELECT page.id AS product_id, page.place, page.total, p.revision, s.currency, s.locale AS shop_locale,
       v.id, v.price, {old_price} AS old_price, v.policy, {free} AS free, {saved} AS saved, {in_cart} AS in_cart
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
_shelves: Lru[tuple[int, int], tuple[int, ...]] = Lru(64)


async def listing(by: Actor, query: ListQuery, *, locale: str) -> Page[Tile]:
    """One page of a list; what is sold out stands last. A page beyond the end gives the last page."""
    rows = await _page(by, query)
    if not rows and query.page > 1:
        total = await count(by, query)
        query = replace(query, page=clamp(query.page, query.size, total))
        rows = await _page(by, query)
    return Page(await _drawn(rows, locale), query.page, query.size, rows[0]["total"] if rows else 0)


async def count(by: Actor, query: ListQuery) -> int:
    """How many products the list has with its filters."""
    made = await _filtered(by, query)
    rows = await sql(_COUNT.format(where=made.on_product), *made.values)
    return int(rows[0]["n"])


async def tiles(by: Actor, product_ids: Iterable[int], *, locale: str, customer_id: int = 0) -> tuple[Tile, ...]:
    """These products in this order, without those not sold now; `customer_id` marks what is saved and in the basket."""
    wanted = tuple(dict.fromkeys(int(i) for i in product_ids))
    if not wanted:
        return ()
    page = f"page(id, place, total) AS (VALUES {_places(wanted)})"
    return await _drawn(await _tile_rows(Values([by.shop_id]), page, customer_id or _customer(by)), locale)


async def home_shelf(by: Actor, n: int, *, locale: str) -> tuple[Tile, ...]:
    """The `n` most popular products that can be bought now."""
    shop = await shop_now(by)
    key = (by.shop_id, shop.version)
    candidates = _shelves.get(key) or _shelves.put(key, await _most_popular(by))
    found = await tiles(by, candidates, locale=locale)
    return tuple(tile for tile in found if tile.available)[:n]


async def _most_popular(by: Actor) -> tuple[int, ...]:
    return tuple(row["product_id"] for row in await _page(by, ListQuery(size=24)))


async def _page(by: Actor, query: ListQuery) -> list[Row]:
    made = await _filtered(by, query)
    ranked = query.sort == "rank" and query.product_ids
    matching = _MATCHING.format(
        wanted="r.place" if ranked else "0",
        joined="JOIN wanted r ON r.id = p.id" if ranked else "",
        available=some_variant(READY),
        where=made.on_product,
        order=_ORDERS[query.sort],
        limit=int(query.size),
        offset=int(query.size) * (max(query.page, 1) - 1),
    )
    if ranked:
        matching = f"wanted(id, place, total) AS (VALUES {_places(query.product_ids or ())}), {matching}"
    return await _tile_rows(made.values, matching, _customer(by))


async def _filtered(by: Actor, query: ListQuery) -> conditions.Conditions:
    made = conditions.source(by, query)
    if query.filters:
        conditions.narrow(made, query.filters, await spellings(by, query))
    return made


async def _tile_rows(values: Values, page: str, customer_id: int) -> list[Row]:
    customer = int(customer_id)
    statement = _TILES.format(
        old_price=old_price(values.put(now())),
        free=FREE,
        saved=_SAVED.format(customer=customer) if customer else "1 = 0",
        in_cart=_IN_CART.format(customer=customer) if customer else "0",
    )
    return await sql(f"WITH {page} {statement}", *values)


def _places(product_ids: tuple[int, ...]) -> str:
    return ", ".join(f"({int(i)}, {place}, {len(product_ids)})" for place, i in enumerate(product_ids))


def _customer(by: Actor) -> int:
    return by.id if by.kind == "customer" else 0


async def _drawn(rows: list[Row], locale: str) -> tuple[Tile, ...]:
    groups = [list(own) for _, own in groupby(rows, key=lambda row: row["product_id"])]
    words = await _words_of([own[0] for own in groups], locale)
    return tuple(_tile(own, words[own[0]["product_id"]]) for own in groups)


def _tile(rows: list[Row], words: _Words) -> Tile:
    first = rows[0]
    cheapest = min(rows, key=lambda row: row["price"])
    ready = [row for row in rows if row["free"] is None or row["free"] > 0]
    currency = first["currency"]
    return Tile(
        id=first["product_id"],
        name=words.name,
        price=Money(cheapest["price"], currency),
        price_to=Money(max(row["price"] for row in rows), currency),
        old_price=Money(cheapest["old_price"], currency) if cheapest["old_price"] else None,
        available=bool(ready),
        image=words.image,
        has_options=len(rows) > 1,
        default_variant_id=(ready or rows)[0]["id"],
        saved=bool(first["saved"]),
        in_cart=sum(row["in_cart"] or 0 for row in rows),
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
