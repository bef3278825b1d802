"""Lists of products. Small ones are sorted whole, in one statement; a large one is walked along an index of its order
until the page is full, so that it costs no more with a million products behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.catalog import conditions
from domain.catalog.conditions import STOCK, Conditions
from domain.catalog.fragments import READY, some_variant
from domain.catalog.lexicon import list_name, spellings
from domain.catalog.tiles import Row, customer_of, drawn, places, tile_rows
from domain.catalog.tree import shop_now
from domain.catalog.views import ListQuery, Tile
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values

SMALL = 2_000
SHELF = 24
FRESH_SECONDS = 60

_POPULAR = "{p}.units_sold_30 DESC, {p}.views_30 DESC, {p}.price_from, {p}.id DESC"
_ORDERS = {
    "pop": _POPULAR,
    "up": f"{{p}}.price_from, {_POPULAR}",
    "down": f"{{p}}.price_to DESC, {_POPULAR}",
    "new": f"{{p}}.published_at DESC, {_POPULAR}",
    "rank": f"{{p}}.wanted, {_POPULAR}",
}
_COLUMNS = "p.id, p.units_sold_30, p.views_30, p.price_from, p.price_to, p.published_at"
_COUNT = "SELECT COUNT(*) AS n FROM {origin} WHERE {where}"
_SORTED = """
matching AS (SELECT {columns}, {wanted} AS wanted, {ready} AS available FROM {origin} {joined} WHERE {where}),
page AS (
  SELECT m.id, COUNT(*) OVER () AS total, ROW_NUMBER() OVER (ORDER BY m.available DESC, {order}) AS place
  FROM matching m ORDER BY place LIMIT {limit} OFFSET {offset})
"""
_WALKED = """
page AS (
  SELECT m.id, {total} AS total, ROW_NUMBER() OVER (ORDER BY {order}) AS place FROM (
    SELECT {columns} FROM {origin} WHERE {where} AND {ready} ORDER BY {inner} LIMIT {limit} OFFSET {offset}) m)
"""

_totals: Lru[tuple[int, int, str], int] = Lru(512)
_sizes: Lru[tuple[int, str], int] = Lru(2048)
_shelves: Lru[tuple[int, int], tuple[int, ...]] = Lru(64)


async def listing(by: Actor, query: ListQuery, *, locale: str) -> Page[Tile]:
    """One page of a list; what is sold out stands last. A page beyond the end gives the last page."""
    query = replace(query, page=max(query.page, 1))
    rows = await _rows(by, query)
    if not rows and query.page > 1:
        query = replace(query, page=clamp(query.page, query.size, await count(by, query)))
        rows = await _rows(by, query)
    return Page(await drawn(by, rows, locale), query.page, query.size, rows[0]["total"] if rows else 0)


async def count(by: Actor, query: ListQuery) -> int:
    """How many products the list has with its filters; no statement while the catalogue stays the same."""
    if query.source == "ids" or STOCK in query.filters:
        return await _counted(by, query)
    chosen = repr(sorted((facet, sorted(keys)) for facet, keys in query.filters.items()))
    by_clock = query.source in ("sale", "collection")  # sales begin and end without a new version
    minute = int(now().timestamp()) // FRESH_SECONDS if by_clock else 0
    key = (by.shop_id, (await shop_now(by)).version, f"{list_name(query)} {chosen} {minute}")
    known = _totals.get(key)
    return _totals.put(key, await _counted(by, query)) if known is None else known


async def _counted(by: Actor, query: ListQuery) -> int:
    made = await _filtered(by, query)
    rows = await sql(_COUNT.format(origin=made.origin, where=made.on_product), *made.values)
    return int(rows[0]["n"])


async def tiles(by: Actor, product_ids: Iterable[int], *, locale: str, customer_id: int = 0) -> tuple[Tile, ...]:
    """These products in this order, without those not sold now; `customer_id` marks what is saved and in the basket."""
    wanted = tuple(dict.fromkeys(int(i) for i in product_ids))
    if not wanted:
        return ()
    page = f"page(id, place, total) AS (VALUES {places(wanted)})"
    rows = await tile_rows(Values([by.shop_id]), page, customer_id or customer_of(by))
    return await drawn(by, rows, locale)


async def home_shelf(by: Actor, n: int, *, locale: str) -> tuple[Tile, ...]:
    """The `n` most popular products that can be bought now."""
    shop = await shop_now(by)
    key = (by.shop_id, shop.version)
    candidates = _shelves.get(key) or _shelves.put(key, await _most_popular(by))
    found = await tiles(by, candidates, locale=locale)
    return tuple(tile for tile in found if tile.available)[:n]


async def _most_popular(by: Actor) -> tuple[int, ...]:
    rows = await _rows(by, ListQuery(size=SHELF))
    return tuple(dict.fromkeys(row["product_id"] for row in rows))


async def _rows(by: Actor, query: ListQuery) -> list[Row]:
    if query.source == "ids" or await list_size(by, query) <= SMALL:
        return await _sorted(by, query)
    return await _walked(by, query)


async def list_size(by: Actor, query: ListQuery) -> int:
    """How many products the list had about now, without its filters: it only chooses the way."""
    key = (by.shop_id, list_name(query))
    known = _sizes.get(key)
    return _sizes.put(key, await count(by, replace(query, filters={}))) if known is None else known


async def _sorted(by: Actor, query: ListQuery) -> list[Row]:
    made = await _filtered(by, query)
    ranked = query.sort == "rank" and query.product_ids
    page = _SORTED.format(
        columns=_COLUMNS,
        wanted="r.place" if ranked else "0",
        ready=some_variant(READY),
        origin=made.origin,
        joined="JOIN wanted r ON r.id = p.id" if ranked else "",
        where=made.on_product,
        order=_ORDERS[query.sort].format(p="m"),
        limit=int(query.size),
        offset=int(query.size) * (query.page - 1),
    )
    if ranked:
        page = f"wanted(id, place, total) AS (VALUES {places(query.product_ids or ())}), {page}"
    rows = await tile_rows(made.values, page, customer_of(by))
    if rows and not query.filters:
        _sizes.put((by.shop_id, list_name(query)), rows[0]["total"])
    return rows


async def _walked(by: Actor, query: ListQuery) -> list[Row]:
    """What can be bought first; only where that ends, what cannot."""
    total, offset = await count(by, query), query.size * (query.page - 1)
    rows = await _walk(by, query, total, some_variant(READY), query.size, offset)
    found = len({row["product_id"] for row in rows})
    if found == query.size or offset >= total:
        return rows
    before = offset if found else await _ready(by, query)
    sold_out = f"NOT {some_variant(READY)}"
    return rows + await _walk(by, query, total, sold_out, query.size - found, max(offset - before, 0))


async def _walk(by: Actor, query: ListQuery, total: int, ready: str, limit: int, offset: int) -> list[Row]:
    made = await _filtered(by, query, whole_shop=True)
    order = _ORDERS["pop" if query.sort == "rank" else query.sort]
    page = _WALKED.format(
        total=total,
        order=order.format(p="m"),
        inner=order.format(p="p"),
        columns=_COLUMNS,
        origin=made.origin,
        where=made.on_product,
        ready=ready,
        limit=limit,
        offset=offset,
    )
    return await tile_rows(made.values, page, customer_of(by))


async def _ready(by: Actor, query: ListQuery) -> int:
    """How many products of the list can be bought now, whatever variant of them the filters are about."""
    made = await _filtered(by, query)
    where = f"{made.on_product} AND {some_variant(READY)}"
    return int((await sql(_COUNT.format(origin=made.origin, where=where), *made.values))[0]["n"])


async def _filtered(by: Actor, query: ListQuery, *, whole_shop: bool = False) -> Conditions:
    made = conditions.source(by, query, whole_shop=whole_shop)
    if query.filters:
        conditions.narrow(made, query.filters, await spellings(by, query))
    return made
