"""Reading what people ask to be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.kit.rows import moment, unpacked

LAST = 50
_ROWS = """
SELECT a.id, a.kind, a.status, a.currency, a.amount, a.reason, a.details, a.asked_by, a.asked_at, a.decided_at,
       a.answer, o.number, c.name AS customer, s.name AS asker, d.name AS decider
FROM approval a LEFT JOIN orders o ON o.id = a.order_id
LEFT JOIN customer c ON c.id = CASE WHEN a.customer_id > 0 THEN a.customer_id ELSE o.customer_id END
LEFT JOIN staff s ON s.id = a.asked_by LEFT JOIN staff d ON d.id = a.decided_by
WHERE a.shop_id = $1 AND {where} ORDER BY a.id DESC LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """`number` of the order it is about, 0 for none. `mine`: its reader asked for it.

    `return_id`: it is the refund of this return. `edit`: it is what a change of the order gives back.
    """

    id: int
    kind: str
    status: str
    amount: Money
    reason: str
    number: int
    customer: str
    asker: str
    asked_at: datetime | None
    decider: str
    decided_at: datetime | None
    answer: str
    to_wallet: bool
    mine: bool
    return_id: int = 0
    edit: bool = False


async def approval(by: Actor, request_id: int) -> ApprovalView:
    """One request, for who tells of it. Raises `NotFound`."""
    found = await _read(by, "a.id = $2", request_id)
    if not found:
        raise NotFound()
    return found[0]


async def of_order(by: Actor, order_id: int) -> tuple[ApprovalView, ...]:
    """What was asked for about an order, newest first."""
    return await _read(by, "a.order_id = $2", order_id)


async def waiting(by: Actor) -> tuple[ApprovalView, ...]:
    """What nobody has decided on: everything for who decides, their own for others."""
    mine, values = _mine(by, 2)
    return await _read(by, f"a.status = 'waiting' AND {mine}", *values)


async def decided(by: Actor) -> tuple[ApprovalView, ...]:
    """The last ones that are over."""
    mine, values = _mine(by, 2)
    return await _read(by, f"a.status <> 'waiting' AND {mine}", *values)


def _mine(by: Actor, place: int) -> tuple[str, tuple[int, ...]]:
    return ("TRUE", ()) if Permission.APPROVE in by.permissions else (f"a.asked_by = ${place}", (by.id,))


async def _read(by: Actor, where: str, *values: Any) -> tuple[ApprovalView, ...]:
    rows = await sql(_ROWS.format(where=where, limit=LAST), by.shop_id, *values)
    return tuple(_view(by, row) for row in rows)


def _view(by: Actor, row: dict[str, Any]) -> ApprovalView:
    details = unpacked(row["details"]) or {}
    return ApprovalView(
        id=row["id"],
        kind=row["kind"],
        status=row["status"],
        amount=Money(row["amount"], row["currency"]),
        reason=row["reason"],
        number=row["number"] or 0,
        customer=row["customer"] or "",
        asker=row["asker"] or "",
        asked_at=moment(row["asked_at"]),
        decider=row["decider"] or "",
        decided_at=moment(row["decided_at"]),
        answer=row["answer"],
        to_wallet=bool(details.get("to_wallet")),
        mine=row["asked_by"] == by.id,
        return_id=int(details.get("return_id") or 0),
        edit="edit" in details,
    )
