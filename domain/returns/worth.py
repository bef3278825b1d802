"""What returns come to. One function says it, for a return and for a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.kit.actor import Actor
from domain.orders.models import Order
from domain.payments.actions.refund_parts import sold_of_each
from domain.payments.parts import SoldLine
from domain.returns.models import OrderReturnLine


def worth(part: SoldLine, units: int) -> int:
    """What so many units of a line would give back, in minor units.

    What is left of its money may be less than its units: some may have been paid back otherwise.
    """
    return part.worth(min(units, part.left))


async def with_values(by: Actor, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of returns (`id`, `order_id`, `amount`) with their `value`: what went back, else what would.

    Four statements, however many rows.
    """
    unpaid = [row["id"] for row in rows if not row["amount"]]
    chosen = await OrderReturnLine.of(by, order_return_id__in=unpaid) if unpaid else []
    orders = {row["order_id"] for row in rows if not row["amount"]}
    sold = await sold_of_each(by, await Order.of(by, id__in=sorted(orders))) if chosen else {}
    parts = {line_id: part for whole in sold.values() for line_id, part in whole.lines.items()}
    values = dict.fromkeys(unpaid, 0)
    for line in chosen:
        values[line.order_return_id] += worth(parts[line.order_line_id], line.quantity)
    return [{**row, "value": row["amount"] or values[row["id"]]} for row in rows]
