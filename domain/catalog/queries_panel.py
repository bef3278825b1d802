"""The catalogue as its merchant sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.catalog.fragments import FREE, on_sale
from domain.catalog.models import PriceHistory, ProductStatus
from domain.catalog.rules import nearest
from domain.catalog.tree import ShopNow, shop_now, tree
from domain.catalog.views import CategoryView, PriceEntry, ProductListRow
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import Values

PAGE_SIZE = 50
OMNIBUS_DAYS = 30

_FOUND = "SELECT COUNT(*) AS n FROM product p WHERE {where}"
_ROWS = """
SELECT p.id, p.key, p.status, p.brand, p.price_from, p.price_to, p.is_demo, p.revision,
  (SELECT COUNT(*) FROM variant v WHERE v.product_id = p.id AND v.active) AS variants,
  (SELECT SUM({free}) FROM variant v WHERE v.product_id = p.id AND v.active) AS free,
  EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND v.policy <> 'deny') AS endless,
  EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND {on_sale}) AS on_sale,
  (SELECT m.path FROM product_image i JOIN media_file m ON m.id = i.media_id
    WHERE i.product_id = p.id ORDER BY i.position LIMIT 1) AS image
FROM (SELECT p.id FROM product p WHERE {where} ORDER BY p.id DESC LIMIT {limit} OFFSET {offset}) shown
CROSS JOIN product p WHERE p.id = shown.id ORDER BY p.id DESC
"""
_NAMES = "SELECT t.product_id, t.locale, t.name FROM product_text t WHERE t.product_id IN ({ids})"
_WORD = (
    "(UPPER(p.key) LIKE {word} ESCAPE '!' OR UPPER(p.brand) LIKE {word} ESCAPE '!'"
    " OR EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND UPPER(t.name) LIKE {word} ESCAPE '!')"
    " OR EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id"
    " AND (UPPER(v.sku) LIKE {word} ESCAPE '!' OR v.gtin LIKE {word} ESCAPE '!')))"
)


async def product_rows(by: Actor, search: str = "", status: str = "", page: int = 1) -> Page[ProductListRow]:
    """Products, newest first; every word of `search` is in a name, key, brand, SKU or barcode.

    Without `status` everything but the archive.
    """
    require(by, Permission.EDIT_STOCK)
    values = Values([by.shop_id])
    where = _where(values, search, status)
    total = (await sql(_FOUND.format(where=where), *values))[0]["n"]
    number = clamp(page, PAGE_SIZE, total)
    rows = await _rows(values, where, number) if total else []
    return Page(await _views(by, rows), number, PAGE_SIZE, total)


def _where(values: Values, search: str, status: str) -> str:
    parts = ["p.shop_id = $1"]
    parts.append(f"p.status = {values.put(status)}" if status else f"p.status <> '{ProductStatus.ARCHIVED}'")
    for word in search.split()[:8]:
        escaped = word.upper().replace("!", "!!").replace("%", "!%").replace("_", "!_")
        parts.append(_WORD.format(word=values.put(f"%{escaped}%")))
    return " AND ".join(parts)


async def _rows(values: Values, where: str, page: int) -> list[dict[str, Any]]:
    statement = _ROWS.format(
        free=FREE,
        on_sale=on_sale(values.put(now())),
        where=where,
        limit=PAGE_SIZE,
        offset=PAGE_SIZE * (page - 1),
    )
    return await sql(statement, *values)


async def _views(by: Actor, rows: list[dict[str, Any]]) -> tuple[ProductListRow, ...]:
    if not rows:
        return ()
    shop = await shop_now(by)
    names: dict[int, dict[str, str]] = {row["id"]: {} for row in rows}
    for text in await sql(_NAMES.format(ids=", ".join(str(int(i)) for i in names))):
        names[text["product_id"]][text["locale"]] = text["name"]
    return tuple(_view(row, nearest(names[row["id"]], by.locale, shop.locale) or row["key"], shop) for row in rows)


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
