"""The pure moves of an order. Whatever also moves money or goods lives in payments."""

from __future__ import annotations

from typing import Any

from tortoise.expressions import F

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows
from domain.kit.states import move as move_status
from domain.orders.attention import with_reason
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderStatus
from domain.orders.states import MOVES


async def lock(by: Actor, order_id: int) -> Order:
    """Take the order's row for the rest of the transaction, so that everything about its money happens in turn.

    The revision grows, because the caller is about to change the order. Raises `OrderGone`.
    """
    if not await Order.of(by, id=order_id).update(revision=F("revision") + 1):
        raise OrderGone()
    return await Order.get(id=order_id)


async def move(by: Actor, order: Order, to: OrderStatus, note: str = "", **changes: Any) -> None:
    """Move an order along the graph by compare-and-set and write its history row. Raises `IllegalMove`."""
    came_from = order.status
    await move_status(Order, order.id, {came_from: MOVES[came_from]}, to, **changes)
    await note_move(by, order.id, came_from.value, to, note)
    order.update_from_dict({"status": to, **changes})


async def note_move(by: Actor, order_id: int, came_from: str, to: OrderStatus, note: str = "") -> None:
    """Write one row of the history; the first one comes from ""."""
    await insert_rows("order_history", [move_row(by, order_id, came_from, to, note)])


def move_row(by: Actor, order_id: int, came_from: str, to: OrderStatus, note: str = "") -> dict[str, Any]:
    return {
        "shop_id": by.shop_id, "order_id": order_id, "from_status": came_from, "to_status": to.value,
        "actor_kind": by.kind, "actor_id": by.id, "note": note[:300], "at": now(),
    }  # fmt: skip


async def flag(by: Actor, order: Order, reason: str) -> None:
    """Say that a person has to look at this order, and why (one of `attention`); an earlier reason stays in front."""
    words = with_reason(order.needs_attention, reason)
    await Order.of(by, id=order.id).update(needs_attention=words)
    order.needs_attention = words
