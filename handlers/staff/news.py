"""What of an order its shop's people hear: new ones and trouble with money are told, all else changes their cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.kit.actor import Actor
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from handlers.notices import StaffNotice

# Every topic after which a card says something else.
CHANGES = (
    "order.placed", "order.paid", "order.attention", "payment.failed", "order.packing", "order.ready", "order.shipped",
    "order.delivered", "order.cancelled", "order.cancel_requested", "order.cancel_denied", "order.refunded",
    "order.expired",
)  # fmt: skip
TROUBLE = ("order.attention", "order.cancel_requested")
MAY_BE_TROUBLE = ("order.paid", "order.cancelled", "order.refunded")  # money came or goes: not always as it should


async def staff_notice(topic: str, payload: Mapping[str, Any], by: Actor) -> StaffNotice:
    """What to do about an order's news for the people of the shop."""
    order = await read_order(by, int(payload["order_id"]))
    new = topic in ("order.placed", "order.paid") and is_theirs(order)
    trouble = topic in TROUBLE or (topic in MAY_BE_TROUBLE and bool(order.needs_attention))
    return StaffNotice(order.id, order.revision, new=new, trouble=trouble)


def is_theirs(order: OrderView) -> bool:
    """Whether it waits for people: it is firm, or its money is looked for on the bank account."""
    if order.status == "awaiting_payment":
        return order.payment_method == "transfer"
    return order.status in ("placed", "packing", "ready", "shipped") or order.digital
