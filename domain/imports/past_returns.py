"""What came back of past orders: a refund of the order where the file names it, else money that went back that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.imports.past import PastOrder
from domain.imports.past_found import NOBODY, Found, in_bulk
from domain.imports.past_write import PROVIDER, Move, Written, book
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import packed, placeholders

_ROOM = """
SELECT i.reference, i.order_id, p.id AS payment_id, p.amount - p.refunded AS room, o.placed_at
FROM imported_order i JOIN orders o ON o.id = i.order_id JOIN payment p ON p.order_id = i.order_id AND p.provider = $2
WHERE i.shop_id = $1 AND i.reference IN ({words})
"""
_TAKE = "UPDATE payment SET refunded = refunded + $2 WHERE id = $1"


@dataclass(slots=True)
class Room:
    """What a payment of an imported order can still give back."""

    order_id: int
    payment_id: int
    left: int


async def rooms(by: Actor, returns: Sequence[PastOrder]) -> dict[str, Room]:
    """By the reference of the order whose goods came back, as far as it is known."""
    words = list(dict.fromkeys(order.returns_of for order in returns if order.returns_of))
    if not words:
        return {}
    rows = await sql(_ROOM.format(words=placeholders(len(words), 3)), by.shop_id, PROVIDER, *words)
    return {row["reference"]: Room(row["order_id"], row["payment_id"], int(row["room"])) for row in rows}


async def write_refunds(
    by: Actor, currency: str, orders: Sequence[PastOrder], written: Mapping[str, Written], known: Mapping[str, Room]
) -> None:
    """Goods that came back of an order that is known: its payment gave that much back."""
    rows = [_refund(by, currency, order, *_source(order, written, known)) for order in orders if order.returned]
    refunds = await in_bulk("refund", rows, "id, key")
    ids = {row["key"]: row["id"] for row in refunds}
    for row in rows:
        await sql(_TAKE, row["payment_id"], row["amount"])
    moves = [Move("refund", f"refund:{ids[r['key']]}", r["order_id"], r["done_at"], -r["amount"]) for r in rows]
    await book(by, currency, moves)


def _source(order: PastOrder, written: Mapping[str, Written], known: Mapping[str, Room]) -> tuple[int, int]:
    """The order and the payment the money goes back from."""
    if order.returns_of:
        room = known[order.returns_of]
        return room.order_id, room.payment_id
    own = written[order.reference]
    return own.order_id, own.payment_id


def _refund(by: Actor, currency: str, order: PastOrder, order_id: int, payment_id: int) -> dict[str, Any]:
    at = order.back_at or order.at
    return {
        "shop_id": by.shop_id, "payment_id": payment_id, "order_id": order_id, "key": f"{PROVIDER}:{order.reference}",
        "currency": currency, "amount": order.returned, "status": "done", "reason": PROVIDER, "by_staff": 0,
        "provider_ref": order.reference, "problem": "", "to_wallet": False, "parts": None, "created_at": at,
        "done_at": at,
    }  # fmt: skip


async def write_returns(by: Actor, currency: str, found: Found, returns: Sequence[PastOrder]) -> None:
    """Goods that came back, nobody says of which order: booked on their day, for whom it is known."""
    rows = [
        {
            "shop_id": by.shop_id, "reference": order.reference, "currency": currency, "amount": order.returned,
            "customer_id": found.people[order.buyer.key] if order.buyer.key != NOBODY else None,
            "units": sum(line.units for line in order.back), "at": order.back_at or order.at,
            "lines": packed([[line.sku, line.title, line.units, line.total] for line in order.back]),
        }
        for order in returns
    ]  # fmt: skip
    await in_bulk("past_return", rows)
    moves = [
        Move("refund", f"{PROVIDER}:{order.reference}", 0, order.back_at or order.at, -order.returned)
        for order in returns
        if order.returned
    ]
    await book(by, currency, moves)
