"""What its shop's people hear: new orders, returns, requests and trouble are told, all else changes their cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.approvals.actions import ASKED, DECIDED
from domain.kit.actor import Actor, Permission
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.staff.views import Listener
from handlers.notices import StaffNotice

# Every topic after which a card says something else.
CHANGES = (
    "order.placed", "order.paid", "order.attention", "payment.failed", "order.packing", "order.ready", "order.shipped",
    "order.delivered", "order.cancelled", "order.cancel_requested", "order.cancel_denied", "order.refunded",
    "order.expired",
)  # fmt: skip
RETURNS = (
    "return.requested", "return.cancelled", "return.approved", "return.rejected", "return.received", "return.closed",
)  # fmt: skip
REQUESTS = (ASKED, DECIDED)
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


def may_see_return(one: Listener) -> bool:
    """Whether a new return is told in this conversation."""
    return one.orders and Permission.ALL_ORDERS in one.by.permissions


def may_decide(one: Listener, asker: int) -> bool:
    """Whether a new request is: to each who may agree to it, never to a whole group."""
    return one.money and not one.group and Permission.APPROVE in one.by.permissions and one.by.id != asker
