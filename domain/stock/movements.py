"""Why a figure is what it is: every movement of a variant, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.paging import Page, clamp
from domain.kit.rows import moment

PAGE = 50
_COUNT = "SELECT COUNT(*) AS n FROM stock_move WHERE shop_id = $1 AND variant_id = $2"
_ROWS = """
SELECT m.kind, m.quantity, m.reason, m.actor, m.at, o.number FROM stock_move m
LEFT JOIN order_line l ON l.id = m.order_line_id LEFT JOIN orders o ON o.id = l.order_id
WHERE m.shop_id = $1 AND m.variant_id = $2 ORDER BY m.at DESC, m.id DESC LIMIT {limit} OFFSET {offset}
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """`kind`: sale, restock, count, adjust. `actor` is "staff:3", "system:0"…; `number` its order's, 0 for none."""

    kind: str
    quantity: int
    reason: str
    actor: str
    at: datetime | None
    number: int

    @property
    def staff_id(self) -> int:
        kind, _, key = self.actor.partition(":")
        return int(key) if kind == "staff" and key.isdecimal() else 0


async def movements(by: Actor, variant_id: int, page: int = 1) -> Page[Movement]:
    """Raises `NotAllowed`."""
    require(by, Permission.EDIT_STOCK)
    total = int((await sql(_COUNT, by.shop_id, variant_id))[0]["n"])
    number = clamp(page, PAGE, total)
    rows = await sql(_ROWS.format(limit=PAGE, offset=PAGE * (number - 1)), by.shop_id, variant_id)
    found = tuple(
        Movement(r["kind"], r["quantity"], r["reason"], r["actor"], moment(r["at"]), r["number"] or 0) for r in rows
    )
    return Page(found, number, PAGE, total)
