"""The catalogue as its merchant sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.catalog.filters import ProductFilter
from domain.catalog.fragments import FREE, ids, on_sale
from domain.catalog.models import PriceHistory
from domain.catalog.rules import nearest
from domain.catalog.tree import ShopNow, shop_now, tree
from domain.catalog.views import CategoryView, PriceEntry, ProductListRow
from domain.kit.actor import Actor, Permission, require
from domain.kit.cache import Lru
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values, in_order

PAGE_SIZE = 50
COUNTED = 10_000
OMNIBUS_DAYS = 30

_FOUND = "SELECT COUNT(*) AS n FROM product p WHERE {where}"
_BOUNDED = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM product p WHERE {where} LIMIT {most}) f"
_ROWS = """
SELECT p.id, p.key, p.status, p.brand, p.price_from, p.price_to, p.is_demo, p.revision,
  (SELECT COUNT(*) FROM variant v WHERE v.product_id = p.id AND v.active) AS variants,
  (SELECT SUM({free}) FROM variant v WHERE v.product_id = p.id AND v.active) AS free,
  EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND v.policy <> 'deny') AS endless,
  EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND {on_sale}) AS on_sale,
  (SELECT m.path FROM product_image i JOIN media_file m ON m.id = i.media_id
    WHERE i.product_id = p.id ORDER BY i.position LIMIT 1) AS image
FROM product p WHERE p.id IN ({ids})
"""
_NAMES = "SELECT t.product_id, t.locale, t.name FROM product_text t WHERE t.product_id IN ({ids})"
_ORDERS = {
    "new": "p.id DESC",
    "up": "p.price_from, p.id DESC",
    "down": "p.price_from DESC, p.id DESC",
    "sold": "p.units_sold_30 DESC, p.id DESC",
}
_PAGE = "SELECT p.id FROM product p WHERE {where} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
# CROSS JOIN is how SQLite is told to walk the names in their order; PostgreSQL finds that out by itself
_NAMED = """
SELECT p.id FROM product_text t CROSS JOIN product p
WHERE t.shop_id = $1 AND t.locale = {locale} AND p.id = t.product_id AND {where}
ORDER BY t.name, t.product_id LIMIT {limit} OFFSET {offset}
"""
_HOW_MANY_NAMED = """
SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM product_text t CROSS JOIN product p
  WHERE t.shop_id = $1 AND t.locale = {locale} AND p.id = t.product_id AND {where} LIMIT {limit}) f
"""
_NAMELESS = "NOT EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND t.locale = {locale})"

_totals: Lru[tuple[int, int, ProductFilter], int] = Lru(256)


@dataclass(frozen=True)
class ProductPage(Page[ProductListRow]):
    """`total` counts to 10,000 and no further (`more`), and there is no page beyond: filters lead there."""

    more: bool = False


async def product_rows(
    by: Actor, wanted: ProductFilter | None = None, sort: str = "new", page: int = 1, *, size: int = PAGE_SIZE
) -> ProductPage:
    """One page of products; every word of the search is in a name, key, brand, SKU or barcode."""
    require(by, Permission.EDIT_STOCK)
    shop, wanted = await shop_now(by), wanted or ProductFilter()
    found = await _page(by, wanted, sort, shop, (size, 0)) if page <= 1 else []
    counted = len(found) if page <= 1 and len(found) < size else await _counted(by, wanted, shop)
    total = min(counted, COUNTED)
    number = clamp(page, size, total)
    if page > 1:
        found = await _page(by, wanted, sort, shop, (size, size * (number - 1)))
    return ProductPage(await _drawn(by, found, shop), number, size, total, more=counted > COUNTED)


async def product_total(by: Actor, wanted: ProductFilter) -> int:
    """How many products these are, counted now."""
    require(by, Permission.EDIT_STOCK)
    values = Values([by.shop_id])
    return int((await sql(_FOUND.format(where=wanted.where(values)), *values))[0]["n"])


async def _counted(by: Actor, wanted: ProductFilter, shop: ShopNow) -> int:
    """No statement while the catalogue stays the same; stock moves without a new version of it."""
    key = (by.shop_id, shop.version, wanted)
    known = None if wanted.stock else _totals.get(key)
    if known is None:
        values = Values([by.shop_id])
        statement = _BOUNDED.format(where=wanted.where(values), most=COUNTED + 1)
        known = _totals.put(key, int((await sql(statement, *values))[0]["n"]))
    return known


async def _page(by: Actor, wanted: ProductFilter, sort: str, shop: ShopNow, part: tuple[int, int]) -> list[int]:
    """The ids of a page, in their order; `part` is how many, and after how many."""
    if sort == "name":
        return await _by_name(by, wanted, shop, part)
    return await _ids(by, wanted, _PAGE, part, order=_ORDERS.get(sort, _ORDERS["new"]))


async def _by_name(by: Actor, wanted: ProductFilter, shop: ShopNow, part: tuple[int, int]) -> list[int]:
    """As the shop's own language calls them; what has no name in it comes last."""
    limit, offset = part
    named = await _ids(by, wanted, _NAMED, part, locale=shop.locale)
    if len(named) == limit:
        return named
    values = Values([by.shop_id])
    locale, where = values.put(shop.locale), wanted.where(values)
    before = 0
    if offset and not named:
        counted = await sql(_HOW_MANY_NAMED.format(where=where, locale=locale, limit=offset), *values)
        before = offset - int(counted[0]["n"])
    nameless = f"{where} AND {_NAMELESS.format(locale=locale)}"
    rest = _PAGE.format(where=nameless, order=_ORDERS["new"], limit=limit - len(named), offset=before)
    return named + [row["id"] for row in await sql(rest, *values)]


async def _ids(
    by: Actor, wanted: ProductFilter, statement: str, part: tuple[int, int], *, order: str = "", locale: str = ""
) -> list[int]:
    values = Values([by.shop_id])
    spoken = values.put(locale) if locale else ""
    filled = statement.format(where=wanted.where(values), order=order, locale=spoken, limit=part[0], offset=part[1])
    if order == _ORDERS["new"] and not wanted.narrows:
        filled = in_order(filled, "p")
    return [row["id"] for row in await sql(filled, *values)]


async def _drawn(by: Actor, found: list[int], shop: ShopNow) -> tuple[ProductListRow, ...]:
    if not found:
        return ()
    values = Values()
    statement = _ROWS.format(free=FREE, on_sale=on_sale(values.put(now())), ids=ids(found))
    rows = {row["id"]: row for row in await sql(statement, *values)}
    names = await names_of({key: row["key"] for key, row in rows.items()}, by.locale, shop.locale)
    return tuple(_view(rows[key], names[key], shop) for key in found if key in rows)


async def names_of(keys: Mapping[int, str], locale: str, shop_locale: str) -> dict[int, str]:
    """What products are called for a reader, by id; their keys where nobody has named them."""
    texts: dict[int, dict[str, str]] = {product_id: {} for product_id in keys}
    for text in await sql(_NAMES.format(ids=ids(list(keys)))):
        texts[text["product_id"]][text["locale"]] = text["name"]
    return {key: nearest(own, locale, shop_locale) or keys[key] for key, own in texts.items()}


def _view(row: dict[str, Any], name: str, shop: ShopNow) -> ProductListRow:
    return ProductListRow(
        id=row["id"],
        key=row["key"],
        name=name,
        status=row["status"],
        brand=row["brand"],
        price=Money(row["price_from"], shop.currency),
        price_to=Money(row["price_to"], shop.currency),
        on_sale=bool(row["on_sale"]),
        variants=row["variants"],
        free=None if row["endless"] else int(row["free"] or 0),
        image=row["image"] or "",
        is_demo=bool(row["is_demo"]),
        revision=row["revision"],
    )


async def category_tree(by: Actor, *, locale: str) -> tuple[CategoryView, ...]:
    """Every category, hidden and empty ones too, each under its parent."""
    require(by, Permission.EDIT_CATALOG)
    return tuple((await tree(by, locale, await shop_now(by))).walk())


async def price_history(by: Actor, variant_id: int) -> tuple[PriceEntry, ...]:
    """Every price the variant has had, newest first."""
    currency = (await shop_now(by)).currency
    rows = await PriceHistory.of(by, variant_id=variant_id).order_by("-at", "-id").values("at", "price", "compare_at")
    return tuple(
        PriceEntry(row["at"], Money(row["price"], currency), _money(row["compare_at"], currency)) for row in rows
    )


async def lowest_in_30_days(by: Actor, variant_id: int, before: datetime) -> Money | None:
    """The lowest price in force during the 30 days before `before`; None when it was not sold then."""
    start = before - timedelta(days=OMNIBUS_DAYS)
    history = PriceHistory.of(by, variant_id=variant_id)
    during = await history.filter(at__gt=start, at__lt=before).values("price")
    at_start = await history.filter(at__lte=start).order_by("-at", "-id").limit(1).values("price")
    prices = [row["price"] for row in (*during, *at_start)]
    return Money(min(prices), (await shop_now(by)).currency) if prices else None


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
