"""Other products that may do instead."""

from __future__ import annotations

from domain.catalog.fragments import READY, some_variant
from domain.kit.actor import Actor
from domain.kit.db import sql

_RELATED = (
    "EXISTS (SELECT 1 FROM product_category o JOIN product_category pc ON pc.category_id = o.category_id "
    "WHERE o.product_id = $2 AND pc.product_id = p.id)"
)
_SIMILAR = f"""
SELECT p.id FROM product p WHERE p.shop_id = $1 AND p.id <> $2 AND p.status = 'active' AND {some_variant(READY)}
ORDER BY CASE WHEN {_RELATED} THEN 0 ELSE 1 END, p.units_sold_30 DESC, p.views_30 DESC, p.id LIMIT $3
"""  # noqa: S608 - fragments of ours
_VALUE = (
    "EXISTS (SELECT 1 FROM variant_value w JOIN option_value x ON x.id = w.value_id "
    "WHERE w.variant_id = v.id AND x.value = $3)"
)
_ALTERNATIVES = f"""
SELECT p.id FROM product p
WHERE p.shop_id = $1 AND p.id <> $2 AND p.status = 'active' AND {_RELATED} AND {some_variant(READY + " AND " + _VALUE)}
ORDER BY p.units_sold_30 DESC, p.views_30 DESC, p.id LIMIT $4
"""  # noqa: S608 - fragments of ours


async def similar(by: Actor, product_id: int, limit: int = 3) -> tuple[int, ...]:
    """Products in stock from the same categories, then the most popular of the shop."""
    rows = await sql(_SIMILAR, by.shop_id, product_id, limit)
    return tuple(row["id"] for row in rows)


async def alternatives(by: Actor, product_id: int, value: str, limit: int = 2) -> tuple[int, ...]:
    """Products of the same categories that have this option value ("M") in stock."""
    rows = await sql(_ALTERNATIVES, by.shop_id, product_id, value, limit)
    return tuple(row["id"] for row in rows)
