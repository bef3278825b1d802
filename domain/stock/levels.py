"""The guarded statements on `stock_level`: each changes what it may change, or nothing.

Callers go through variants in id order, so that two orders of the same goods never wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.rows import insert_rows, row_lock
from domain.outbox.actions import put
from domain.shop.queries import shop_known, shop_of
from domain.stock.errors import NotEnough, SoldOut

_ROW = "WHERE shop_id = $1 AND variant_id = $2 AND place = 'main'"
_FROM_ALL = """
WITH wanted AS (
  SELECT l.id, w.column2 AS units FROM stock_level l JOIN (VALUES {rows}) w ON w.column1 = l.variant_id
  WHERE l.shop_id = $1 AND l.place = 'main' ORDER BY l.variant_id {lock})
UPDATE stock_level SET {change} FROM wanted WHERE stock_level.id = wanted.id AND (on_hand - reserved >= wanted.units
  OR EXISTS (SELECT 1 FROM variant v WHERE v.id = stock_level.variant_id AND v.policy <> 'deny'))
RETURNING variant_id, on_hand - reserved AS free, low_at,
  (SELECT v.policy FROM variant v WHERE v.id = stock_level.variant_id) AS policy
"""
_FREE = "RETURNING on_hand - reserved AS free"

HOLD = "reserved = reserved + {units}"
TAKE = "on_hand = on_hand - {units}"
TAKE_HELD = " ".join(("UPDATE stock_level SET on_hand = on_hand - $3, reserved = reserved - $3", _ROW, _FREE))
UNHOLD = " ".join(("UPDATE stock_level SET reserved = reserved - $3", _ROW, _FREE))
RETURN = " ".join(("UPDATE stock_level SET on_hand = on_hand + $3", _ROW, _FREE))

_WHY = """
SELECT v.policy, COALESCE(l.on_hand - l.reserved, 0) AS free, COALESCE(
    (SELECT t.name FROM product_text t WHERE t.product_id = v.product_id AND t.locale = $3),
    (SELECT t.name FROM product_text t WHERE t.product_id = v.product_id ORDER BY t.id LIMIT 1), v.sku) AS item
FROM variant v LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE v.shop_id = $1 AND v.id = $2
"""


class Units(NamedTuple):
    """So many of a variant, for an order line."""

    variant_id: int
    quantity: int
    order_line_id: int = 0


async def take_from_all(by: Actor, change: str, lines: Sequence[tuple[int, int]]) -> None:
    """HOLD or TAKE so many of each variant, all by one statement; raises `SoldOut` or `NotEnough` for the first.

    A variant that was never counted starts at nothing.
    """
    done = await _changed(by, change, lines)
    for variant_id, quantity in lines:
        if variant_id not in done:
            await _open_or_refuse(by, variant_id)
            await _changed(by, change, [(variant_id, quantity)])


async def _changed(by: Actor, change: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The variants of which there was enough; their rows are locked in the order of their ids."""
    if not lines:
        return set()
    rows = ", ".join(f"({int(variant_id)}, {int(units)})" for variant_id, units in sorted(lines))
    change = change.format(units="wanted.units")
    done = await sql(_FROM_ALL.format(rows=rows, change=change, lock=row_lock("l")), by.shop_id)
    await _tell_if_low(by, [row for row in done if row["policy"] == "deny"], dict(lines))
    return {row["variant_id"] for row in done}


async def _tell_if_low(by: Actor, levels: Sequence[dict[str, Any]], taken: Mapping[int, int]) -> None:
    """Say "stock.low" of what has just fallen to so few that the shop calls it few; once, until it has risen again."""
    by_shop = any(row["low_at"] is None for row in levels)
    low = (shop_known(by.shop_id) or await shop_of(by)).settings.low_stock if by_shop else 0
    for row in sorted(levels, key=lambda row: int(row["variant_id"])):
        few = low if row["low_at"] is None else row["low_at"]
        if row["free"] <= few < row["free"] + taken[row["variant_id"]]:
            await put(by, "stock.low", {"variant_id": row["variant_id"], "left": row["free"]})


async def _open_or_refuse(by: Actor, variant_id: int) -> None:
    rows = await sql(_WHY, by.shop_id, variant_id, by.locale)
    if not rows:
        raise NotFound()
    why = rows[0]
    if why["policy"] == "deny":
        left = max(0, why["free"])
        raise (NotEnough if left else SoldOut)(item=why["item"], left=left)
    await open_level(by, variant_id)


async def give_to(by: Actor, statement: str, variant_id: int, quantity: int) -> None:
    """Run UNHOLD or RETURN; says "stock.back" when there was nothing free before and is now."""
    rows = await sql(statement, by.shop_id, variant_id, quantity)
    if rows:
        await tell_if_back(by, variant_id, rows[0]["free"] - quantity, rows[0]["free"])


async def tell_if_back(by: Actor, variant_id: int, before: int, after: int) -> None:
    if before <= 0 < after:
        await put(by, "stock.back", {"variant_id": variant_id})


async def open_level(by: Actor, variant_id: int) -> None:
    """The row of a variant's figures, at nothing, unless there is one."""
    row = {"shop_id": by.shop_id, "variant_id": variant_id, "place": "main", "on_hand": 0, "reserved": 0}
    await insert_rows("stock_level", [row], conflict="ON CONFLICT (variant_id, place) DO NOTHING")


async def note_moves(by: Actor, kind: str, lines: Iterable[Units], *, sign: int, reason: str = "") -> None:
    """Write why `on_hand` changed."""
    rows: list[dict[str, Any]] = [
        {
            "shop_id": by.shop_id, "variant_id": line.variant_id, "kind": kind, "quantity": sign * line.quantity,
            "order_line_id": line.order_line_id or None, "reason": reason[:120], "actor": f"{by.kind}:{by.id}",
            "at": now(),
        }
        for line in lines
    ]  # fmt: skip
    if rows:
        await insert_rows("stock_move", rows)
