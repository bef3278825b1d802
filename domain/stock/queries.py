"""How much is there, always read afresh."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import placeholders
from domain.stock.models import StockLevel, StockMove

_FREE = """
SELECT v.id, v.policy, COALESCE(l.on_hand - l.reserved, 0) AS free
FROM variant v LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE v.shop_id = $1 AND v.id IN ({ids})
"""

_OUT = """
SELECT order_line_id AS line, -SUM(quantity) AS units FROM stock_move
WHERE shop_id = $1 AND order_line_id IN ({ids}) GROUP BY order_line_id
"""


@dataclass(frozen=True, slots=True)
class LevelView:
    on_hand: int
    reserved: int

    @property
    def free(self) -> int:
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class MoveView:
    """`kind`: sale, restock, count, adjust. `actor` is "staff:3", "system:0"…"""

    kind: str
    quantity: int
    reason: str
    actor: str
    at: datetime


async def free_units(by: Actor, variant_ids: Collection[int]) -> dict[int, int | None]:
    """What can still be sold of each variant; None where stock does not limit it."""
    if not variant_ids:
        return {}
    rows = await sql(_FREE.format(ids=placeholders(len(variant_ids), 2)), by.shop_id, *variant_ids)
    return {r["id"]: max(0, r["free"]) if r["policy"] == "deny" else None for r in rows}


async def level(by: Actor, variant_id: int) -> LevelView:
    """On hand and held; nothing of both for a variant that was never counted."""
    row = await StockLevel.get_or_none(shop_id=by.shop_id, variant_id=variant_id, place="main")
    return LevelView(row.on_hand, row.reserved) if row else LevelView(0, 0)


async def moves(by: Actor, variant_id: int, limit: int = 50) -> tuple[MoveView, ...]:
    """Why the figure is what it is, newest first."""
    rows = await StockMove.of(by, variant_id=variant_id).order_by("-id").limit(limit)
    return tuple(MoveView(r.kind, r.quantity, r.reason, r.actor, r.at) for r in rows)


async def still_out(by: Actor, order_line_ids: Collection[int]) -> dict[int, int]:
    """How many units of each order line have left the shelf and not come back."""
    if not order_line_ids:
        return {}
    rows = await sql(_OUT.format(ids=placeholders(len(order_line_ids), 2)), by.shop_id, *order_line_ids)
    return {int(row["line"]): int(row["units"]) for row in rows}
